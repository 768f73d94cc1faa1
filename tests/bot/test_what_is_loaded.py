"""What stands in memory while nobody needs it: the demo does without."""

import subprocess
import sys

import pytest

LOADING = """
import sys
from bot.heap import whole_process
with whole_process():
    import bot.commands.demo, bot.commands.run, bot.commands.rehearsing
    import database.sqlite_door, locales
    from bot.dialogue import whole_dialogue
    whole_dialogue()
    locales.load()
    print(*sys.modules)
"""
RARE = (
    "PIL",
    "alembic",
    "asyncpg",
    "bot.commands.town_making",
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
"""Made or read with them: pictures, tables, a town, PostgreSQL's, files of others, calendars, numbers, papers."""


@pytest.fixture(scope="module")
def loaded() -> frozenset[str]:
    told = subprocess.run([sys.executable, "-c", LOADING], check=True, stdout=subprocess.PIPE)
    return frozenset(told.stdout.decode().split())


@pytest.mark.parametrize("name", RARE)
def test_the_demo_is_loaded_without(name: str, loaded: frozenset[str]) -> None:
    assert not {each for each in loaded if each == name or each.startswith(f"{name}.")}


def test_what_is_looked_for_is_loaded_by_others_of_its_kind(loaded: frozenset[str]) -> None:
    assert {"sqlalchemy", "telegram", "babel", "bot.running", "handlers.router"} <= loaded
