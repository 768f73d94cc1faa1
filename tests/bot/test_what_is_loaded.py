"""What stands in memory while nobody needs it: a program that runs for months does without."""

import subprocess
import sys

import pytest

LOADING = """
import sys
import bot.commands.run, bot.commands.rehearsing
print(*sys.modules)
import bot.commands.demo, database.sqlite_door, locales
from bot.dialogue import whole_dialogue
whole_dialogue()
locales.load()
print(*sys.modules)
"""
RARE = (
    "PIL",
    "alembic",
    "asyncpg",
    "charset_normalizer",
    "click",
    "holidays",
    "icalendar",
    "openpyxl",
    "phonenumbers",
    "pydantic",
    "pygments",
    "rich",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.orm",
    "stdnum",
    "telegram.ext",
    "tzfpy",
    "typer",
    "typst",
    "xlsxwriter",
)
"""Made or read with them: pictures, tables, PostgreSQL's, files of others, calendars, numbers, papers."""


Modules = frozenset[str]


@pytest.fixture(scope="module")
def moments() -> tuple[Modules, Modules]:
    """What a program has loaded that runs, and the whole demo, which is then ready to talk."""
    told = subprocess.run([sys.executable, "-c", LOADING], check=True, stdout=subprocess.PIPE)
    runs, demo = (frozenset(line.split()) for line in told.stdout.decode().splitlines())
    return runs, demo


@pytest.fixture(scope="module")
def loaded(moments: tuple[Modules, Modules]) -> Modules:
    return moments[1]


@pytest.mark.parametrize("name", RARE)
def test_the_demo_is_loaded_without(name: str, loaded: Modules) -> None:
    assert not {each for each in loaded if each == name or each.startswith(f"{name}.")}


def test_what_is_looked_for_is_loaded_by_others_of_its_kind(loaded: Modules) -> None:
    assert {"sqlalchemy", "telegram", "babel", "handlers.router"} <= loaded


def test_a_program_that_runs_has_loaded_nothing_that_only_migrations_need(
    moments: tuple[Modules, Modules],
) -> None:
    assert "bot.running" in moments[0]
    assert not {"alembic", "bot.commands.town_making"} & moments[0]
