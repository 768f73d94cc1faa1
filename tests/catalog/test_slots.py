"""Slots are right on every day of every zone, above all on those when the clocks change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.slots import bookable_starts, is_start, starts
from catalog.weekly import Span, Timetable
from tests.thoroughness import many

MINUTE = timedelta(minutes=1)
NEW_YORK = "America/New_York"
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)


@dataclass(frozen=True)
class Terms:
    duration_minutes: int | None = 60
    step_minutes: int = 60
    lead_minutes: int = 0
    horizon_days: int = 30


def always(zone: str, *spans: tuple[int, int]) -> Timetable:
    return Timetable(zone, dict.fromkeys(range(7), tuple(Span(*each) for each in spans)))


def clock(moments: list[datetime], zone: str) -> list[str]:
    return [each.astimezone(ZoneInfo(zone)).strftime("%H:%M") for each in moments]


def hour(number: float) -> int:
    return int(number * 60)


def test_a_plain_day() -> None:
    day = starts(Terms(), always("Europe/Helsinki", (hour(9), hour(12))), date(2026, 3, 4))
    assert day == [datetime(2026, 3, 4, each, tzinfo=UTC) for each in (7, 8, 9)]


def test_a_slot_ends_before_closing() -> None:
    day = starts(Terms(90, 60), always("UTC", (hour(9), hour(12))), date(2026, 3, 4))
    assert clock(day, "UTC") == ["09:00", "10:00"]


def test_hours_past_midnight_give_slots_on_both_days() -> None:
    timetable = Timetable("UTC", {4: (Span(hour(22), hour(26)),)})
    friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
    assert clock(starts(Terms(), timetable, friday), "UTC") == ["22:00", "23:00"]
    assert clock(starts(Terms(), timetable, saturday), "UTC") == ["00:00", "01:00"]


def test_a_slot_may_reach_into_hours_that_follow_at_once() -> None:
    timetable = Timetable("UTC", {4: (Span(hour(20), hour(24)),), 5: (Span(0, hour(2)),)})
    friday = starts(Terms(120, 120), timetable, date(2026, 3, 6))
    assert clock(friday, "UTC") == ["20:00", "22:00"]
    assert "23:00" in clock(starts(Terms(120, 60), timetable, date(2026, 3, 6)), "UTC")


def test_an_exception_replaces_what_opens_on_its_day() -> None:
    closed = date(2026, 3, 4)
    timetable = Timetable(
        "UTC",
        {2: (Span(hour(9), hour(11)),)},
        {closed: (), date(2026, 3, 11): (Span(hour(15), hour(16)),)},
    )
    assert starts(Terms(), timetable, closed) == []
    assert clock(starts(Terms(), timetable, date(2026, 3, 11)), "UTC") == ["15:00"]


def test_an_hour_that_the_clocks_skip_has_no_slots() -> None:
    day = starts(Terms(30, 30), always(NEW_YORK, (hour(1), hour(4))), SPRING)
    assert clock(day, NEW_YORK) == ["01:00", "01:30", "03:00", "03:30"]


def test_a_slot_before_the_skipped_hour_lasts_its_whole_time() -> None:
    day = starts(Terms(60, 30), always(NEW_YORK, (hour(1), hour(3.5))), SPRING)
    assert clock(day, NEW_YORK) == ["01:00", "01:30"]
    assert day[1] + timedelta(hours=1) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_offered_once() -> None:
    day = starts(Terms(60, 60), always(NEW_YORK, (hour(0), hour(4))), AUTUMN)
    assert clock(day, NEW_YORK) == ["00:00", "01:00", "02:00", "03:00"]
    assert day[1] == datetime(2026, 11, 1, 5, tzinfo=UTC)


def test_nine_is_nine_on_the_day_the_clocks_change() -> None:
    for day, utc in ((SPRING, 13), (AUTUMN, 14)):
        found = starts(Terms(), always(NEW_YORK, (hour(9), hour(10))), day)
        assert found == [datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=utc)]


def test_lead_time_and_horizon_bound_what_may_be_booked() -> None:
    now = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    timetable = always("UTC", (hour(9), hour(14)))
    terms = Terms(lead_minutes=90, horizon_days=2)
    today = bookable_starts(terms, timetable, now.date(), now)
    assert clock(today, "UTC") == ["11:00", "12:00", "13:00"]
    assert bookable_starts(terms, timetable, date(2026, 3, 6), now)
    assert bookable_starts(terms, timetable, date(2026, 3, 7), now) == []
    assert bookable_starts(terms, timetable, date(2026, 3, 3), now) == []


def test_only_a_slot_is_a_start() -> None:
    now = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    timetable = always("UTC", (hour(9), hour(14)))
    assert is_start(Terms(), timetable, datetime(2026, 3, 4, 11, tzinfo=UTC), now)
    assert not is_start(Terms(), timetable, datetime(2026, 3, 4, 11, 1, tzinfo=UTC), now)
    assert not is_start(Terms(), timetable, datetime(2026, 3, 4, 14, tzinfo=UTC), now)


def test_a_service_without_duration_has_no_slots() -> None:
    assert starts(Terms(None), always("UTC", (0, 1440)), date(2026, 3, 4)) == []


# --- every zone, on the days when its clocks change, against a clock that counts minutes ---------


@cache
def changes() -> list[tuple[str, date]]:
    """The zones of the world and the local days of 2024 to 2027 on which they change clocks."""
    return [
        (name, day)
        for name in sorted(available_timezones() - {"localtime", "Factory"})
        for day in changes_of(ZoneInfo(name))
    ]


def changes_of(zone: ZoneInfo) -> Iterator[date]:
    """Week by week, and then by the day: nowhere do clocks go on and back within a week."""
    weeks = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(weeks=n) for n in range(209))
    for week in weeks:
        if offset(zone, week) != offset(zone, week + timedelta(weeks=1)):
            for day in (week + timedelta(days=n) for n in range(7)):
                if offset(zone, day) != offset(zone, day + timedelta(days=1)):
                    local = day.astimezone(zone).date()
                    yield from (local, local + timedelta(days=1))


def offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()


CHANGES = st.deferred(lambda: st.sampled_from(changes()))
"""Looked for by whoever needs them, not by each process that reads this."""


def is_open(timetable: Timetable, moment: datetime) -> bool:
    """By looking at the clock on the wall."""
    local = moment.astimezone(ZoneInfo(timetable.zone))
    minute = local.hour * 60 + local.minute
    today = timetable.spans(local.date())
    yesterday = timetable.spans(local.date() - timedelta(days=1))
    return any(each.opens <= minute < each.closes for each in today) or any(
        each.opens <= minute + 1440 < each.closes for each in yesterday
    )


def minutes_of(zone: str, day: date) -> list[datetime]:
    """All real minutes of a local day."""
    midnight = datetime.combine(day, datetime.min.time(), UTC)
    around = (midnight + offset * MINUTE for offset in range(-16 * 60, 40 * 60))
    return [each for each in around if each.astimezone(ZoneInfo(zone)).date() == day]


def on_grid(timetable: Timetable, moment: datetime, step: int) -> bool:
    local = moment.astimezone(ZoneInfo(timetable.zone))
    minute = local.hour * 60 + local.minute
    day = local.date()
    spans = [(each, 0) for each in timetable.spans(day)]
    spans += [(each, 1440) for each in timetable.spans(day - timedelta(days=1))]
    return any(
        each.opens <= minute + shift < each.closes and (minute + shift - each.opens) % step == 0
        for each, shift in spans
    )


def oracle(terms: Terms, timetable: Timetable, day: date) -> list[datetime]:
    """Every minute of the day is tried, and every minute of the service."""
    assert terms.duration_minutes is not None
    opened = cache(partial(is_open, timetable))
    found: dict[str, datetime] = {}
    for moment in minutes_of(timetable.zone, day):
        if on_grid(timetable, moment, terms.step_minutes):
            label = moment.astimezone(ZoneInfo(timetable.zone)).strftime("%H:%M")
            found.setdefault(label, moment)
    return [
        moment
        for moment in found.values()
        if all(opened(moment + n * MINUTE) for n in range(terms.duration_minutes))
    ]


spans = st.tuples(st.integers(0, 95), st.integers(1, 96)).map(
    lambda pair: Span(15 * pair[0], 15 * (pair[0] + pair[1]))
)


@settings(max_examples=many(60, 300))
@given(
    change=CHANGES,
    opened=st.lists(spans, min_size=1, max_size=2),
    duration=st.sampled_from([15, 30, 60, 100, 240]),
    step=st.sampled_from([15, 25, 30, 60, 90]),
    ahead=st.integers(-1, 1),
)
def test_slots_agree_with_a_clock_that_counts_minutes(
    change: tuple[str, date], opened: list[Span], duration: int, step: int, ahead: int
) -> None:
    name, changed = change
    day = changed + timedelta(days=ahead)
    timetable = Timetable(name, dict.fromkeys(range(7), tuple(opened)))
    terms = Terms(duration, step)
    assert starts(terms, timetable, day) == oracle(terms, timetable, day)


@settings(max_examples=many(60, 300))
@given(change=CHANGES, opened=spans, ahead=st.integers(-1, 1))
def test_every_slot_shows_its_time_on_the_wall_of_its_day(
    change: tuple[str, date], opened: Span, ahead: int
) -> None:
    name, changed = change
    day = changed + timedelta(days=ahead)
    found = starts(Terms(15, 15), Timetable(name, dict.fromkeys(range(7), (opened,))), day)
    locals_ = [each.astimezone(ZoneInfo(name)) for each in found]
    assert all(each.date() == day for each in locals_)
    assert all(
        each.replace(fold=0).astimezone(UTC) == utc
        for each, utc in zip(locals_, found, strict=True)
    )
    assert found == sorted(set(found))
    assert len({each.strftime("%H:%M") for each in locals_}) == len(found)


@pytest.mark.parametrize(
    ("day", "minutes"), [(SPRING, 1380), (AUTUMN, 1500), (date(2026, 6, 1), 1440)]
)
def test_a_day_round_the_clock_has_as_many_minutes_as_really_pass(day: date, minutes: int) -> None:
    timetable = always(NEW_YORK, (0, 1440))
    assert sum(is_open(timetable, each) for each in minutes_of(NEW_YORK, day)) == minutes
    labels = len(starts(Terms(1, 1), timetable, day))
    assert labels == min(minutes, 1440)
