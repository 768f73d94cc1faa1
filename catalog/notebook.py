"""What is noted of a long file and does not fit into memory: a database of its own, gone with it."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

FILTER = 1 << 22
"""Bytes: an eighth of the bits is set when two million keys are noted."""

LAST_BIT = 8 * FILTER - 1
CACHE = "PRAGMA cache_size = -2000"

Row = tuple[Any, ...]


class Notebook:
    """Takes no memory before something is written."""

    def __init__(self, tables: str) -> None:
        self._tables = tables
        self._connection: sqlite3.Connection | None = None
        self._filter = bytearray()

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return self._connection is not None

    def write(self, statement: str, rows: Iterable[Row]) -> None:
        connection = self._opened()
        connection.execute("BEGIN")
        connection.executemany(statement, rows)
        connection.execute("COMMIT")

    def mark(self, keys: Iterable[int]) -> None:
        """There may be something of these from now on."""
        self._opened()
        for key in keys:
            for bit in bits(key):
                self._filter[bit >> 3] |= 1 << (bit & 7)

    def has(self, key: int) -> bool:
        """Yes for what was marked, and for one in many that was not."""
        if not self._filter:
            return False
        first, second = bits(key)
        marked = self._filter[first >> 3] >> (first & 7) & self._filter[second >> 3] >> (second & 7)
        return bool(marked & 1)

    def find(self, query: str, *values: Any) -> Iterator[Row]:
        return iter(self._opened().execute(query, values))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection, self._filter = None, bytearray()

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            self._connection.execute(CACHE)
            self._connection.execute("PRAGMA journal_mode = OFF")
            self._connection.executescript(self._tables)
            self._filter = bytearray(FILTER)
        return self._connection


def bits(key: int) -> tuple[int, int]:
    return key & LAST_BIT, (key >> 32) & LAST_BIT
