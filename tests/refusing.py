"""Whoever has no right is told so, and all stays as it was."""

from collections.abc import Callable
from datetime import datetime
from inspect import signature
from typing import Any

import pytest
from sqlalchemy import Connection, select

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
    """All rows of all tables."""
    import_models()
    queries = {
        each.name: select(each).order_by(*each.primary_key) for each in metadata.sorted_tables
    }
    return {name: list(connection.execute(query)) for name, query in queries.items()}
