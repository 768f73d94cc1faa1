"""From any chat: places with their nearest times, as cards whose links open pages; nothing is written."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, func, select

from chat.action import Page
from chat.cards import Cards
from chat.screen import DeepLinkButton
from chat.turn import Person
from database.door import Database
from database.metadata import metadata
from database.point import Point
from handlers.guest.actions import OpenBookings, OpenMerchant, OpenService
from handlers.guest.inline import cards
from tests import market
from tests.market import KALLIO
from tests.structure.turns import Turns

HERE = Point(KALLIO.latitude, KALLIO.longitude)
STRANGER = Person(0, "Nobody", "en")


async def offered(
    database: Database,
    now: datetime,
    words: str,
    *,
    here: Point | None = HERE,
    offset: str = "",
    locale: str = "en",
) -> Cards:
    await database.write(lambda connection: market.build(connection, now))
    person = Person(0, "Nobody", locale)

    def look(connection: Connection) -> Cards:
        return cards(Turns(now, locale).of(connection, person), words, offset, here)

    return await database.read(look)


async def test_a_card_has_the_place_its_nearest_times_and_links_that_open_pages(
    database: Database, now: datetime
) -> None:
    found = await offered(database, now, "haircut tomorrow at 3")

    (card,) = found.cards
    assert card.title == "Barber Kuosmanen"
    assert "3:00 PM" in card.description
    assert "Haircut · €35" in card.description
    buttons = [each for row in card.rows for each in row]
    assert all(isinstance(each, DeepLinkButton) for each in buttons)
    pages = [each.action for each in buttons if isinstance(each, DeepLinkButton)]
    assert [type(page) for page in pages] == [OpenService, OpenMerchant]
    assert all(isinstance(page, Page) for page in pages)
    assert isinstance(pages[0], OpenService)
    assert isinstance(pages[1], OpenMerchant)
    assert (pages[1].day, pages[1].hour) == (pages[0].day, 15)
    assert (pages[0].day, pages[0].hour) == (datetime(2026, 3, 5, tzinfo=now.tzinfo).date(), 15)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("zh_Hans", "明天下午三点理发"),
        ("ru", "стрижка завтра в 3"),
        ("ar", "قص شعر غدا الساعة 3"),
    ],
)
async def test_in_any_language(database: Database, now: datetime, locale: str, words: str) -> None:
    found = await offered(database, now, words, locale=locale)

    assert [each.title for each in found.cards] == ["Barber Kuosmanen"]


async def test_what_is_sent_says_nothing_of_whoever_sends_it(
    database: Database, now: datetime
) -> None:
    found = await offered(database, now, "")

    assert any(" m" in each.description for each in found.cards)
    assert not any(" m" in each.text for each in found.cards)


@pytest.mark.parametrize(("offset", "most"), [("", 6), ("x", 6), ("1", 0), ("99999", 0)])
async def test_a_list_has_pages_and_ends(
    database: Database, now: datetime, offset: str, most: int
) -> None:
    found = await offered(database, now, "", offset=offset)

    assert (len(found.cards), found.more) == (most, "")


@pytest.mark.parametrize("words", ["my code", "cancel my haircut", "my bookings", "again"])
async def test_a_booking_of_ones_own_is_for_no_other_chat(
    database: Database, now: datetime, words: str
) -> None:
    found = await offered(database, now, words)

    assert found.cards == ()
    assert found.opens == OpenBookings()


async def test_without_words_and_a_place_only_the_way_in_is_offered(
    database: Database, now: datetime
) -> None:
    found = await offered(database, now, "", here=None)

    assert found.cards == ()
    assert found.words == "Open in Hereabouts"


async def test_nothing_is_written(database: Database, now: datetime) -> None:
    before = await database.read(rows)
    await database.write(lambda connection: market.build(connection, now))
    built = await database.read(rows)

    def look(connection: Connection) -> None:
        for words in ("haircut tomorrow at 3", "sauna", "nothing of the sort", ""):
            cards(Turns(now).of(connection, STRANGER), words, "", HERE)

    await database.read(look)

    assert before != built
    assert await database.read(rows) == built


def rows(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.tables.values()
    }
