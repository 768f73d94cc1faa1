"""One of many values, given as one: a statement of the same text and the same plan for however many."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Text,
    any_,
    bindparam,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql


def among(connection: Connection, this: Column[str], values: Collection[str]) -> ColumnElement[Any]:
    """That a column has one of these texts."""
    if connection.dialect.name == "sqlite":
        given = func.json_each(literal(json.dumps(list(values)), Text))
        return this.in_(select(column("value")).select_from(given))
    return this == any_(bindparam(None, list(values), postgresql.ARRAY(Text)))
