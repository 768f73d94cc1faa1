"""Many rows, or many figures, as one value of a row, so that a page is read in one statement."""

from typing import Any

from sqlalchemy import JSON, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class nested(FunctionElement[Any]):  # noqa: N801 - called like a function of SQL
    """A list of lists, in no order; None or empty where there is no row. Moments are microseconds."""

    inherit_cache = True
    type = JSON()

    def __init__(self, *columns: ColumnElement[Any]) -> None:
        super().__init__(*columns)


@compiles(nested, "sqlite")
def on_sqlite(element: nested, compiler: SQLCompiler, **given: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **given)}))"


@compiles(nested, "postgresql")
def on_postgres(element: nested, compiler: SQLCompiler, **given: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **given)}))"


class listed(FunctionElement[Any]):  # noqa: N801 - likewise
    """What an aggregation comes to, as one list."""

    inherit_cache = True
    type = JSON()

    def __init__(self, *columns: ColumnElement[Any]) -> None:
        super().__init__(*columns)


@compiles(listed, "sqlite")
def list_on_sqlite(element: listed, compiler: SQLCompiler, **given: Any) -> str:
    return f"json_array({compiler.process(element.clauses, **given)})"


@compiles(listed, "postgresql")
def list_on_postgres(element: listed, compiler: SQLCompiler, **given: Any) -> str:
    return f"json_build_array({compiler.process(element.clauses, **given)})"
