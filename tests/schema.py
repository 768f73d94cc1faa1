"""Writes docs/schema.md from the tables themselves, so that whoever reads the database can trust it.

python -m tests.schema          # writes
python -m tests.schema --check  # says whether it is up to date
"""

import inspect
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby
from pathlib import Path
from types import ModuleType

from sqlalchemy import CheckConstraint, Column, Table, TypedColumns, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import Constraint

from tests.databases import MODELS

DOCUMENT = Path(__file__).parents[1] / "docs/schema.md"
HEAD = """# Schema

The same tables on SQLite and PostgreSQL, written from the code by `make schema`.

- Moments are whole **microseconds since 1970 in UTC** (`BIGINT`): divide by 1,000,000 for Unix time.
- Money is in **minor units** of the currency beside it. Ids count up. On SQLite a boolean is 0 or 1.
- States and what leads from one to the next: `orders/rules.py`. What must always hold: `hereabouts audit`.
"""


def document() -> str:
    packages = groupby(MODELS, lambda name: name.partition(".")[0])
    chapters = [chapter(package, map(import_module, names)) for package, names in packages]
    return "\n".join([HEAD, *chapters])


def chapter(package: str, modules: Iterable[ModuleType]) -> str:
    parts = [
        section(table, purpose(module, table))
        for module in modules
        for table in vars(module).values()
        if isinstance(table, Table)
    ]
    return "\n".join([f"## {package}\n", *parts])


def purpose(module: ModuleType, table: Table) -> str:
    """What the columns' class says of the table: the class with exactly its columns."""
    names = set(table.c.keys())
    for value in vars(module).values():
        if (
            inspect.isclass(value)
            and issubclass(value, TypedColumns)
            and columns_of(value) == names
        ):
            return inspect.cleandoc(vars(value).get("__doc__") or "")
    return ""


def columns_of(kind: type[TypedColumns]) -> set[str]:
    assigned = {name for name, value in vars(kind).items() if isinstance(value, Column)}
    return assigned | set(vars(kind).get("__annotations__", {}))


def section(table: Table, says: str) -> str:
    rows = [row(column) for column in table.columns]
    rules = [f"- {rule}" for rule in sorted(rules_of(table))]
    head = ["| column | type | |", "|---|---|---|"]
    return "\n".join([f"### {table.name}\n", says, "", *head, *rows, "", *rules, ""])


def row(column: Column[object]) -> str:
    kind = column.type.compile(dialect=postgresql.dialect())
    notes = ["primary key"] if column.primary_key else []
    notes += [] if column.nullable else ["not null"]
    notes += sorted(f"→ {key.target_fullname}" for key in column.foreign_keys)
    return f"| {column.name} | {kind} | {', '.join(notes)} |"


def rules_of(table: Table) -> Iterator[str]:
    for constraint in table.constraints:
        yield from rule(constraint)
    for index in table.indexes:
        if index.unique:
            where = index.dialect_options["sqlite"]["where"]
            names = ", ".join(column.name for column in index.columns)
            yield f"unique: {names}" + (f" where {where}" if where is not None else "")


def rule(constraint: Constraint) -> Iterator[str]:
    if isinstance(constraint, CheckConstraint):
        yield f"always: `{constraint.sqltext}`"
    if isinstance(constraint, UniqueConstraint):
        yield f"unique: {', '.join(column.name for column in constraint.columns)}"


def main() -> None:
    text = document()
    if "--check" in sys.argv and (not DOCUMENT.exists() or DOCUMENT.read_text() != text):
        sys.exit("docs/schema.md is older than the tables: run make schema")
    DOCUMENT.write_text(text)


if __name__ == "__main__":
    main()
