"""Whoever has no right is told so, and all stays as it was."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from inspect import signature
from typing import Any

import pytest
from sqlalchemy import Connection, Select, TextClause, select, text

from database.metadata import metadata
from people.errors import NoRight
from tests.databases import import_models


def refuses(connection: Connection, does: Callable[..., Any], *given: Any, now: datetime) -> None:
    """Nothing is written that a rollback would have to take back; `now` is for those who ask for it."""
    moment = {"now": now} if "now" in signature(does).parameters else {}
    before = everything(connection)
    with pytest.raises(NoRight):
        does(connection, *given, **moment)
    assert everything(connection) == before


def everything(connection: Connection) -> dict[str, list[Any]]:
    """All rows of all tables that have any."""
    filled = connection.execute(which_are_filled()).scalars().all()
    return {name: list(connection.execute(all_of(name))) for name in filled}


@cache
def which_are_filled() -> TextClause:
    import_models()
    each = (
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in sorted(metadata.tables)
    )
    return text(" UNION ALL ".join(each))


@cache
def all_of(name: str) -> Select[Any]:
    table = metadata.tables[name]
    return select(table).order_by(*table.primary_key)
