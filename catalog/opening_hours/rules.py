"""The rules that an opening_hours text consists of, each with its days, its times and its word."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Self

from catalog.opening_hours.days import SchoolHoliday, Selector, Weekdays
from catalog.opening_hours.surroundings import Surroundings

DAY_MINUTES = 1440
USUAL = {"dawn": 330, "sunrise": 360, "sunset": 1080, "dusk": 1110}


class State(Enum):
    """What a rule says of its times."""

    OPEN = "open"
    CLOSED = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day: minutes after midnight, or after what the sun does."""

    minutes: int
    sun: str | None = None

    @property
    def usual(self) -> int:
        """When it is about, in the middle of the year and of the world."""
        return self.minutes + (USUAL[self.sun] if self.sun else 0)

    def on(self, day: date, around: Surroundings) -> int | None:
        if self.sun is None:
            return self.minutes
        event = around.sun(day, self.sun)
        return None if event is None else event + self.minutes


@dataclass(frozen=True, slots=True)
class Times:
    """From `opens` to `closes`; who writes `10:00+` leaves out `closes`, or adds to it."""

    opens: Clock
    closes: Clock | None
    open_end: bool = False

    def on(self, day: date, around: Surroundings) -> tuple[int, int] | None:
        """The minutes of the day; what closes before it opens closes on the next day.

        But `17:00-sunset` is no night in winter: it does not open where the sun sets before.
        """
        opens = self.opens.on(day, around)
        closes = guessed_end(opens) if self.closes is None else self.closes.on(day, around)
        if opens is None or closes is None:
            return None
        if closes > opens:
            return opens, closes
        return (opens, closes + DAY_MINUTES) if self.is_night else None

    @property
    def is_night(self) -> bool:
        if self.closes is None:
            return False
        return self.closes.usual <= self.opens.usual


def guessed_end(opens: int | None) -> int | None:
    """Until when an open end may go: who opens late has a night, others the rest of the day."""
    if opens is None:
        return None
    if opens < 17 * 60:
        return DAY_MINUTES
    return opens + (8 if opens >= 22 * 60 else 10) * 60


@dataclass(frozen=True, slots=True)
class Rule:
    """Applies on the days that a selector of each group picks; without times, all day long.

    One that `replaces` makes what was said before of the same day void. `fallback` fills what
    nothing else says.
    """

    groups: tuple[tuple[Selector, ...], ...]
    times: tuple[Times, ...]
    state: State
    comment: str | None
    replaces: bool
    fallback: bool

    def applies(self, day: date, around: Surroundings) -> bool:
        return all(any(each(day, around) for each in group) for group in self.groups)

    def selectors(self) -> Iterator[Selector]:
        return (each for group in self.groups for each in group)

    @property
    def weekly(self) -> bool:
        """Whether each week is like every other."""
        clocks = (clock for each in self.times for clock in (each.opens, each.closes) if clock)
        return all(isinstance(each, Weekdays) for each in self.selectors()) and not any(
            clock.sun for clock in clocks
        )

    @property
    def constant(self) -> bool:
        """Whether it opens every day all day long."""
        return not self.groups and not self.times and self.state is State.OPEN


@dataclass(frozen=True, slots=True)
class Expression:
    """All rules of a text in their order, and what of them is asked for each day.

    `closes_hours` says that a rule closes hours by name, and so may cut nights of other days; `weekly`
    that each week is like every other.
    """

    rules: tuple[Rule, ...]
    knows_schools: bool
    closes_hours: bool
    always: bool
    weekly: bool

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> Self:
        selectors = (each for rule in rules for each in rule.selectors())
        return cls(
            rules=rules,
            knows_schools=any(isinstance(each, SchoolHoliday) for each in selectors),
            closes_hours=any(each.state is State.CLOSED and each.times for each in rules),
            always=len(rules) == 1 and rules[0].constant,
            weekly=all(each.weekly for each in rules),
        )
