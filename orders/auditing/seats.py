"""No seat is given twice: counters against a recount, and resources against each other.

Nearly every order has a slot and no resource, so that an index would only bring the table out of
order: `state` and `COALESCE` keep SQLite from the indexes on slot and resource, three times as slow.
"""

from types import MappingProxyType

TAKEN = "('placed', 'confirmed', 'redeemed', 'expired')"

SLOT_COUNTERS = "slot counters differ from a recount"

INVARIANTS = MappingProxyType(
    {
        SLOT_COUNTERS: f"""
            SELECT slot, SUM(held) AS held, SUM(booked) AS booked,
                SUM(held_recounted) AS held_recounted, SUM(booked_recounted) AS booked_recounted
            FROM (
                SELECT id AS slot, held, booked, 0 AS held_recounted, 0 AS booked_recounted
                FROM slots
                UNION ALL
                SELECT slot_id, 0, 0, CASE WHEN state = 'held' THEN seats ELSE 0 END,
                    CASE WHEN state = 'held' THEN 0 ELSE seats END
                FROM orders WHERE state = 'held' OR state IN {TAKEN}
            ) counted
            GROUP BY slot
            HAVING slot IS NOT NULL AND
                (SUM(held) <> SUM(held_recounted) OR SUM(booked) <> SUM(booked_recounted))""",
        "more seats taken than a slot has": """
            SELECT id AS slot, capacity, held, booked FROM slots
            WHERE held < 0 OR booked < 0 OR held + booked > capacity""",
        "a booked start without its slot": f"""
            SELECT o.id AS "order", o.slot_id AS slot, o.starts_at FROM orders o
            LEFT JOIN slots s ON s.id = o.slot_id
            WHERE o.starts_at IS NOT NULL AND COALESCE(o.resource_id, 0) = 0
                AND o.service_id IS NOT NULL
                AND (o.state = 'held' OR o.state IN {TAKEN})
                AND (s.id IS NULL OR s.service_id <> o.service_id
                    OR s.starts_at <> o.starts_at)""",
        "a slot or resource without a start": """
            SELECT id AS "order" FROM orders
            WHERE (starts_at IS NULL) <> (slot_id IS NULL AND resource_id IS NULL)
                    AND service_id IS NOT NULL
                OR (starts_at IS NULL) <> (ends_at IS NULL)
                OR ends_at <= starts_at OR occupied_from > starts_at
                OR occupied_until < ends_at""",
        "a resource in two places at once": f"""
            SELECT a.resource_id AS resource, a.id AS "order", b.id AS other
            FROM orders a JOIN orders b ON b.resource_id = a.resource_id
                AND b.occupied_from >= a.occupied_from AND b.occupied_from < a.occupied_until
                AND b.id <> a.id
            LEFT JOIN order_addresses va ON va.order_id = a.id
            LEFT JOIN order_addresses vb ON vb.order_id = b.id
            WHERE (va.way_minutes IS NULL OR vb.way_minutes IS NULL)
                AND (a.state IN {TAKEN} OR (a.state = 'held' AND a.held_until > :now))
                AND (b.state IN {TAKEN} OR (b.state = 'held' AND b.held_until > :now))
                AND (a.service_id <> b.service_id OR a.starts_at <> b.starts_at)
                AND COALESCE(a.proposed_for, 0) <> b.id AND COALESCE(b.proposed_for, 0) <> a.id""",
        "a time kept for the move of what can't move": """
            SELECT h.id AS "order", b.id AS booking, b.state FROM orders h
            JOIN orders b ON b.id = h.proposed_for
            LEFT JOIN vouchers v ON v.order_id = b.id
            WHERE h.state = 'held'
                AND (b.state NOT IN ('placed', 'confirmed') OR v.used > 0
                    OR h.guest_id <> b.guest_id OR h.service_id <> b.service_id
                    OR h.seats <> b.seats OR h.starts_at IS NULL)""",
        "a time kept for a move that became an order": """
            SELECT id AS "order", state, total FROM orders
            WHERE proposed_for IS NOT NULL AND (state NOT IN ('held', 'lapsed') OR total <> 0)""",
        "somebody else than the guest chose": """
            SELECT id AS "order", resource_id AS resource, chosen_resource_id AS chosen
            FROM orders
            WHERE chosen_resource_id IS NOT NULL
                AND COALESCE(resource_id, 0) <> chosen_resource_id""",
        "more seats taken than a resource has": f"""
            SELECT o.resource_id AS resource, o.service_id AS service, o.starts_at,
                SUM(o.seats) AS seats, MAX(o.room) AS room
            FROM orders o JOIN services s ON s.id = o.service_id
            WHERE o.resource_id IS NOT NULL
                AND (o.state IN {TAKEN} OR (o.state = 'held' AND o.held_until > :now))
            GROUP BY o.resource_id, o.service_id, o.starts_at, s.capacity
            HAVING SUM(o.seats) > COALESCE(MAX(o.room), s.capacity) AND COUNT(*) > 1""",
    }
)
