"""The one way to the database: a unit of work goes in as a plain function, its result comes out.

    async with open_database("sqlite+aiosqlite:///market.db") as database:
        order = await database.write(lambda connection: placing.hold(connection, ...))

A unit may run more than once (it is repeated whole after a conflict), so it changes nothing but
the database. One that raises leaves no trace, and its error reaches only its caller. An error that
a unit means to survive belongs in `with connection.begin_nested():`, else PostgreSQL ends the unit.

Building a statement costs four times as much as running it, so what guests wait for is built once;
what is built once is also worked out once (decision 50; ReturningUpdate is in sqlalchemy.sql.dml):

    @cache
    def take_seats() -> ReturningUpdate[int]:
        has_room = slots.c.held + bindparam("seats") <= slots.c.capacity
        change = update(slots).where(slots.c.id == bindparam("slot"), has_room)
        return change.values(held=slots.c.held + bindparam("seats")).returning(slots.c.held)

    connection.execute(take_seats(), {"slot": slot, "seats": 2}).one_or_none()
    connection.execute(insert_order(), {"guest": guest, "slot": slot})  # insert(orders), cached too
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from sqlalchemy import URL, Connection

from database.addresses import parse
from database.errors import UnknownDatabase

T = TypeVar("T")
Work = Callable[[Connection], T]
"""What a unit of work is; it must not keep the connection."""


class Database(Protocol):
    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        ...

    async def read(self, work: Work[T], *, snapshot: bool = False) -> T:
        """Run a unit that only looks. With `snapshot`, all its statements see the same moment."""
        ...

    async def write(
        self,
        work: Work[T],
        *,
        urgent: bool = False,
        patient: bool = False,
        deadline: datetime | None = None,
    ) -> T:
        """Run a unit in a transaction that is safely on disk when this returns.

        An urgent one goes first; a patient one may wait a moment for others, to share their commit.
        One whose turn comes after its deadline raises DeadlinePassed.
        """
        ...

    async def close(self) -> None:
        """Finish what is queued, then close; later calls raise DatabaseClosed."""
        ...


def utc_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - only a default; the program passes its own clock


def open_database(
    url: str, *, clock: Callable[[], datetime] = utc_now
) -> AbstractAsyncContextManager[Database]:
    """Open `sqlite+aiosqlite:///path` or `postgresql://...` (any spelling of its drivers)."""
    return closing(parse(url), clock)


@asynccontextmanager
async def closing(url: URL, clock: Callable[[], datetime]) -> AsyncIterator[Database]:
    database = await connect(url, clock)
    try:
        yield database
    finally:
        await database.close()


async def connect(url: URL, clock: Callable[[], datetime]) -> Database:
    if url.get_backend_name() == "sqlite":
        from database.sqlite_door import open_sqlite

        return await open_sqlite(url, clock)
    if url.get_backend_name() == "postgresql":
        from database.postgres_door import open_postgres

        return await open_postgres(url, clock)
    raise UnknownDatabase(url.get_backend_name())
