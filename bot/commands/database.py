"""The database for a command: opened, and refused where its tables are of another version."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import MachineClock
from bot.commands.shell import say
from bot.errors import CannotDo
from bot.settings import Settings, load_settings
from database import migrating
from database.door import Database, open_database
from database.errors import ExtensionMissing


async def upgrade_database() -> None:
    """Brings the tables to this version."""
    settings = load_settings()
    before = await migrating.current(settings.database_url)
    await upgrade(settings.database_url)
    after = await migrating.current(settings.database_url)
    say("The database is up to date." if before == after else f"The database is at {after} now.")


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database with current tables; a new one gets them."""
    await prepare(settings.database_url)
    async with open_database(settings.database_url, clock=MachineClock().now) as database:
        yield database


async def prepare(url: str) -> None:
    """Makes the tables of a new database; `CannotDo` for one that has to be upgraded."""
    current = await migrating.current(url)
    if current is None:
        await upgrade(url)
    elif current != migrating.newest():
        raise CannotDo(
            "The database is of another version of this program. "
            "Make a backup, then run: hereabouts db upgrade"
        )


async def upgrade(url: str) -> None:
    """All of the migrations that are missing; `CannotDo` where PostgreSQL lacks what they need."""
    try:
        await migrating.upgrade(url)
    except ExtensionMissing as error:
        raise CannotDo(
            f"PostgreSQL's extension {error.extension} could not be made. It comes with PostgreSQL "
            "(in some systems in a package named postgresql-contrib), and the database's owner may make it. "
            f"Or have an administrator run in this database: CREATE EXTENSION {error.extension}; then try again"
        ) from error
