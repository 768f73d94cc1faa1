"""Adds the invented town."""

from bot.clock import MachineClock
from bot.commands.database import opened
from bot.commands.shell import say
from bot.settings import load_settings
from catalog import seeding


async def seed_town() -> None:
    """Those of its merchants that are missing."""
    settings = load_settings()
    async with opened(settings) as database:
        now = MachineClock().now()
        added = await database.write(
            lambda connection: seeding.seed(connection, now, settings.currency)
        )
    say(f"{added} merchants added." if added else "All merchants of the town are there already.")
