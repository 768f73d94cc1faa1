"""A calendar entry is one that any calendar takes."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from database.door import Database
from handlers.guest.calendar import FOLD, calendar_entry
from orders import queries
from tests.structure import busy
from tests.structure.turns import Turns


async def entry(database: Database, now: datetime, title: str) -> list[bytes]:
    def make(connection: Connection) -> bytes:
        busy.build(connection, now)
        order = queries.order(connection, 1)
        assert order is not None
        starts_at = now + timedelta(hours=2)
        return calendar_entry(
            Turns(now).of(connection),
            replace(order, title=title),
            starts_at,
            starts_at + timedelta(minutes=45),
        )

    return (await database.write(make)).split(b"\r\n")


async def test_it_says_when_in_utc(database: Database, now: datetime) -> None:
    lines = await entry(database, now, "Haircut")

    assert lines[0] == b"BEGIN:VCALENDAR"
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

    assert max(map(len, lines)) <= FOLD + 1
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"")
    assert "理髪" * 40 in unfolded.decode()
