"""A SQLite connection as units of work see it: its settings checked, its transaction not theirs."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, Self

from sqlalchemy import Connection, Engine, StaticPool, create_engine

from database.errors import SettingRefused, TransactionLost, TransactionMisused
from database.json_texts import as_text, parsed
from database.plans import Plans
from database.sqlite_running import SqliteUnits

DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
"""FULL (2) keeps a commit through a power cut: there is money in it."""

WRITER = DURABLE | {"busy_timeout": 10, "query_only": 0, "temp_store": 2}
"""A short timeout, because the writer itself tries again and lets urgent units in between. What a unit
would be rolled back to is kept in memory (2): after a few units SQLite writes it to a file of its own.
"""

READER = DURABLE | {"busy_timeout": 5_000, "query_only": 1, "cache_size": -8_000}
"""Eight megabytes hold the upper pages of every index of a large market."""


class UnitCursor(sqlite3.Cursor):
    """Refuses to go on when SQLite has ended the transaction, lest a statement commit by itself."""

    def execute(self, sql: str, parameters: Any = ()) -> Self:
        if not self.connection.in_transaction:
            raise TransactionLost
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any) -> Self:
        if not self.connection.in_transaction:
            raise TransactionLost
        return super().executemany(sql, parameters)


class UnitConnection(sqlite3.Connection):
    """A connection whose transactions are begun and ended by whoever runs the units."""

    guarded = False

    def cursor(self, factory: Any = None) -> Any:
        return super().cursor(factory or (UnitCursor if self.guarded else sqlite3.Cursor))

    def commit(self) -> None:
        if self.guarded:
            raise TransactionMisused
        super().commit()

    def rollback(self) -> None:
        if self.guarded and self.in_transaction:
            raise TransactionMisused
        super().rollback()


class Prepared:
    """Two views of one connection: SQLAlchemy's for units, and an unguarded one for their runner."""

    def __init__(self, raw: UnitConnection, engine: Engine, plans: Plans) -> None:
        self.raw = raw
        self.execute: Callable[[str], object] = sqlite3.Cursor(raw).execute
        self._engine = engine
        self._plans = plans
        self.connection = begun(engine, plans)
        raw.guarded = True

    def stands(self) -> bool:
        """Whether the transaction is still as it was before the unit, in both views."""
        return self.raw.in_transaction and self.is_sound()

    def is_sound(self) -> bool:
        transaction = self.connection.get_transaction()
        return (
            transaction is not None
            and transaction.is_active
            and not self.connection.in_nested_transaction()
        )

    def end(self) -> None:
        """Undo what is not committed, whatever state a unit left behind."""
        if self.raw.in_transaction:
            self.execute("ROLLBACK")
        if not self.is_sound():
            self.connection.close()
            self.connection = begun(self._engine, self._plans)


def begun(engine: Engine, plans: Plans) -> Connection:
    connection = SqliteUnits(engine, plans)
    connection.execution_options(compiled_cache=plans.compiled)
    connection.begin()  # kept for ever: the real transactions are begun and ended around it
    return connection


def prepare(raw: UnitConnection, settings: Mapping[str, object], plans: Plans) -> Prepared:
    """Set and check the settings, in the thread that will use the connection."""
    for name, wanted in settings.items():
        require(raw, name, wanted)
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        json_serializer=as_text,
        json_deserializer=parsed,
    )
    return Prepared(raw, engine, plans)


def require(raw: sqlite3.Connection, name: str, wanted: object) -> None:
    """Set a PRAGMA and read it back: SQLite says nothing when it does not take one."""
    raw.execute(f"PRAGMA {name}={wanted}")
    (found,) = raw.execute(f"PRAGMA {name}").fetchone()
    if found != wanted:
        raise SettingRefused(name, wanted, found)
