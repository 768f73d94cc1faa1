"""What can be had when: the free starts of a service, as somebody who books now would find them.

One reading of hours and of what is taken answers for as many days as are looked at, each worked
out when it is asked for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from sqlalchemy import Connection

from catalog.rosters import Roster
from catalog.slots import bookable_days, bookable_starts
from orders.booking.occupation import Occupation, occupation
from orders.booking.offers import Offer, offered
from orders.booking.starts import roster_of
from orders.reading.queries import OrderView

BEYOND = timedelta(days=2)
"""From the last local day's midnight to the end of what begins on it, in any zone."""


@dataclass(frozen=True, slots=True)
class DayFree:
    """A local day and how many of its starts have the seats asked for."""

    day: date
    free: int


@dataclass(frozen=True, slots=True)
class Free:
    """A start (UTC) and the seats that are left."""

    starts_at: datetime
    seats_left: int


@dataclass(frozen=True, slots=True)
class Moving:
    """A booking that shall move: it doesn't stand in its own way, and where it is it need not go."""

    order_id: int
    starts_at: datetime | None
    resource_id: int | None

    @classmethod
    def of(cls, order: OrderView) -> Self:
        return cls(order.id, order.starts_at, order.resource_id)


@dataclass(slots=True)
class Availability:
    """The starts of an offer that have so many seats left; for a booking that is `moving`, other ones."""

    offer: Offer
    roster: Roster
    taken: Occupation
    seats: int
    now: datetime
    resource: int | None = None
    moving: Moving | None = None
    _counted: Callable[[datetime], int] | None = field(default=None, compare=False, repr=False)
    _starts: dict[date, list[datetime]] = field(default_factory=dict, compare=False, repr=False)
    _left: dict[date, list[tuple[datetime, int]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    @classmethod
    def of(
        cls,
        connection: Connection,
        offer: Offer,
        seats: int,
        now: datetime,
        resource: int | None = None,
        *,
        moving: Moving | None = None,
    ) -> Self:
        """All that decides it, read once; with a `resource`, what is free of that one only."""
        roster = roster_of(connection, offer)
        end = now + timedelta(days=offer.horizon_days) + BEYOND
        but = None if moving is None else moving.order_id
        taken = occupation(connection, [offer], now - BEYOND, end, now, but=but)
        return cls(offer, roster, taken, max(seats, 1), now, resource, moving)

    def every_day(self) -> Sequence[date]:
        """The local days up to the horizon, whether anything is free on them or not."""
        return bookable_days(self.offer, self.offer.zone, self.now)

    def days(self) -> Iterator[date]:
        """Those with anything free, looked for one after another."""
        return (day for day in self.every_day() if self.has(day))

    def has(self, day: date) -> bool:
        """Whether anything is free on a local day."""
        return any(left >= self.seats for _, left in self._left_each(day))

    def free(self, day: date) -> Iterator[Free]:
        """What is free on a local day, the earliest first."""
        return (Free(start, left) for start, left in self._left_each(day) if left >= self.seats)

    def free_starts(self, day: date) -> list[datetime]:
        """The starts of all that is free on a local day."""
        return [start for start, left in self._left_all(day) if left >= self.seats]

    def _left_all(self, day: date) -> list[tuple[datetime, int]]:
        """Every start of a day and the seats that are left, worked out once."""
        if day not in self._left:
            self._left[day] = [*self._left_each(day)]
        return self._left[day]

    def _left_each(self, day: date) -> Iterator[tuple[datetime, int]]:
        """The same one after another, as far as it is asked for."""
        starts = self.starts(day)
        if starts and self._counted is None:
            self._counted = self.taken.left_of(self.offer, self.roster, self.resource)
        return zip(starts, map(self._counted, starts), strict=True) if self._counted else iter(())

    def taken_starts(self, day: date) -> Iterator[datetime]:
        """What could be had on a local day if others had not taken it, the earliest first."""
        if self.seats > self.offer.capacity:
            return
        for start, left in self._left_all(day):
            if left < self.seats and self._is_given(start):
                yield start

    def _is_given(self, start: datetime) -> bool:
        """Whether anybody who gives it works then."""
        if not self.offer.shared:
            return True
        end = self.offer.when(start).ends_at
        givers = self.taken.givers.get(self.offer.service_id, ())
        return any(self.roster.works(each, start, end) for each in givers)

    def starts(self, day: date) -> list[datetime]:
        """Every start of a local day that may be booked now, full or not."""
        hours = self.roster.place
        if hours is None:
            return []
        if day not in self._starts:
            starts = bookable_starts(self.offer, hours, day, self.now)
            self._starts[day] = [each for each in starts if not self._is_there(each)]
        return self._starts[day]

    def _is_there(self, start: datetime) -> bool:
        """Whether the booking that shall move is at that start already, with whom it is wanted."""
        moving = self.moving
        if moving is None or start != moving.starts_at:
            return False
        return self.resource in (None, moving.resource_id)


def days(
    connection: Connection,
    service_id: int,
    seats: int,
    now: datetime,
    resource: int | None = None,
) -> list[DayFree]:
    """Every local day up to the horizon, full and closed ones with 0. NotBookable if it is not."""
    found = Availability.of(connection, offered(connection, service_id), seats, now, resource)
    return [DayFree(day, sum(1 for _ in found.free(day))) for day in found.every_day()]


def times(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    service_id: int,
    day: date,
    seats: int,
    now: datetime,
    resource: int | None = None,
) -> list[Free]:
    """The starts of a local day that have so many seats. NotBookable if the service is not."""
    found = Availability.of(connection, offered(connection, service_id), seats, now, resource)
    return list(found.free(day))


def left_at(
    connection: Connection, offer: Offer, starts: Sequence[datetime], now: datetime
) -> list[int]:
    """The seats that are left of each of a few starts, wherever they lie."""
    if not starts:
        return []
    begin, end = offer.when(min(starts)).occupied_from, offer.when(max(starts)).occupied_until
    taken = occupation(connection, [offer], begin, end, now)
    return [*map(taken.left_of(offer, roster_of(connection, offer)), starts)]
