"""The week that a merchant sets goes before what a map says, for display and for booking alike."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, delete, select, update

from catalog import keeping, offering, opening, queries
from catalog.candidate import Candidate
from catalog.categories import known_category
from catalog.changes import Subject, history
from catalog.errors import ChangedSince, HoursUnclear, HoursUnreadable
from catalog.models import locations, weekly_hours
from catalog.timetables import timetable
from catalog.typed_hours import spans_of, spans_typed, week_typed, written_as
from catalog.weekly import Span
from catalog.whose import Whose
from database.door import Database
from database.point import Point
from people.errors import NoRight
from tests.making import ZONE, Market, Shop

MONDAY, SUNDAY = 0, 6


def from_a_file() -> Candidate:
    return Candidate(
        source="test",
        source_id="1",
        attribution=None,
        name="Kahvila",
        description="",
        keywords=None,
        category=known_category("cafe"),
        point=Point(60.18, 24.95),
        zone=ZONE,
        address="",
        phone=None,
        website=None,
        opening_hours="Mo-Su 08:00-20:00",
    )


def shop_of_a_map(connection: Connection, now: datetime) -> Shop:
    """Its hours are what the map says."""
    shop = Market(connection, now).merchant()
    connection.execute(delete(weekly_hours))
    here = update(locations).where(locations.c.id == shop.location)
    connection.execute(here.values(opening_hours="Mo-Fr 09:00-17:00; PH off"))
    return shop


def week(connection: Connection, shop: Shop, now: datetime) -> dict[int, str]:
    found = keeping.week_of(connection, Whose(shop.location), now)
    return {day: written_as(spans) for day, spans in found.items() if spans}


WORKDAYS = dict.fromkeys(range(5), "09:00-17:00")


async def test_the_first_day_that_is_set_takes_over_the_week(
    database: Database, now: datetime
) -> None:
    def keep(connection: Connection) -> None:
        shop = shop_of_a_map(connection, now)
        whose = Whose(shop.location)
        assert week(connection, shop, now) == WORKDAYS
        spans = spans_of("9-13, 14-18")
        keeping.set_days(connection, whose, [MONDAY], spans, shop.clerk, now)
        assert week(connection, shop, now) == WORKDAYS | {MONDAY: "09:00-13:00,14:00-18:00"}
        (change,) = history(connection, shop.merchant, 9)
        assert (change.by, change.subject) == (shop.clerk, Subject.HOURS)
        keeping.undo(connection, change.id, shop.clerk, now)
        assert week(connection, shop, now) == WORKDAYS
        assert not keeping.has_own_week(connection, whose)

    await database.write(keep)


@pytest.mark.both_engines
async def test_a_week_that_opens_on_no_day_is_closed_whatever_the_map_says(
    database: Database, now: datetime
) -> None:
    def keep(connection: Connection) -> None:
        shop = shop_of_a_map(connection, now)
        keeping.set_days(connection, Whose(shop.location), range(7), (), shop.clerk, now)
        assert week(connection, shop, now) == {}
        hours = timetable(connection, shop.location)
        assert hours is not None
        assert not hours.spans(now.date())
        merchant = queries.merchant(connection, shop.merchant)
        assert merchant is not None
        assert opening.open_state(merchant.locations[0], now).open is False

    await database.write(keep)


async def test_what_was_changed_again_is_not_undone(database: Database, now: datetime) -> None:
    def keep(connection: Connection) -> None:
        shop = shop_of_a_map(connection, now)
        whose = Whose(shop.location)
        for text in ("9-12", "9-13"):
            keeping.set_days(connection, whose, [MONDAY], spans_of(text), shop.clerk, now)
        last, first = history(connection, shop.merchant, 9)
        with pytest.raises(ChangedSince):
            keeping.undo(connection, first.id, shop.clerk, now)
        keeping.undo(connection, last.id, shop.clerk, now)
        assert week(connection, shop, now)[MONDAY] == "09:00-12:00"

    await database.write(keep)


async def test_a_file_does_not_touch_what_the_merchant_set(
    database: Database, now: datetime
) -> None:
    def keep(connection: Connection) -> None:
        shop = shop_of_a_map(connection, now)
        keeping.set_days(connection, Whose(shop.location), range(7), (), shop.clerk, now)
        assert not offering.set_hours(connection, shop.location, from_a_file())
        rows = select(weekly_hours.c.id)
        assert connection.execute(rows).all() == []

    await database.write(keep)


async def test_only_who_keeps_the_shop_sets_its_hours(database: Database, now: datetime) -> None:
    def keep(connection: Connection) -> None:
        shop = shop_of_a_map(connection, now)
        stranger = Market(connection, now).guest()
        given = (Whose(shop.location), [SUNDAY], spans_of("9-12"), stranger, now)
        with pytest.raises(NoRight):
            keeping.set_days(connection, *given)

    await database.write(keep)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9-13, 14-18", [(540, 780), (840, 1080)]),
        ("9-13; 14-18", [(540, 780), (840, 1080)]),
        ("18:00-02:00", [(1080, 1560)]),
        ("9 to 5pm", [(540, 1020)]),
        ("9.30–18", [(570, 1080)]),
        ("с 9 до 18", [(540, 1080)]),
        ("9点-18点", [(540, 1080)]),
        ("٩-١٣، ١٤-١٨", [(540, 780), (840, 1080)]),
        ("24/7", [(0, 1440)]),
        ("closed", []),
        ("9-13, 12-18", [(540, 1080)]),
    ],
)
def test_hours_are_read_as_they_are_typed(text: str, spans: list[tuple[int, int]]) -> None:
    found = spans_of(text)
    assert found == tuple(Span(*each) for each in spans)
    assert spans_of(written_as(found)) == found


@pytest.mark.parametrize("text", ["", "nine", "Mo 9-12", "9-", "9+", "sunrise-sunset", "25-26"])
def test_what_nobody_can_be_sure_of_is_refused(text: str) -> None:
    with pytest.raises(HoursUnreadable):
        spans_of(text)


@pytest.mark.parametrize(
    ("text", "day", "night"),
    [
        ("9-5", "09:00-17:00", "09:00-05:00"),
        ("9 to 5", "09:00-17:00", "09:00-05:00"),
        ("с 9 до 5", "09:00-17:00", "09:00-05:00"),
        ("9点-5点", "09:00-17:00", "09:00-05:00"),
        ("٩-٥", "09:00-17:00", "09:00-05:00"),
        ("9:30-5:30", "09:30-17:30", "09:30-05:30"),
        ("9-9", "09:00-21:00", "09:00-09:00"),
        ("11-3", "11:00-15:00", "11:00-03:00"),
        ("12-10", "12:00-22:00", "12:00-34:00"),
        ("9-12, 1-5", "13:00-17:00", "01:00-05:00"),
    ],
)
def test_an_end_of_either_half_of_the_day_is_asked_about(text: str, day: str, night: str) -> None:
    with pytest.raises(HoursUnclear) as unclear:
        spans_typed(text)
    assert (unclear.value.by_day, unclear.value.by_night) == (day, night)
    for reading in (day, night):
        assert spans_typed(reading) == spans_of(reading)
    with pytest.raises(HoursUnclear):
        week_typed(f"Mo-Fr {text}" if text[0].isascii() else text)


@pytest.mark.parametrize(
    "text",
    [
        "9am-5am",
        "9-17",
        "18-2",
        "22-26",
        "8-12",
        "09:00-05:00",
        "9-13, 14-18",
        "0-0",
        "24/7",
        "off",
    ],
)
def test_whoever_is_clear_is_not_asked(text: str) -> None:
    assert spans_typed(text) == spans_of(text)


def test_each_day_of_a_week_begins_anew() -> None:
    assert week_typed("Mo-Fr 9-18, Sa 10-16")[5] == spans_of("10-16")
    assert week_typed("Mo 9-12, Tu 8-11")[1] == spans_of("8-11")
    with pytest.raises(HoursUnclear):
        week_typed("Mo-Fr 9-18, Sa 10-4")
