"""`hereabouts audit --repair`: a sentence for each counter, and an exit code that tells what is left."""

import asyncio
from datetime import datetime

import pytest
from sqlalchemy import Connection, text
from typer.testing import CliRunner, Result

from bot.cli import app
from database.door import open_database
from tests.orders.conftest import Desk
from tests.orders.swing import full_swing

SLOTS = "SELECT held, booked FROM slots ORDER BY id"


@pytest.fixture
def market(database_url: str, now: datetime, monkeypatch: pytest.MonkeyPatch) -> str:
    """One in full swing, in which the audit finds no fault."""
    monkeypatch.setenv("HEREABOUTS_DATABASE_URL", database_url)
    asyncio.run(at(database_url, now))
    return database_url


async def at(url: str, now: datetime, *statements: str) -> list[tuple[int, ...]]:
    """Make the market, or change it; the counters of its slots before."""

    def change(connection: Connection) -> list[tuple[int, ...]]:
        before = [tuple(row) for row in connection.execute(text(SLOTS))]
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0
        return before

    async with open_database(url, clock=lambda: now) as database:
        if not statements:
            await full_swing(Desk(database, now))
        return await database.write(change)


def hereabouts(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_a_sentence_for_each_counter(market: str, now: datetime) -> None:
    right = asyncio.run(
        at(
            market,
            now,
            "UPDATE slots SET held = held + 3, booked = 0 WHERE id = 1",
            "UPDATE locations SET rating_count = 0 WHERE rating_count > 0",
        )
    )
    assert hereabouts("audit").exit_code == 1

    repaired = hereabouts("audit", "--repair")

    assert repaired.exit_code == 0, repaired.output
    assert repaired.stdout.splitlines() == [
        "Slot 1: held 3 → 0, booked 0 → 1, as its orders say.",
        "Location 1: stars 5 → 5, ratings 0 → 1, as its guests rated.",
        "Every invariant holds.",
    ]
    assert asyncio.run(at(market, now, "UPDATE slots SET held = held")) == right


def test_what_is_not_repaired_still_fails(market: str, now: datetime) -> None:
    asyncio.run(
        at(
            market,
            now,
            "UPDATE slots SET booked = 0, capacity = 0 WHERE id = 1",
            "UPDATE vouchers SET used = 0 WHERE used > 0",
        )
    )

    repaired = hereabouts("audit", "--repair")

    assert repaired.exit_code == 1
    assert repaired.stdout.startswith(
        "Slot 1 is left as it is, held 0, booked 0: its orders hold 0 and book 1 seats, "
        "and it has 0. Cancel or reschedule some of them, then repair again.\n"
    )
    for name in ("slot counters differ", "a code used more or less often than redeemed"):
        assert name in repaired.stdout
