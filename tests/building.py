"""What many tests begin with is built once: the next ones get the same rows, by the same statements."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, event, select

from people.models import people

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Write:
    """A statement as the driver got it; with several sets of values, where it is said that it has."""

    sql: str
    given: Any
    has_many: bool

    def again(self, connection: Connection) -> None:
        bare = connection.connection.driver_connection
        if not isinstance(bare, sqlite3.Connection):
            connection.exec_driver_sql(self.sql, self.given)
        elif self.has_many:
            bare.executemany(self.sql, self.given)
        else:
            bare.execute(self.sql, self.given)


class Once(Generic[T]):
    """Builds by use cases the first time, on each engine; what they read and work out is not needed again.

    Only an empty database comes to be the same: in any other it is built as ever, and where somebody
    listens to what is written.
    """

    def __init__(self, build: Callable[[Connection, datetime], T]) -> None:
        self._build = build
        self._built: dict[tuple[str, datetime], tuple[T, list[Write]]] = {}

    def __call__(self, connection: Connection, now: datetime) -> T:
        if is_heard(connection) or connection.execute(select(people.c.id).limit(1)).first():
            return self._build(connection, now)
        key = connection.dialect.name, now
        if key not in self._built:
            with heard(connection) as writes:
                self._built[key] = self._build(connection, now), writes
            return self._built[key][0]
        made, writes = self._built[key]
        for each in writes:
            each.again(connection)
        return made


def is_heard(connection: Connection) -> bool:
    return bool(connection.dispatch.before_cursor_execute)


@contextmanager
def heard(connection: Connection) -> Iterator[list[Write]]:
    """What is written meanwhile."""
    writes: list[Write] = []

    def hear(_connection: Any, _cursor: Any, sql: str, given: Any, _: Any, many: bool) -> None:
        if not sql.startswith("SELECT"):
            writes.append(Write(sql, given, many))

    event.listen(connection, "before_cursor_execute", hear)
    try:
        yield writes
    finally:
        event.remove(connection, "before_cursor_execute", hear)
