"""What SQLAlchemy made of statements, kept once for all connections of a database.

Each thread's connection has an engine of its own, and each engine would compile and keep the same again.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import CompoundSelect, CursorResult, Delete, Dialect, Insert, Select, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.util import LRUCache

Plannable = Select[Any] | CompoundSelect[Any] | Insert | Update | Delete
MOST = 500
"""As many as SQLAlchemy keeps by itself."""


class Compiled(LRUCache[Any, Any]):
    """By the name of the dialect instead of the dialect: those of one database are alike."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_alike(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_alike(key), value)


def _alike(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return dialect.name, dialect.driver, *rest


def compiled_for(statement: Plannable, ran: CursorResult[Any]) -> SQLCompiler | None:
    """How it ran, if that was compiled for itself, not for its like with other words or for many sets."""
    compiled = ran.context.compiled
    if not isinstance(compiled, SQLCompiler) or compiled.statement is not statement:
        return None
    return None if compiled.for_executemany or compiled.implicit_returning else compiled


def compile_for(statement: Plannable, given: Mapping[str, Any], dialect: Dialect) -> SQLCompiler:
    keys: dict[str, Any] = {"dialect": dialect, "column_keys": sorted(given)}
    compiled = statement.compile(**keys)
    assert isinstance(compiled, SQLCompiler)
    if compiled.implicit_returning:  # a new row's id that nobody asked for
        compiled = statement.compile(**keys, for_executemany=True)
        assert isinstance(compiled, SQLCompiler)
    return compiled
