"""The table of limits is true: each value is the constant in the code, and each test is there."""

import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/limits.md"
ROW = re.compile(
    r"^\| (?P<what>[^|]+) \| (?P<value>[^|]+) \| `(?P<where>[^|]+)` \| (?P<tests>.+) \|$"
)
UNITS = {"s": "seconds", "min": "minutes", "h": "hours", "days": "days"}


def rows() -> list[dict[str, str]]:
    found = (ROW.match(line) for line in DOCUMENT.read_text().splitlines())
    return [each.groupdict() for each in found if each]


def constant(where: str) -> Any:
    """What `orders/booking/limits.py::FREE_AT_ONCE` or `…::SETTINGS[lock_timeout]` is in the code."""
    path, name = where.split("::")
    assert (ROOT / path).is_file(), path
    name, _, key = name.rstrip("]").partition("[")
    value = getattr(import_module(path.removesuffix(".py").replace("/", ".")), name)
    return value[key] if key else value


def meant(value: str) -> Any:
    """`10 min` is a stretch of time, `4,096` a number, anything else itself."""
    number, _, unit = value.partition(" ")
    if unit in UNITS:
        return timedelta(**{UNITS[unit]: float(number)})
    return float(number.replace(",", "")) if re.fullmatch(r"[\d,.]+", value) else value


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["where"])
def test_a_limit_is_as_documented_and_has_its_test(row: dict[str, str]) -> None:
    assert meant(row["value"]) == constant(row["where"])
    named = re.findall(r"`([^`]+)`", row["tests"])
    assert named
    for each in named:
        path, _, test = each.partition("::")
        text = (ROOT / path).read_text()
        assert not test or re.search(rf"^(async )?def {test}\b", text, re.MULTILINE), each


@pytest.mark.parametrize("package", ["orders.booking", "catalog", "people"])
def test_every_constant_of_the_limits_stands_in_the_table(package: str) -> None:
    module = import_module(f"{package}.limits")
    told = {row["where"] for row in rows()}
    ours = {
        name for name, value in vars(module).items() if name.isupper() and name in source(module)
    }
    unsaid = {"A_DAY", "INVITING", "LIVE"}
    assert {f"{package.replace('.', '/')}/limits.py::{name}" for name in ours - unsaid} <= told


def source(module: Any) -> set[str]:
    text = Path(str(module.__file__)).read_text()
    return set(re.findall(r"^([A-Z_]+) = ", text, re.MULTILINE))


def test_there_are_as_many_rows_as_lines_of_the_table() -> None:
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| ")]
    assert len(rows()) == len(lines) - 1
