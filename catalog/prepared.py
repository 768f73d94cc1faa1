"""A statement as the driver takes it, made once: SQLAlchemy would work it out for each search anew."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

NAME = re.compile(r":([a-z]\w*)")


@dataclass(frozen=True, slots=True)
class Statement:
    """As the driver takes it, and the names of its values in their order."""

    sql: str
    names: tuple[str, ...]

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Row[Any]]:
        given = tuple(values[name] for name in self.names)
        return connection.exec_driver_sql(self.sql, given).all()


def prepared(dialect: str, sql: str) -> Statement:
    """`:name` becomes the driver's numbered sign."""
    names = tuple(dict.fromkeys(NAME.findall(sql)))
    sign = "?" if dialect == "sqlite" else "$"
    return Statement(NAME.sub(lambda found: f"{sign}{names.index(found[1]) + 1}", sql), names)
