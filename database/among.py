"""One of many values, given as one: a statement that is built once, for however many.

by_name = select(words).where(among(connection.dialect.name, words.c.name, "names"))
connection.execute(by_name, {"names": given(connection, names)})
"""

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
    select,
)
from sqlalchemy.dialects import postgresql


def among(dialect: str, this: Column[str], name: str) -> ColumnElement[Any]:
    """That a column has one of the texts that are given by this name."""
    if dialect == "sqlite":
        texts = func.json_each(bindparam(name, type_=Text))
        return this.in_(select(column("value")).select_from(texts))
    return this == any_(bindparam(name, type_=postgresql.ARRAY(Text)))


def given(connection: Connection, texts: Collection[str]) -> object:
    """As `among` takes them."""
    return json.dumps(list(texts)) if connection.dialect.name == "sqlite" else list(texts)
