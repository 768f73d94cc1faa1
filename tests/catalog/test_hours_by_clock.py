"""No hour that clocks skip or repeat breaks the reading of hours, in any zone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from catalog.hours import open_state
from catalog.weekly import stretches
from tests.thoroughness import many

HOUR = timedelta(hours=1)
STEP = many(7, 1) * HOUR
"""Seven hours come to every hour of the day."""
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
TEXTS = ("24/7", "Mo-Su 00:00-24:00", "Mo-Fr 22:00-02:30; PH off", "sunset-03:00")
ZONES = sorted(available_timezones() - {"localtime", "posixrules"})
ALWAYS = TEXTS[:2]


def changes(zone: str) -> list[datetime]:
    """When the zone's clocks change, in these two years."""
    info = ZoneInfo(zone)
    days = [FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]
    offsets = [each.astimezone(info).utcoffset() for each in days]
    return [
        stretches(info, days[index] - HOUR, days[index + 1] + HOUR)[1].start
        for index in range(len(days) - 1)
        if offsets[index] != offsets[index + 1]
    ]


def about(change: datetime) -> Iterator[datetime]:
    """The hours around it and those a year and a day before, as far as a look ahead goes."""
    for days in (0, 1, 366)[:: many(2, 1)]:
        for hours in range(-1, 3):
            yield change - timedelta(days=days) + hours * HOUR


def check(zone: str, moment: datetime) -> None:
    for text in TEXTS:
        state = open_state(text, zone, 45.0, 9.0, moment)
        assert state.open is True or text not in ALWAYS, (zone, moment, text)


def test_every_zone_has_its_hours_about_each_change() -> None:
    seen = set()
    for zone in ZONES:
        found = tuple(changes(zone))
        if found and found not in seen:  # many zones are one under several names
            seen.add(found)
            for moment in {each for change in found for each in about(change)}:
                check(zone, moment)
    assert len(seen) > 15


def test_every_zone_can_be_read() -> None:
    for zone in ZONES:
        assert open_state("24/7", zone, 45.0, 9.0, FIRST).open is True


@pytest.mark.parametrize(
    ("zone", "text"), [("Europe/Madrid", "24/7"), ("Africa/Cairo", "Mo-Fr 08:00-02:00; PH off")]
)
def test_hours_all_through_two_years(zone: str, text: str) -> None:
    moment = FIRST
    while moment < LAST:
        state = open_state(text, zone, 40.4, -3.7, moment)
        assert state.open is not None
        assert state.open is True or text != "24/7"
        moment += STEP


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Europe/Madrid", "2026-03-27T01:30"),
        ("America/New_York", "2026-03-13T06:30"),
        ("Africa/Cairo", "2026-04-25T12:00"),
        ("Asia/Beirut", "2026-03-30T12:00"),
    ],
)
def test_an_hour_that_clocks_skip_a_year_later_is_no_error(zone: str, moment: str) -> None:
    at = datetime.fromisoformat(f"{moment}+00:00")
    assert open_state("24/7", zone, 40.4, -3.7, at).open is True
    state = open_state("Mo-Su 08:00-22:00", zone, 40.4, -3.7, at)
    local = at.astimezone(ZoneInfo(zone))
    assert state.open is (8 <= local.hour < 22)
