"""Asks a provider what its books say, so that no payment, refund or dispute goes unheard."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.books import Books
from bot.logs import Log
from orders import reconciling
from payments.port import Provider

PACE = timedelta(minutes=5)
PACE_IN_SANDBOX = timedelta(seconds=2)
"""Somebody looks at the page and waits for what they had the bank do."""


@dataclass(frozen=True, slots=True)
class Reconciling:
    """Reads on where the last reading ended; several processes may do so at once."""

    books: Books
    provider: Provider
    log: Log

    async def work(self) -> datetime | None:
        """The provider's books to their end, once it has anything to tell us."""
        database, name = self.books.database, self.provider.name
        if not await database.read(lambda connection: reconciling.was_asked(connection, name)):
            return None
        cursor = await database.read(lambda connection: reconciling.cursor(connection, name))
        while (page := await self.provider.entries(cursor)) is not None and page.cursor != cursor:
            taken = await self.books.take_up(name, page.found)
            if taken:
                self.log.info("a provider's books told something new", provider=name, words=taken)
            cursor = page.cursor
            await self._remember(name, cursor)
        return None

    async def _remember(self, name: str, cursor: str) -> None:
        now = self.books.clock.now()
        await self.books.database.write(
            lambda connection: reconciling.move_cursor(connection, name, cursor, now)
        )
