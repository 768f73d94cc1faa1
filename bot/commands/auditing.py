"""Proves on live data that nothing was lost: every invariant, in one snapshot."""

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import FAILED, say
from bot.settings import load_settings
from orders import auditing


async def prove() -> int:
    """0 when every invariant holds."""
    async with opened(load_settings()) as database:
        now = MachineClock().now()
        breaches = await database.read(
            lambda connection: auditing.audit(connection, now), snapshot=True
        )
    for breach in breaches:
        say(str(breach))
    say(f"{len(breaches)} breaches." if breaches else "Every invariant holds.")
    return FAILED if breaches else 0
