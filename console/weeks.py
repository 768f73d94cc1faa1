"""Weeks of a place or the market, counted back from the present one, as addresses and forms carry them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chat.turn import Turn
from console.asking import Ask, NotHere, whole
from console.days import begin_of, today
from console.moments import day_or_none

WEEK = timedelta(days=7)
FURTHEST = 104


@dataclass(frozen=True, slots=True)
class Week:
    """From a Monday on, so many weeks back."""

    back: int
    first: date
    zone: str

    @property
    def last(self) -> date:
        return self.first + WEEK - timedelta(days=1)

    def bounds(self) -> tuple[datetime, datetime]:
        """The moments at which it begins and ends."""
        return begin_of(self.first, self.zone), begin_of(self.first + WEEK, self.zone)


def week_of(turn: Turn, zone: str, ask: Ask) -> Week:
    """The one of the address; this one without."""
    back = min(whole(ask.query.get("back")) or 0, FURTHEST)
    return Week(back, _monday(turn.now, zone) - back * WEEK, zone)


def week_that_begins(turn: Turn, zone: str, ask: Ask) -> Week:
    """The one whose first day a form carries; NotHere for anything else."""
    first = day_or_none(ask.form.get("first"))
    if first is None or first.weekday():
        raise NotHere
    back = (_monday(turn.now, zone) - first) // WEEK
    if not 0 <= back <= FURTHEST:
        raise NotHere
    return Week(back, first, zone)


def weeks_since(turn: Turn, zone: str, moment: datetime) -> int:
    """How many weeks back one is in which there was a moment."""
    return max(0, (_monday(turn.now, zone) - _monday(moment, zone)) // WEEK)


def _monday(moment: datetime, zone: str) -> date:
    day = today(moment, zone)
    return day - timedelta(days=day.weekday())
