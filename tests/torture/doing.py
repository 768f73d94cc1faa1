"""How much of everything was done: a storm in which little happened proves little."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import suppress

from sqlalchemy import Connection, text

from database.door import Database
from tests.torture.market import Market

CODES = "SELECT COUNT(*) FROM vouchers v JOIN orders o ON o.id = v.order_id"
BROUGHT = "SELECT COUNT(*) FROM deliveries WHERE state = 'handed_over' AND handover <> 'counter'"

COUNTED = {
    "charges": "SELECT COUNT(*) FROM payments WHERE state = 'captured'",
    "bookings": f"{CODES} WHERE o.starts_at IS NOT NULL AND o.service_id IS NOT NULL",
    "visits": f"{CODES} WHERE o.fulfilment = 'home'",
    "carts": f"{CODES} WHERE o.fulfilment IN ('pickup', 'table', 'delivery')",
    "at a time": f"{CODES} WHERE o.pickup_at IS NOT NULL",
    "redemptions": "SELECT COUNT(*) FROM redemptions",
    "refunds": "SELECT COUNT(*) FROM refunds",
    "moved": "SELECT COUNT(*) FROM order_history WHERE reason = 'rescheduled'",
    "declined": "SELECT COUNT(*) FROM orders WHERE state = 'declined'",
    "deposits": f"{CODES} WHERE o.at_counter > 0",
    "menus in parts": f"{CODES} WHERE o.at_counter > 0 AND o.fulfilment IN ('pickup', 'table')",
    "rests": "SELECT COUNT(*) FROM counter_payments",
    "at the door": """
        SELECT COUNT(*) FROM counter_payments c JOIN orders o ON o.id = c.order_id
        WHERE o.fulfilment = 'home'""",
    "bills": "SELECT COUNT(*) FROM bills WHERE kind = 'bill' AND paid_at IS NOT NULL",
    "tips": "SELECT COUNT(*) FROM bills WHERE kind = 'tip' AND paid_at IS NOT NULL",
    "sittings of several": """
        SELECT COUNT(*) FROM (
            SELECT o.sitting_id FROM orders o JOIN vouchers v ON v.order_id = o.id
            LEFT JOIN order_lines l ON l.order_id = o.id
            LEFT JOIN orders t ON t.id = l.taken_from
            WHERE o.sitting_id IS NOT NULL GROUP BY o.sitting_id
            HAVING COUNT(DISTINCT o.guest_id) > 1
                OR COUNT(DISTINCT COALESCE(t.guest_id, o.guest_id)) > 1) several""",
    "taken over": "SELECT COUNT(*) FROM order_lines WHERE taken_from IS NOT NULL",
    "deliveries": "SELECT COUNT(*) FROM deliveries",
    "brought": f"{BROUGHT} AND received_at IS NULL",
    "washed": f"{BROUGHT} AND received_at IS NOT NULL",
    "lines back": "SELECT COUNT(*) FROM line_refunds",
    "replaced": "SELECT COUNT(*) FROM line_replacements WHERE state = 'accepted'",
    "numbers": "SELECT COUNT(*) FROM queue_tickets",
    "seated": "SELECT COUNT(*) FROM queue_tickets WHERE state = 'seated'",
    "waits": "SELECT COUNT(*) FROM waitlist",
    "freed": "SELECT COUNT(*) FROM waitlist WHERE state = 'offered'",
    "receipts": "SELECT COUNT(*) FROM receipts",
    "promotions": "SELECT COUNT(*) FROM campaign_recipients",
}

Much = Mapping[str, int]


def done(connection: Connection) -> Much:
    return {
        name: int(connection.execute(text(query)).scalar_one()) for name, query in COUNTED.items()
    }


def told(much: Much) -> str:
    return ", ".join(f"{number} {name}" for name, number in much.items())


def lacking(much: Much, least: Mapping[str, float], share: float = 1) -> Iterator[str]:
    """What there is less of than a share of the least."""
    for name, number in least.items():
        if much[name] < number * share:
            yield f"{much[name]} {name} of {number * share:g}"


async def enough(
    market: Market, database: Database, least: Mapping[str, float], share: float, patience: float
) -> None:
    """Until that much was done, or for as long as is waited for it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            while [*lacking(await database.read(done), least, share)]:
                await market.calls(20, 1)
