"""After the storm: the line is good again, time goes by, and everything promised comes to its end."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection, text

from database.door import Database
from database.metadata import to_microseconds
from tests.thoroughness import many
from tests.torture.market import Market

STEPS = (40, 40, 130, 130, 660, 660, 1900, 1900, *(3700,) * 10)
"""Seconds between looks: leases end, back-offs end, lost promotions are given up, holds lapse."""

STILL = 0.3
PATIENCE = 60
ROUND = many(1, 3)
"""Seconds until what is open is taken for something that only time brings to its end."""

OPEN = {
    "outbox": "SELECT key FROM outbox WHERE finished_at IS NULL AND (due_at < :now OR attempts > 0)",
    "payments": "SELECT event_key FROM payment_events WHERE state = 'captured'",
    "promotions": "SELECT id FROM campaigns WHERE state = 'sending'",
    "holds": "SELECT id FROM orders WHERE state = 'held' AND held_until < :now",
    "carts": "SELECT id FROM orders WHERE state = 'draft' AND held_until < :now",
    "questions": "SELECT id FROM line_replacements WHERE state = 'open' AND until < :now",
    "deliveries": "SELECT order_id FROM deliveries WHERE ended_at IS NULL AND give_up_at < :now AND state = 'offered'",
    "waits": "SELECT id FROM waitlist WHERE state = 'waiting' AND starts_at < :now",
    "answers": "SELECT id FROM orders WHERE state = 'placed' AND confirm_by < :now",
}


async def calm(market: Market, database: Database, last_due: float) -> dict[str, list[object]]:
    """What is still open when nothing more comes; empty when all is well."""
    await market.client.clear_faults()
    await market.client.advance(max(0.0, last_due - market.sandbox.clock.timestamp()) + 1)
    open_ones: dict[str, list[object]] = {}
    for seconds in STEPS:
        open_ones = await wait_for_end(market, database)
        if not open_ones and seconds > STEPS[0]:
            return {}
        await market.client.advance(seconds)
    return open_ones


async def wait_for_end(market: Market, database: Database) -> dict[str, list[object]]:
    """Until nothing is open any more; what is left if that takes too long."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + ROUND
    while True:
        if not await market.client.quiet(timeout=PATIENCE, still=STILL):
            assert loop.time() < deadline, await unrest(market)
        left = await database.read(lambda connection: whats_open(connection, market))
        if not left or loop.time() > deadline:
            return left


async def unrest(market: Market) -> str:
    """What still goes on: updates that nobody takes, and what the bot last asked for."""
    asked = await market.client.requests(limit=20)
    calls = [(each["at"], each["method"], each["status"]) for each in asked]
    world = market.sandbox
    again = [update.json() for update in world.updates.deliverable()]
    return (
        f"{world.busy} calls are under way; {len(again)} updates wait: {again[:3]};"
        f" the webhook: {world.webhook.last_error_message}; the bot's last calls: {calls}"
    )


def whats_open(connection: Connection, market: Market) -> dict[str, list[object]]:
    now = to_microseconds(market.sandbox.clock.now() - timedelta(seconds=1))
    found = {
        name: list(
            connection.execute(text(query), {"now": now} if ":now" in query else {}).scalars()
        )
        for name, query in OPEN.items()
    }
    return {name: rows for name, rows in found.items() if rows}
