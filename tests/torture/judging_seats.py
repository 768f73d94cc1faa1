"""Seats and codes: no start is oversold, no chair is in two places, no code is used too often."""

from collections.abc import Iterator

from tests.torture.case import Case

TAKEN = "('held', 'placed', 'confirmed', 'redeemed', 'expired')"

OVERSOLD = f"""
    SELECT o.service_id, o.starts_at, SUM(o.seats) AS seats, s.capacity FROM orders o
    JOIN services s ON s.id = o.service_id
    WHERE o.resource_id IS NULL AND o.starts_at IS NOT NULL AND o.state IN {TAKEN}
    GROUP BY o.service_id, o.starts_at, s.capacity HAVING SUM(o.seats) > s.capacity"""

OVERLAPPING = f"""
    SELECT a.id, b.id AS other, a.resource_id FROM orders a
    JOIN orders b ON b.resource_id = a.resource_id AND b.id > a.id
        AND b.occupied_from < a.occupied_until AND a.occupied_from < b.occupied_until
    LEFT JOIN order_addresses va ON va.order_id = a.id
    LEFT JOIN order_addresses vb ON vb.order_id = b.id
    WHERE a.state IN {TAKEN} AND b.state IN {TAKEN}
        AND (va.way_minutes IS NULL OR vb.way_minutes IS NULL
            OR (b.starts_at < a.ends_at AND a.starts_at < b.ends_at))"""
"""Of two visits one after the other, the way there and the way back are one way: from home to home."""

USED_UP = """
    SELECT v.code, v.uses, v.used, COUNT(r.id) AS redeemed FROM vouchers v
    LEFT JOIN redemptions r ON r.voucher_id = v.id
    GROUP BY v.code, v.uses, v.used
    HAVING COUNT(r.id) > v.uses OR COUNT(r.id) <> v.used"""

USED_TWICE = """
    SELECT voucher_id, use FROM redemptions
    GROUP BY voucher_id, use HAVING COUNT(*) > 1"""


def judge(case: Case) -> Iterator[str]:
    queries = {
        "a start is oversold": OVERSOLD,
        "a resource is in two places": OVERLAPPING,
        "a code was used too often": USED_UP,
        "a use was made twice": USED_TWICE,
    }
    for words, query in queries.items():
        yield from (f"{words}: {row}" for row in case.rows(query))
    yield from imported(case)


def imported(case: Case) -> Iterator[str]:
    """The file was read again and again; each of its merchants is there once."""
    twice = case.rows(
        "SELECT name, COUNT(*) AS times FROM merchants WHERE name LIKE 'Kahvila %'"
        " GROUP BY name HAVING COUNT(*) > 1"
    )
    yield from (f"imported {row['times']} times: {row['name']}" for row in twice)
