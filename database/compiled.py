"""What SQLAlchemy made of statements, kept once for all connections of a database.

Each thread's connection has an engine of its own, and each engine would compile and keep the same again.
"""

from typing import Any

from sqlalchemy.util import LRUCache

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
