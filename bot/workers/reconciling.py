"""Asks the providers what their books say, so that no payment, refund or dispute goes unheard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.books import Books
from bot.logs import Log
from orders import reconciling
from payments.port import Provider

PACE = timedelta(minutes=5)
PACE_IN_SANDBOX = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Reconciling:
    """Reads on where the last reading ended; several processes may do so at once."""

    books: Books
    providers: Iterable[Provider]
    log: Log

    async def work(self) -> datetime | None:
        """Every provider's books to their end."""
        for provider in self.providers:
            await self._read_on(provider)
        return None

    async def _read_on(self, provider: Provider) -> None:
        database, name = self.books.database, provider.name
        cursor = await database.read(lambda connection: reconciling.cursor(connection, name))
        while (page := await provider.entries(cursor)) is not None and page.cursor != cursor:
            taken = await self.books.take_up(name, page.found)
            if taken:
                self.log.info("a provider's books told something new", provider=name, words=taken)
            cursor = page.cursor
            await self._remember(name, cursor)

    async def _remember(self, name: str, cursor: str) -> None:
        now = self.books.clock.now()
        await self.books.database.write(
            lambda connection: reconciling.move_cursor(connection, name, cursor, now)
        )
