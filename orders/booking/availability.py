"""What can be had when: the free starts of a service, as somebody who books now would find them.

One reading of hours and of what is taken answers for as many days as are looked at, each worked
out when it is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from sqlalchemy import Connection

from catalog.rosters import Roster
from catalog.slots import bookable_days, bookable_starts
from orders.booking.occupation import Occupation, occupation
from orders.booking.offers import Offer, offered
from orders.booking.starts import roster_of

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
class Availability:
    """The starts of an offer that have so many seats left."""

    offer: Offer
    roster: Roster
    taken: Occupation
    seats: int
    now: datetime
    resource: int | None = None
    _starts: dict[date, list[datetime]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        connection: Connection,
        offer: Offer,
        seats: int,
        now: datetime,
        resource: int | None = None,
    ) -> Self:
        """All that decides it, read once; with a `resource`, what is free of that one only."""
        roster = roster_of(connection, offer)
        end = now + timedelta(days=offer.horizon_days) + BEYOND
        taken = occupation(connection, [offer], now - BEYOND, end, now)
        return cls(offer, roster, taken, max(seats, 1), now, resource)

    def every_day(self) -> list[date]:
        """The local days up to the horizon, whether anything is free on them or not."""
        return bookable_days(self.offer, self.offer.zone, self.now)

    def days(self) -> Iterator[date]:
        """Those with anything free, looked for one after another."""
        return (day for day in self.every_day() if self.has(day))

    def has(self, day: date) -> bool:
        """Whether anything is free on a local day."""
        return next(self.free(day), None) is not None

    def free(self, day: date) -> Iterator[Free]:
        """What is free on a local day, the earliest first."""
        left_of, seats = self.taken.left_of(self.offer, self.roster, self.resource), self.seats
        for start in self.starts(day):
            if (left := left_of(start)) >= seats:
                yield Free(start, left)

    def taken_starts(self, day: date) -> Iterator[datetime]:
        """What could be had on a local day if others had not taken it, the earliest first."""
        if self.seats > self.offer.capacity:
            return
        left_of = self.taken.left_of(self.offer, self.roster, self.resource)
        for start in self.starts(day):
            if left_of(start) < self.seats and self._is_given(start):
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
            self._starts[day] = bookable_starts(self.offer, hours, day, self.now)
        return self._starts[day]


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


def is_free(
    connection: Connection, service_id: int, starts_at: datetime, seats: int, now: datetime
) -> bool:
    """Whether a start has so many seats, wherever it lies."""
    offer = offered(connection, service_id)
    when = offer.when(starts_at)
    begin, end = when.occupied_from, when.occupied_until
    taken = occupation(connection, [offer], begin, end, now)
    return taken.left_of(offer, roster_of(connection, offer))(starts_at) >= max(seats, 1)
