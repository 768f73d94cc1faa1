"""Whoever goes to guests is at each of them in time: ways are reckoned anew from the addresses.

In the plane that touches the globe between the two, which over the way of a day is the same to a
percent; neither engine is sure to know a cosine.
"""

from types import MappingProxyType

from catalog.geography import METRES_PER_DEGREE
from catalog.visits.travel import DETOUR

TAKEN = "('placed', 'confirmed', 'redeemed', 'expired')"
STANDS = "({0}.state IN " + TAKEN + " OR ({0}.state = 'held' AND {0}.held_until > :now))"
MINUTE = "60000000"
RADIAN = 0.017453292519943295
NEARLY = 0.98
"""Of the way: what the plane may be wrong by."""

MEAN = f"((va.latitude + vb.latitude) / 2 * {RADIAN})"
COSINE = f"(1 - {MEAN} * {MEAN} / 2 + {MEAN} * {MEAN} * {MEAN} * {MEAN} / 24)"
NORTH = f"((va.latitude - vb.latitude) * {METRES_PER_DEGREE})"
EAST = f"((va.longitude - vb.longitude) * {METRES_PER_DEGREE} * {COSINE})"
REACHED = f"""((gap + 1) * kmh * 1000.0 / (60 * {DETOUR} * {NEARLY}))"""

INVARIANTS = MappingProxyType(
    {
        "visits of one resource with no time for the way between them": f"""
            SELECT resource, "order", other, gap FROM (
                SELECT a.resource_id AS resource, a.id AS "order", b.id AS other,
                    CASE WHEN b.starts_at >= a.starts_at
                        THEN b.occupied_from - a.occupied_until
                        ELSE a.occupied_from - b.occupied_until
                    END / {MINUTE} + va.way_minutes + vb.way_minutes AS gap,
                    va.way_minutes + vb.way_minutes AS ways,
                    CASE WHEN va.travel_kmh > vb.travel_kmh THEN va.travel_kmh
                        ELSE vb.travel_kmh END AS kmh,
                    {NORTH} * {NORTH} + {EAST} * {EAST} AS squared
                FROM order_addresses va
                JOIN orders a ON a.id = va.order_id
                JOIN orders b ON b.resource_id = a.resource_id
                    AND b.occupied_from >= a.occupied_from AND b.occupied_from < a.occupied_until
                    AND b.id <> a.id
                JOIN order_addresses vb ON vb.order_id = b.id
                WHERE va.way_minutes IS NOT NULL AND vb.way_minutes IS NOT NULL
                    AND {STANDS.format("a")} AND {STANDS.format("b")}
                    AND COALESCE(a.proposed_for, 0) <> b.id
                    AND COALESCE(b.proposed_for, 0) <> a.id
            ) pairs
            WHERE gap < 0 OR (gap + 1 < ways AND squared > {REACHED} * {REACHED})""",
        "a visit to nowhere, or an address of what is had elsewhere": """
            SELECT o.id AS "order", o.fulfilment, v.way_minutes FROM orders o
            LEFT JOIN order_addresses v ON v.order_id = o.id
            WHERE (o.fulfilment = 'home' AND o.state IN ('held', 'placed', 'confirmed')
                    AND (v.way_minutes IS NULL OR o.resource_id IS NULL))
                OR (o.fulfilment NOT IN ('home', 'delivery') AND v.order_id IS NOT NULL)""",
    }
)
