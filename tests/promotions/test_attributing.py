"""An order belongs to the last tracked link or button of the seven days before it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from database.door import Database
from promotions import attributing
from tests.making import Market


async def test_the_last_one_opened_counts(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[int | None, int | None]:
        guest = Market(connection, now).guest()
        first = attributing.make_source(connection, "share", "Poster", now)
        second = attributing.make_source(connection, "share", "Flyer", now)
        assert attributing.visit(connection, guest, first, now)
        earlier = attributing.source_of(connection, guest, now)
        assert attributing.visit(connection, guest, second, now + timedelta(minutes=1))
        return earlier, attributing.source_of(connection, guest, now + timedelta(minutes=2))

    earlier, later = await database.write(work)
    assert earlier is not None
    assert later is not None
    assert earlier != later


@pytest.mark.both_engines
async def test_after_seven_days_it_counts_no_more(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> list[int | None]:
        guest = Market(connection, now).guest()
        token = attributing.make_source(connection, "share", "Poster", now)
        attributing.visit(connection, guest, token, now)
        week = now + timedelta(days=7)
        return [
            attributing.source_of(connection, guest, moment)
            for moment in (week - timedelta(seconds=1), week)
        ]

    within, after = await database.write(work)
    assert within is not None
    assert after is None


@pytest.mark.both_engines
async def test_a_made_up_token_brings_nobody(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> tuple[bool, int | None]:
        guest = Market(connection, now).guest()
        known = attributing.visit(connection, guest, "made-up", now)
        return known, attributing.source_of(connection, guest, now)

    assert await database.write(work) == (None, None)


async def test_a_token_fits_a_link(database: Database, now: datetime) -> None:
    token = await database.write(
        lambda c: attributing.make_source(c, "merchant", "Café Kulma", now)
    )
    assert token.isalnum()
    assert len(token) <= 10


async def test_what_somebody_else_opened_is_not_mine(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> int | None:
        ada, bob = Market(connection, now).guest("Ada"), Market(connection, now).guest("Bob")
        token = attributing.make_source(connection, "share", "Poster", now)
        attributing.visit(connection, ada, token, now)
        return attributing.source_of(connection, bob, now)

    assert await database.write(work) is None
