"""A name that shows nothing is kept as such: never empty, for that is whoever was forgotten."""

from dataclasses import replace
from datetime import datetime

import pytest

from database.door import Database
from people import arriving, queries
from people.arriving import Newcomer
from people.naming import NAME_LENGTH, NAMELESS, is_visible, kept_name

BLANK = Newcomer("telegram", "77", "77", "", None, "en")
UNSEEN = [
    "",
    " ",
    "\t\n",
    "\u200b",
    "\u3164",
    "\u2800\u2800",
    "\ufe0f",
    "\u202e\u200f",
    "\u115f\u00ad",
]


@pytest.mark.parametrize("name", [None, *UNSEEN])
def test_what_nobody_sees_is_no_name(name: str | None) -> None:
    assert kept_name(name) == NAMELESS
    assert not is_visible(kept_name(name))


@pytest.mark.parametrize("name", ["A", "小明", "نور", "😀", "-", "\u200bA"])
def test_what_somebody_sees_is_one(name: str) -> None:
    assert kept_name(f" {name} ") == name


def test_a_long_name_is_cut_and_one_that_begins_with_nothing_shows_nothing() -> None:
    assert kept_name("x" * 5_000) == "x" * NAME_LENGTH
    assert kept_name("\u200b" * 5_000 + "x") == NAMELESS


@pytest.mark.parametrize("name", UNSEEN)
async def test_who_has_no_name_is_welcomed_once_and_not_forgotten(
    database: Database, now: datetime, name: str
) -> None:
    nameless = replace(BLANK, name=name)
    known = await database.write(lambda c: arriving.welcome(c, nameless, now))
    assert not arriving.differs(known, nameless)
    person = await database.read(lambda c: queries.person(c, known.id))
    assert person is not None
    assert (person.name, person.forgotten_at) == (NAMELESS, None)
