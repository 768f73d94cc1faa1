"""Hours in OpenStreetMap's syntax, at their place: the one door to what reads them."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Self

from catalog.countries import country_of
from catalog.opening_hours.calendars import holidays_of
from catalog.opening_hours.evaluating import Day, day_of
from catalog.opening_hours.reading import read
from catalog.opening_hours.rules import DAY_MINUTES, Expression, Rule, State
from catalog.opening_hours.sun import local_minute
from catalog.opening_hours.surroundings import Surroundings
from catalog.opening_hours.tokens import UnreadableHours
from catalog.regions import region_of
from catalog.states import DayHours, OpenState, state_by_timetable, week_from
from catalog.weekly import Span, Timetable

__all__ = ["DayHours", "OpenState"]

WEEKDAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
DAYS = f"{WEEKDAY}(?:-{WEEKDAY})?"
CLOCK = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
SPAN = f"{CLOCK}-(?:{CLOCK}|24:00)"
USUAL_DAYS = f"{DAYS}(?:, ?{DAYS})*"
USUAL_RULE = f"(?:(?:{USUAL_DAYS} )?{SPAN}(?:, ?{SPAN})*|(?:{USUAL_DAYS}|PH) off)"
USUAL_HOURS = re.compile(f"{USUAL_RULE}(?:; ?{USUAL_RULE}){{,20}}\\Z")
"""What most places write, and the reader takes as it is."""

ANY_WEEK = tuple(date(2024, 1, number) for number in range(1, 8))
"""From a Monday to a Sunday."""


@dataclass(frozen=True, slots=True)
class WrittenHours:
    """What a text says at its place; each day is worked out when it is first asked for."""

    text: Expression
    zone: str
    latitude: float
    longitude: float
    worked_out: dict[date | int, Day] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, text: str | None, zone: str, latitude: float, longitude: float) -> Self | None:
        """None where there is no text, or one that cannot be read."""
        try:
            return cls(read(text), zone, latitude, longitude) if text else None
        except UnreadableHours:
            return None

    def day(self, day: date) -> Day:
        which = day.weekday() if self.text.weekly else day
        if which not in self.worked_out:
            around = Surroundings(self.is_holiday, self.sun)
            self.worked_out[which] = day_of(self.text, day, around)
        return self.worked_out[which]

    @property
    def always(self) -> bool:
        return self.text.always

    def is_holiday(self, day: date) -> bool:
        country = country_of(self.zone)
        if country is None:
            return False
        region = region_of(country, self.latitude, self.longitude)
        return day in holidays_of(country, region, day.year)

    def sun(self, day: date, event: str) -> int | None:
        return local_minute(self.zone, self.latitude, self.longitude, day, event)


@lru_cache(maxsize=4096)
def is_readable(text: str) -> bool:
    """Whether the text is valid opening hours; most are of a form that need not be read for that.

    Neighbours keep the same hours again and again.
    """
    if USUAL_HOURS.match(text):
        return True
    try:
        read(text)
    except UnreadableHours:
        return False
    return True


def open_state(
    text: str | None, zone: str, latitude: float, longitude: float, now: datetime
) -> OpenState:
    """What a text alone says about this moment; unknown when it cannot be read."""
    timetable = timetable_of(text, zone, latitude, longitude)
    return OpenState(None) if timetable is None else state_by_timetable(timetable, now)


def week(
    text: str | None, zone: str, latitude: float, longitude: float, day: date
) -> tuple[DayHours, ...]:
    """What a text alone says of seven days from `day` on; empty when they are not known."""
    timetable = timetable_of(text, zone, latitude, longitude)
    return () if timetable is None else week_from(timetable, day)


def timetable_of(
    text: str | None, zone: str, latitude: float, longitude: float
) -> Timetable | None:
    """What a text alone says; None when it says nothing that can be read."""
    written = WrittenHours.of(text, zone, latitude, longitude)
    return None if written is None else Timetable(zone, {}, written=written)


def plain_week(text: str | None) -> dict[int, tuple[Span, ...]]:
    """The hours of a text that says the same of every week and leaves nothing open, by weekday.

    Empty for any other: what holidays, seasons or the sun decide is no week.
    """
    written = WrittenHours.of(text, "UTC", 0, 0)
    if written is None or not all(map(is_plain, written.text.rules)):
        return {}
    days = {day.weekday(): written.day(day).open for day in ANY_WEEK}
    if any(each.begin >= DAY_MINUTES for pieces in days.values() for each in pieces):
        return {}
    return {
        weekday: tuple(Span(each.begin, each.end) for each in pieces)
        for weekday, pieces in days.items()
        if pieces
    }


def is_plain(rule: Rule) -> bool:
    certain = rule.state is not State.UNKNOWN and rule.comment is None
    return certain and rule.weekly and not any(each.open_end for each in rule.times)
