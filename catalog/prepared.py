"""A statement as the driver takes it, made once: SQLAlchemy would work it out for each search anew."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from database.running import UnitsConnection

NAME = re.compile(r":([a-z]\w*)")


@dataclass(frozen=True, slots=True)
class Statement:
    """As the driver takes it, and the names of its values in their order."""

    sql: str
    names: tuple[str, ...]

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        given = [values[name] for name in self.names]
        if isinstance(connection, UnitsConnection):
            return connection.rows_of(self.sql, given)
        return connection.exec_driver_sql(self.sql, tuple(given)).all()

    def firsts(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """What stands first in each row."""
        return [first for first, *_ in self.rows(connection, values)]


def prepared(dialect: str, sql: str) -> Statement:
    """`:name` becomes the driver's numbered sign."""
    names = tuple(dict.fromkeys(NAME.findall(sql)))
    sign = "?" if dialect == "sqlite" else "$"
    return Statement(NAME.sub(lambda found: f"{sign}{names.index(found[1]) + 1}", sql), names)


def unseen(name: str, kind: str) -> str:
    """A value that PostgreSQL's planner does not see: what it sees it weighs anew for each search."""
    return f"(SELECT CAST(:{name} AS {kind}))"
