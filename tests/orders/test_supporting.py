"""Talks with support: only about one's own orders, heard by all operators, and never without end."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from database.door import Database
from database.outbox_table import outbox
from orders.booking import placing
from orders.errors import NotYourOrder, TooManySupportMessages
from orders.support import supporting
from orders.support.supporting import Talk
from people.errors import NoRight
from tests.making import Market

DAY = timedelta(days=1)


def news_about(connection: Connection, about: str) -> list[int]:
    """Who hears of it."""
    rows = connection.execute(select(outbox.c.payload).order_by(outbox.c.id)).scalars()
    return [each["person"] for each in rows if each["about"] == about]


@pytest.mark.both_engines
async def test_every_operator_hears_of_it_and_the_guest_of_the_answer(
    database: Database, now: datetime
) -> None:
    def talk(connection: Connection) -> tuple[list[int], list[int], list[str]]:
        market = Market(connection, now)
        guest, first, second = market.guest(), market.operator(), market.operator()
        about = Talk(guest, None)
        supporting.ask(connection, about, "Where is my money?", now)
        asked = news_about(connection, "support_asked")
        supporting.answer(connection, about, second, "On its way.", now)
        said = [each.words for each in supporting.messages(connection, about, 10)]
        assert asked == [first, second]
        return asked, news_about(connection, "support_answered"), said

    _, told, said = await database.write(talk)

    assert len(told) == 1
    assert said == ["On its way.", "Where is my money?"]


async def test_an_order_of_somebody_else_is_nothing_to_talk_about(
    database: Database, now: datetime
) -> None:
    def ask(connection: Connection) -> None:
        market = Market(connection, now)
        shop = market.merchant()
        order = placing.hold(
            connection, market.guest(), market.service(shop), market.start(), 1, None, now
        )
        with pytest.raises(NotYourOrder):
            supporting.ask(connection, Talk(market.guest(), order), "Mine?", now)

    await database.write(ask)


async def test_only_operators_answer(database: Database, now: datetime) -> None:
    def answer(connection: Connection) -> None:
        market = Market(connection, now)
        with pytest.raises(NoRight):
            supporting.answer(connection, Talk(market.guest(), None), market.guest(), "Yes", now)

    await database.write(answer)


async def test_twenty_messages_a_day_are_enough(database: Database, now: datetime) -> None:
    def write(connection: Connection) -> None:
        guest = Talk(Market(connection, now).guest(), None)
        for _ in range(supporting.MOST_A_DAY):
            supporting.ask(connection, guest, "Hello?", now)
        with pytest.raises(TooManySupportMessages):
            supporting.ask(connection, guest, "Hello?", now)
        supporting.ask(connection, guest, "Good morning", now + DAY)

    await database.write(write)


async def test_who_was_answered_waits_no_more(database: Database, now: datetime) -> None:
    def waiting(connection: Connection) -> tuple[list[Talk], list[Talk]]:
        market = Market(connection, now)
        early, late = Talk(market.guest(), None), Talk(market.guest(), None)
        for talk in (early, late):
            supporting.ask(connection, talk, "Help", now)
        before = supporting.waiting(connection, 10)
        supporting.answer(connection, early, market.operator(), "Done", now)
        assert before == [early, late]
        return before, supporting.waiting(connection, 10)

    before, after = await database.write(waiting)

    assert after == before[1:]
