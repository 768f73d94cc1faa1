"""Many rows in a few statements: what SQLAlchemy does for each row takes longer than the row itself.

SQLite gets them as VALUES, so many a statement that few different texts have to be prepared; PostgreSQL
gets an array for each column, and the text is always the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql

MOST = 64
"""Rows of one statement on SQLite; what is over goes in halves of it, and of those."""

NO_CONFLICT = " ON CONFLICT DO NOTHING"

Values = tuple[Any, ...]


def insert_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    returning: tuple[str, ...] = (),
    *,
    unless_there: bool = False,
) -> list[Values]:
    """All rows have the keys of the first, two at least. What is returned comes in any order."""
    if not rows:
        return []
    names = tuple(rows[0])
    tail = NO_CONFLICT if unless_there else ""
    if returning:
        tail += f" RETURNING {', '.join(returning)}"
    values = as_stored(connection, [table.c[name] for name in names], rows)
    found: list[Values] = []
    for text, given in statements(connection.dialect.name, table, names, values):
        result = connection.exec_driver_sql(text + tail, given)
        found += map(tuple, result.all()) if returning else ()
    return found


def as_stored(
    connection: Connection, columns: Sequence[Column[Any]], rows: Sequence[Mapping[str, Any]]
) -> list[Values]:
    """By the types of the columns, of which few have anything to say."""
    pick = itemgetter(*(column.name for column in columns))
    values: list[Values] = list(map(pick, rows))
    speaking = {
        place: each
        for place, column in enumerate(columns)
        if (each := processor(connection, column)) is not None
    }
    if not speaking:
        return values
    by_column = list(zip(*values, strict=True))
    for place, each in speaking.items():
        by_column[place] = tuple(map(each, by_column[place]))
    return list(zip(*by_column, strict=True))


def processor(connection: Connection, column: Column[Any]) -> Callable[[Any], Any] | None:
    dialect = connection.dialect
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def statements(
    dialect: str, table: Table, names: tuple[str, ...], values: Sequence[Values]
) -> Iterator[tuple[str, Values]]:
    if dialect != "sqlite":
        yield from_arrays(table, names), tuple(map(list, zip(*values, strict=True)))
        return
    done = 0
    while done < len(values):
        number = MOST
        while number > len(values) - done:
            number //= 2
        given = values[done : done + number]
        yield as_values(table.name, names, number), tuple(chain.from_iterable(given))
        done += number


@cache
def as_values(table: str, names: tuple[str, ...], number: int) -> str:
    row = f"({', '.join('?' * len(names))})"
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join([row] * number)}"


@cache
def from_arrays(table: Table, names: tuple[str, ...]) -> str:
    """Without the length that a text may have: to a cast it would say where to cut."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    kinds = [table.c[name].type.compile(dialect).partition("(")[0] for name in names]
    arrays = ", ".join(f"${place}::{kind}[]" for place, kind in enumerate(kinds, 1))
    return f"INSERT INTO {table.name} ({', '.join(names)}) SELECT * FROM unnest({arrays})"
