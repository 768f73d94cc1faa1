"""Who goes to which guest when, in memory and as simple as can be: what the product says is compared with it.

Guests live on one line through the place, so that ways are differences of kilometres.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil

HOUR = timedelta(hours=1)
HOLD = timedelta(minutes=10)
LONGEST_HOLD = timedelta(minutes=30)
HOLDS_AT_ONCE = 5
PRICE, FEE = 2000, 500
FREE_KM, FURTHEST_KM = 3, 20
MINUTES_A_KM = 6
"""At ten kilometres an hour by the straight line."""

PLACE = 0.0
LIVE = ("confirmed",)


@dataclass
class Visit:
    """An hour at some kilometre, at the place for what is had there; `giver` is who goes."""

    guest: int
    service: str
    start: datetime
    km: float
    giver: int
    held_until: datetime
    created: datetime
    state: str = "held"
    paid: int = 0
    refunded: int = 0
    written_in: bool = False

    @property
    def total(self) -> int:
        if self.written_in:
            return 0
        far = self.service == "home" and abs(self.km) > FREE_KM
        return PRICE + FEE * far

    def leaves_room_for(self, km: float, start: datetime) -> bool:
        """Whether who gives this one also gets to that, before or after."""
        way = min(way_between(self.km, km), way_between(self.km, PLACE) + way_between(PLACE, km))
        return self.start + HOUR + way <= start or start + HOUR + way <= self.start


@dataclass
class DayWait:
    """For any time of a day at some kilometre; `order` is the hold that its guest was offered."""

    guest: int
    day: date
    km: float
    state: str = "waiting"
    order: int | None = None


@dataclass
class Diary:
    now: datetime
    visits: dict[int, Visit] = field(default_factory=dict)
    homes: dict[int, float] = field(default_factory=dict)
    waits: dict[int, DayWait] = field(default_factory=dict)

    def waiting(self, day: date | None = None) -> list[DayWait]:
        """Who has waited longest first."""
        standing = (each for _, each in sorted(self.waits.items()) if each.state == "waiting")
        return [each for each in standing if day in {None, each.day}]

    def takes(self, visit: Visit) -> bool:
        return visit.state in LIVE or self.holds(visit)

    def holds(self, visit: Visit) -> bool:
        return visit.state == "held" and visit.held_until > self.now

    def free(
        self, givers: list[int], km: float, start: datetime, but: Visit | None = None
    ) -> set[int]:
        """Those who could go there then."""
        there = [each for each in self.visits.values() if self.takes(each) and each is not but]
        return {
            giver
            for giver in givers
            if all(each.leaves_room_for(km, start) for each in there if each.giver == giver)
        }

    def holds_of(self, guest: int) -> int:
        return sum(each.guest == guest and self.holds(each) for each in self.visits.values())

    def same(self, guest: int, service: str, start: datetime) -> int | None:
        """The hold of a guest for just that."""
        wanted = (guest, service, start)
        return next(
            (
                number
                for number, each in self.visits.items()
                if self.holds(each) and (each.guest, each.service, each.start) == wanted
            ),
            None,
        )


def way_between(here: float, there: float) -> timedelta:
    return timedelta(minutes=ceil(abs(here - there) * MINUTES_A_KM))
