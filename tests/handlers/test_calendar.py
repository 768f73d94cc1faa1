"""A calendar entry is one that any calendar takes, and one and the same for as long as it is booked."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Connection

from chat.errors import PageOutdated
from chat.links import Links
from chat.turn import Person, Turn
from database.door import Database
from handlers.guest.actions import OpenCalendar
from handlers.guest.calendar_entry import calendar_entry
from orders.booking import placing, rescheduling
from orders.course import cancelling
from orders.models import OrderState
from orders.reading import queries
from orders.reading.queries import OrderView
from tests.making import Market
from tests.structure import busy
from tests.structure.turns import Turns

LONGEST_LINE = 75
"""Bytes, of which a calendar may rely on no more (RFC 5545, 3.1)."""


async def entry(database: Database, now: datetime, title: str) -> list[bytes]:
    def make(connection: Connection) -> bytes:
        busy.build(connection, now)
        order = queries.order(connection, 1)
        assert order is not None
        starts_at = now + timedelta(hours=2)
        turn = Turns(now).of(connection)
        end = starts_at + timedelta(minutes=45)
        return calendar_entry(turn, replace(order, title=title), starts_at, end, off=False)

    return (await database.write(make)).split(b"\r\n")


async def test_it_says_when_in_utc(database: Database, now: datetime) -> None:
    lines = await entry(database, now, "Haircut")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert b"METHOD:PUBLISH" in lines
    assert b"DTSTART:20260304T140000Z" in lines
    assert b"DTEND:20260304T144500Z" in lines
    assert b"SUMMARY:Haircut at Barber Kuosmanen" in lines
    assert lines[-1] == b""


async def test_signs_with_a_meaning_are_escaped_and_markup_is_none(
    database: Database, now: datetime
) -> None:
    lines = await entry(database, now, "Cut; wash, <dry>\\")

    assert b"SUMMARY:Cut\\; wash\\, <dry>\\\\ at Barber Kuosmanen" in lines


async def test_long_lines_are_folded_between_characters(database: Database, now: datetime) -> None:
    lines = await entry(database, now, "理髪" * 40)

    assert max(map(len, lines)) <= LONGEST_LINE
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"")
    assert "理髪" * 40 in unfolded.decode()


class Booking:
    """A free booking for tomorrow noon, and its file as the guest would get it."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.now = database, now
        self.guest = self.order = 0

    def book(self, connection: Connection) -> None:
        market = Market(connection, self.now)
        service = market.service(market.merchant(), price=0, cancel_free_minutes=60)
        self.guest = market.guest()
        start = market.start()
        self.order = placing.hold(connection, self.guest, service, start, 1, None, self.now)
        placing.place_free(connection, self.order, self.guest, self.now)

    def view(self, connection: Connection) -> OrderView:
        found = queries.order(connection, self.order)
        assert found is not None
        return found

    async def file(self, prefix: str = "https://t.me/helsinki_bot?start=", name: str = "A") -> Any:
        def show(connection: Connection) -> bytes:
            turns = Turns(self.now)
            turn = turns.of(connection, Person(self.guest, "Aino", "en"))
            turn = there(turn, Links(turns.router.codec.pack, prefix), name)
            document = turns.router.show(turn, OpenCalendar(self.order)).document
            assert document is not None
            return document.content

        calendar = Calendar.from_ical(await self.database.read(show))
        assert isinstance(calendar, Calendar)
        (event,) = calendar.walk("VEVENT")
        return calendar["METHOD"], event


def there(turn: Turn, links: Links, name: str) -> Turn:
    return replace(turn, links=links, market=replace(turn.market, name=name))


@pytest.fixture
async def booking(database: Database, now: datetime) -> Booking:
    made = Booking(database, now)
    await database.write(made.book)
    return made


async def test_an_entry_is_known_by_its_market_whatever_that_is_called(booking: Booking) -> None:
    _, here = await booking.file()
    _, renamed = await booking.file(name="Another name")
    _, elsewhere = await booking.file("https://t.me/tampere_bot?start=")
    assert here["UID"] == renamed["UID"] != elsewhere["UID"]
    assert str(here["UID"]).endswith("@helsinki_bot.t.me")


async def test_another_time_is_the_same_entry_with_a_higher_sequence(
    database: Database, booking: Booking
) -> None:
    _, before = await booking.file()
    later = datetime(2026, 3, 5, 13, 0, tzinfo=UTC)
    await database.write(
        lambda c: rescheduling.reschedule(c, booking.order, booking.guest, later, booking.now)
    )
    method, after = await booking.file()
    assert method == "PUBLISH"
    assert (after["UID"], after["DTSTART"].dt) == (before["UID"], later)
    assert after["SEQUENCE"] > before["SEQUENCE"]


async def test_what_is_called_off_leaves_the_calendar(database: Database, booking: Booking) -> None:
    _, before = await booking.file()
    await database.write(
        lambda c: cancelling.cancel_by_guest(c, booking.order, booking.guest, booking.now)
    )
    method, after = await booking.file()
    assert method == "CANCEL"
    assert after["STATUS"] == "CANCELLED"
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["ORGANIZER"] == before["ORGANIZER"]
    assert (await database.read(booking.view)).state is OrderState.CANCELLED


async def test_what_is_over_has_no_file(database: Database, booking: Booking) -> None:
    await database.write(
        lambda c: cancelling.cancel_by_guest(c, booking.order, booking.guest, booking.now)
    )
    booking.now += timedelta(days=2)
    with pytest.raises(PageOutdated):
        await booking.file()
