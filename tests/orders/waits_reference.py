"""Who waits for which start, in memory and as simple as can be: what the product says is compared with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Wait:
    """Somebody's for so many seats of a start; `order` is the hold that they were offered."""

    guest: int
    start: datetime
    seats: int
    state: str = "waiting"
    order: int | None = None


@dataclass
class Waitlist:
    """By their numbers, which are those of the line."""

    waits: dict[int, Wait] = field(default_factory=dict)

    def standing(self, start: datetime | None = None) -> Iterator[tuple[int, Wait]]:
        for number in sorted(self.waits):
            each = self.waits[number]
            if each.state == "waiting" and start in (None, each.start):
                yield number, each

    def of(self, guest: int, now: datetime) -> dict[datetime, int]:
        """By start, what somebody waits for that is still to come."""
        mine = (pair for pair in self.standing() if pair[1].guest == guest)
        return {each.start: number for number, each in mine if each.start > now}

    def comes_first(self, guest: int, start: datetime, free: int) -> bool:
        """Whether what is free is for others."""
        others = (each for _, each in self.standing(start) if each.guest != guest)
        return any(each.seats <= free for each in others)

    def next_of(self, start: datetime, free: int) -> int | None:
        """Who has waited longest of those for whom it is enough."""
        return next((number for number, each in self.standing(start) if each.seats <= free), None)
