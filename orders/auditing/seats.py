"""No seat is given twice: counters against a recount, and resources against each other."""

from types import MappingProxyType

TAKEN = "('placed', 'confirmed', 'redeemed', 'expired')"

INVARIANTS = MappingProxyType(
    {
        "slot counters differ from a recount": f"""
            SELECT s.id AS slot, s.held, s.booked, o.held AS held_recounted,
                o.booked AS booked_recounted
            FROM slots s LEFT JOIN (
                SELECT slot_id,
                    SUM(CASE WHEN state = 'held' THEN seats ELSE 0 END) AS held,
                    SUM(CASE WHEN state IN {TAKEN} THEN seats ELSE 0 END) AS booked
                FROM orders WHERE slot_id IS NOT NULL GROUP BY slot_id
            ) o ON o.slot_id = s.id
            WHERE s.held <> COALESCE(o.held, 0) OR s.booked <> COALESCE(o.booked, 0)""",
        "more seats taken than a slot has": """
            SELECT id AS slot, capacity, held, booked FROM slots
            WHERE held < 0 OR booked < 0 OR held + booked > capacity""",
        "a booked start without its slot": f"""
            SELECT o.id AS "order", o.slot_id AS slot, o.starts_at FROM orders o
            LEFT JOIN slots s ON s.id = o.slot_id
            WHERE o.starts_at IS NOT NULL AND o.resource_id IS NULL
                AND (o.state = 'held' OR o.state IN {TAKEN})
                AND (s.id IS NULL OR s.service_id <> o.service_id
                    OR s.starts_at <> o.starts_at)""",
        "a slot or resource without a start": """
            SELECT id AS "order" FROM orders
            WHERE (starts_at IS NULL) <> (slot_id IS NULL AND resource_id IS NULL)
                OR (starts_at IS NULL) <> (ends_at IS NULL)
                OR ends_at <= starts_at OR occupied_from > starts_at
                OR occupied_until < ends_at""",
        "a resource in two places at once": f"""
            SELECT a.resource_id AS resource, a.id AS "order", b.id AS other
            FROM orders a JOIN orders b ON b.resource_id = a.resource_id
                AND b.occupied_from >= a.occupied_from AND b.occupied_from < a.occupied_until
                AND b.id <> a.id
            WHERE (a.state IN {TAKEN} OR (a.state = 'held' AND a.held_until > :now))
                AND (b.state IN {TAKEN} OR (b.state = 'held' AND b.held_until > :now))
                AND (a.service_id <> b.service_id OR a.starts_at <> b.starts_at)""",
        "more seats taken than a resource has": f"""
            SELECT o.resource_id AS resource, o.service_id AS service, o.starts_at,
                SUM(o.seats) AS seats
            FROM orders o JOIN services s ON s.id = o.service_id
            WHERE o.resource_id IS NOT NULL
                AND (o.state IN {TAKEN} OR (o.state = 'held' AND o.held_until > :now))
            GROUP BY o.resource_id, o.service_id, o.starts_at, s.capacity
            HAVING SUM(o.seats) > s.capacity AND COUNT(*) > 1""",
    }
)
