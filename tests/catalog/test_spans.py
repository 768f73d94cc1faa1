"""What is kept of the next days says the same as the hours themselves, and never outlives them."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, delete, func, select, update

from catalog import shared_hours
from catalog.finding_models import opening_spans
from catalog.hours import timetable_of
from catalog.looking import Looking
from catalog.models import hours_exceptions, locations, weekly_hours
from catalog.nearby import search
from catalog.opening import state_of
from catalog.spans import spans_of
from database.door import Database
from database.point import Point
from tests.catalog.market import HELSINKI, add_hours, add_merchant
from tests.catalog.test_finding import HOURS, work_out

TEXTS = (*HOURS, "Mo-Fr 22:00-06:00", "Jan-Mar 24/7; Apr off", "Mar 20-Dec 31 09:00-17:00")
WINTER_TIME_ENDS = datetime.fromisoformat("2026-03-27T00:00:00+00:00")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("start", ["now", "clocks change"])
def test_spans_say_what_the_hours_say(now: datetime, text: str | None, start: str) -> None:
    begin = now if start == "now" else WINTER_TIME_ENDS
    hours = timetable_of(text, "Europe/Helsinki", HELSINKI.latitude, HELSINKI.longitude)
    spans = spans_of(hours, begin, begin + timedelta(days=8))
    assert (spans[0].start, spans[-1].end) == (begin, begin + timedelta(days=8))
    for minutes in range(0, 8 * 1440, 47):
        moment = begin + timedelta(minutes=minutes)
        (said,) = [each.state for each in spans if each.start <= moment < each.end]
        assert said == state_of(hours, moment), moment


async def test_alike_hours_are_kept_once(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        for number in range(6):
            add_merchant(connection, str(number))
        first = locations.c.id <= 3
        connection.execute(update(locations).where(first).values(opening_hours="Mo-Fr 09:00-17:00"))

    await database.write(work)
    await work_out(database, now)
    ids = select(func.count(locations.c.hours_id.distinct()), func.count(locations.c.hours_id))
    assert tuple(await database.read(lambda c: c.execute(ids).one())) == (2, 6)


@pytest.mark.parametrize("change", ["text", "week", "day", "elsewhere", "week gone"])
async def test_whose_hours_change_is_never_shown_by_the_old_ones(
    database: Database, now: datetime, change: str
) -> None:
    """Noon in UTC on a Wednesday: two in Helsinki."""

    def begin(connection: Connection) -> None:
        add_merchant(connection, "Kahvila")
        text = "Mo-Fr 09:00-15:00" if change != "week gone" else "Mo-Fr 20:00-21:00"
        connection.execute(update(locations).values(opening_hours=text))
        if change == "week gone":
            add_hours(connection, 1, 2, 600, 960)

    def alter(connection: Connection) -> None:
        if change == "text":
            connection.execute(update(locations).values(opening_hours="Mo-Fr 20:00-21:00"))
        elif change == "week":
            add_hours(connection, 1, 2, 1200, 1260)
        elif change == "day":
            row = {"location_id": 1, "day": now.date(), "opens": 1200, "closes": 1260}
            connection.execute(hours_exceptions.insert().values(**row))
        elif change == "elsewhere":
            connection.execute(update(locations).values(zone="Asia/Tokyo"))
        else:
            connection.execute(delete(weekly_hours))

    def opened(connection: Connection) -> tuple[bool | None, int]:
        (shown,) = search(connection, Looking(point=HELSINKI), now).results
        found = search(connection, Looking(point=HELSINKI, open_now=True), now).results
        return shown.open.open, len(found)

    await database.write(begin)
    await work_out(database, now)
    assert await database.read(opened) == (True, 1)
    await database.write(alter)
    assert await database.read(opened) == (False, 0)
    await work_out(database, now)
    assert await database.read(opened) == (False, 0)


@pytest.mark.both_engines
async def test_spans_are_renewed_before_they_run_out(database: Database, now: datetime) -> None:
    await database.write(lambda c: add_merchant(c, "Kahvila", Point(60.1, 24.9)))
    await work_out(database, now)
    soon = now + shared_hours.AHEAD - shared_hours.RENEWED
    assert await database.read(lambda c: shared_hours.running_out(c, soon, 9)) == {}
    later = soon + timedelta(minutes=1)
    assert len(await database.read(lambda c: shared_hours.running_out(c, later, 9))) == 1
    await work_out(database, later)
    last = select(func.min(opening_spans.c.starts_at), func.max(opening_spans.c.ends_at))
    kept = await database.read(lambda c: c.execute(last).one())
    assert tuple(kept) == (later, later + shared_hours.AHEAD)
