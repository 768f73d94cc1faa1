"""What somebody wants, as far as a sentence says it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Intent(StrEnum):
    """What the sentence is about; each only opens a page, none does anything."""

    FIND = "find"
    CANCEL = "cancel"
    MOVE = "move"
    BOOKINGS = "bookings"
    AGAIN = "again"
    CODE = "code"


class Change(StrEnum):
    """What shall be otherwise than it is shown."""

    EARLIER = "earlier"
    LATER = "later"
    NEARER = "nearer"
    ANY_DAY = "any_day"
    ANY_TIME = "any_time"
    ANYONE = "anyone"
    ANY_DISTANCE = "any_distance"
    ANY_PRICE = "any_price"


class Order(StrEnum):
    """Which of what is found comes first."""

    NEAREST = "nearest"
    CHEAPEST = "cheapest"
    BEST_RATED = "best_rated"


@dataclass(frozen=True, slots=True)
class Days:
    """From a day to a day, both of them included; local to where it is had."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True, slots=True)
class Times:
    """From a time of the day to another, on each of the days; beyond midnight where the end is earlier.

    At a single time the two are the same.
    """

    begin: time
    end: time

    @property
    def single(self) -> bool:
        return self.begin == self.end


@dataclass(frozen=True, slots=True)
class When:
    """`moment` stands alone, such as in two hours: local, of no zone."""

    days: Days | None = None
    times: Times | None = None
    moment: datetime | None = None

    def __bool__(self) -> bool:
        return self != NEVER_SAID


NEVER_SAID = When()


@dataclass(frozen=True, slots=True)
class Wish:
    """`what` is left when everything else was understood: a kind, a name, a service.

    `near` is a place by its typed name, `price_to` in whole units of the market's currency,
    `radius` in metres. In an answer `number` says how many, or which, and `choice` which.
    """

    what: str = ""
    when: When = NEVER_SAID
    party: int | None = None
    near: str | None = None
    here: bool = False
    price_to: int | None = None
    order: Order | None = None
    open_now: bool = False
    giver: str | None = None
    intent: Intent = Intent.FIND
    radius: int | None = None
    changes: frozenset[Change] = frozenset()
    number: int | None = None
    choice: int | None = None
