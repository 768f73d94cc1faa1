"""Whether a place is open: by the hours that its merchant keeps here, else by the map's."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert

from catalog import opening, queries
from catalog.hours import OpenState
from catalog.models import hours_exceptions
from catalog.opening import state_by_timetable
from catalog.timetables import timetable
from catalog.weekly import Span, Timetable
from database.door import Database
from tests.catalog.market import add_hours, add_merchant

EVENINGS = Timetable("Europe/Helsinki", {day: (Span(1080, 1560),) for day in range(4)})


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}:00+00:00")


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("04 12:00", OpenState(False, opens=at("04 16:00"))),
        ("04 16:00", OpenState(True, until=at("05 00:00"))),
        ("04 23:59", OpenState(True, until=at("05 00:00"))),
        ("06 12:00", OpenState(False, opens=at("09 16:00"))),
    ],
)
def test_kept_hours_open_and_close(moment: str, state: OpenState) -> None:
    assert state_by_timetable(EVENINGS, at(moment)) == state


def test_hours_that_touch_are_one_opening() -> None:
    around = Timetable("UTC", {2: (Span(1200, 1440),), 3: (Span(0, 120),)})
    assert state_by_timetable(around, at("04 21:00")).until == at("05 02:00")


def test_round_the_clock_never_closes() -> None:
    always = Timetable("UTC", {day: (Span(0, 1440),) for day in range(7)})
    assert state_by_timetable(always, at("04 21:00")) == OpenState(True)


def test_without_any_hours_it_is_closed() -> None:
    assert state_by_timetable(Timetable("UTC", {}), at("04 21:00")) == OpenState(False)


def test_closing_time_is_right_in_the_night_when_clocks_change() -> None:
    """Helsinki's clocks skip from three to four: open from 22 to 5 is six hours."""
    nights = Timetable("Europe/Helsinki", {5: (Span(1320, 1740),)})
    opened = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert state_by_timetable(nights, opened).until == opened + timedelta(hours=6)


async def test_hours_kept_here_go_before_the_maps(database: Database, now: datetime) -> None:
    def work(connection: Connection) -> None:
        merchant = add_merchant(connection, "Kahvila")
        view = queries.merchant(connection, merchant)
        assert view is not None
        (location,) = view.locations
        assert location.timetable is None
        assert opening.open_state(location, now) == OpenState(None)
        assert opening.week(location, now) == ()
        add_hours(connection, location.id, 2, 600, 900)
        add_hours(connection, location.id, 2, 960, 1080)
        exception = {"location_id": location.id, "day": date(2026, 3, 11)}
        connection.execute(insert(hours_exceptions).values(exception))
        again = queries.merchant(connection, merchant)
        assert again is not None
        (location,) = again.locations
        assert opening.open_state(location, now).open is True
        week = opening.week(location, now)
        assert week[0].spans == (Span(600, 900), Span(960, 1080))
        kept = timetable(connection, location.id)
        assert kept is not None
        assert kept.spans(date(2026, 3, 11)) == ()
        assert kept.spans(date(2026, 3, 18)) == week[0].spans

    await database.write(work)
