"""Adds the invented town."""

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import say
from bot.settings import load_settings
from catalog import seeding
from payments.limits import invoice_limits

CHUNK = 4
"""So that no transaction keeps the others waiting for 50 ms."""


async def seed_town() -> None:
    """Those of its merchants that are missing, a few at a time: a bot may be running beside."""
    settings = load_settings()
    limits = invoice_limits(settings.currency)
    dollar = limits.least if limits else 100
    added = 0
    async with opened(settings) as database:
        now = MachineClock().now()
        while few := await database.write(
            lambda connection: seeding.seed(connection, now, settings.currency, CHUNK, dollar)
        ):
            added += few
    say(f"{added} merchants added." if added else "All merchants of the town are there already.")
