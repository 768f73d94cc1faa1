"""The table of invariants is true: what it names is there, and the audit has no check beside it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from database.metadata import metadata
from orders.auditing import invariants
from tests.databases import import_models

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/invariants.md").read_text()
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if re.match(r"\| \d+ \|", line)
]
NOT_BUILT = {"19", "20"}
BUILT = [row for row in ROWS if row[0] not in NOT_BUILT]
TESTS = sorted(set(re.findall(r"`(tests/[a-z_/]+\.py::\w+)`", TEXT)))


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_all_are_there_in_order() -> None:
    assert [row[0] for row in ROWS] == [str(number) for number in range(1, len(ROWS) + 1)]
    assert {len(row) for row in ROWS} == {5}


@pytest.mark.parametrize("row", BUILT, ids=lambda row: row[0])
def test_each_is_enforced_and_proved(row: list[str]) -> None:
    _, says, enforced, _, proved = row

    assert says
    assert quoted(enforced)
    assert quoted(proved)
    assert set(quoted(proved)) <= set(TESTS)


def test_the_checks_of_the_audit_are_all_in_it() -> None:
    named = {name for row in ROWS for name in re.findall(r"“([^”]+)”", row[3])}

    assert named == set(invariants())


@pytest.mark.parametrize("test", TESTS)
def test_a_test_that_it_names_is_there(test: str) -> None:
    path, _, name = test.partition("::")

    assert name in names_in(ROOT / path)


@cache
def names_in(path: Path) -> frozenset[str]:
    """Functions, and the state machines that hypothesis runs."""
    tree = ast.parse(path.read_text())
    functions = {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(functions | assigned)


def test_what_enforces_them_is_there() -> None:
    import_models()
    schema = declared()
    missing = [
        name
        for row in BUILT
        for name in quoted(row[2])
        if not (ROOT / name).is_file() and name not in schema
    ]

    assert missing == []


def declared() -> set[str]:
    """The names of constraints and unique indexes, and of tables that cannot be changed."""
    tables = metadata.tables.values()
    ddl = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in tables]
    ddl += [
        str(CreateIndex(index).compile(dialect=postgresql.dialect()))
        for table in tables
        for index in table.indexes
    ]
    names = set(re.findall(r"\b(?:ck|uq|pk)_\w+", " ".join(ddl)))
    return names | {table.name for table in tables if "immutable" in table.info}
