"""What is worth waiting for, and what a statement of ours did wrong."""

import sqlite3

import pytest
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.transient import is_transient
from database.errors import DatabaseClosed


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(NoConnection("QueuePool limit reached"), id="every connection is taken"),
        pytest.param(OSError("no space left"), id="the disk is full"),
        pytest.param(DatabaseClosed(), id="the program stops"),
    ],
)
def test_what_passes_is_waited_for(error: Exception) -> None:
    """Whoever pressed then is answered later, instead of being told that something went wrong."""
    assert is_transient(error)


@pytest.mark.parametrize("error", [ValueError("ours"), sqlite3.ProgrammingError("ours")])
def test_what_is_wrong_stays_wrong(error: Exception) -> None:
    assert not is_transient(error)
