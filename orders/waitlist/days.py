"""Who waits for a visit to their home on a day: which of them somebody can reach, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from catalog.visits.serving import speed_of
from database.point import Point
from orders.booking.availability import Availability
from orders.booking.offers import Offer
from orders.booking.trips import Trip, Visit
from orders.booking.visiting import at_speed
from orders.waitlist.waitlist_models import WaitState, waitlist
from people.addressing import KeptAddress

PAGE = 50
"""Waits of a day that are read at once."""

VERY_MANY = 200
"""So many others for one day are not looked at: whoever comes then waits too."""


class NoWay:
    """From anywhere to anywhere in no time."""

    def between(self, _here: Point, _there: Point) -> timedelta:
        return timedelta()


@dataclass(frozen=True, slots=True)
class DayWait:
    """A guest's wait for any start of a day at their address."""

    id: int
    begins_at: datetime
    point: Point
    seats: int

    @classmethod
    def of(cls, row: Any) -> "DayWait":
        return cls(row.id, row.starts_at, Point(row.latitude, row.longitude), row.seats)


def day_of(offer: Offer, begins_at: datetime) -> date:
    """The local day whose midnight that is."""
    return begins_at.astimezone(ZoneInfo(offer.zone)).date()


def address_of(row: Any) -> KeptAddress:
    """Of a row of the waitlist; it is kept as nothing else."""
    return KeptAddress(
        id=0,
        point=Point(row.latitude, row.longitude),
        text=row.address,
        note=row.address_note,
        label="",
        used_at=row.joined_at,
    )


def first_of_each_day(
    connection: Connection, offer: Offer, begins: Sequence[datetime], now: datetime
) -> Iterator[int]:
    """Of each day the one who has waited longest of those whom somebody can reach on it.

    Of a day on which nobody has time for a visit next door nobody is asked for, however many wait.
    """
    reach = _Reach(connection, offer, now)
    for begins_at in begins:
        day = day_of(offer, begins_at)
        if not reach.without_a_way().has(day):
            continue
        those = _waiting(connection, offer.service_id, begins_at)
        first = next((each for each in those if reach.free(each).has(day)), None)
        if first is not None:
            yield first.id


def _waiting(connection: Connection, service_id: int, begins_at: datetime) -> Iterator[DayWait]:
    """Whoever has waited longest first, read as far as they are asked for."""
    after = 0
    while True:
        query = (
            select(waitlist)
            .where(
                waitlist.c.service_id == service_id,
                waitlist.c.starts_at == begins_at,
                waitlist.c.state == WaitState.WAITING,
                waitlist.c.day_ends_at.is_not(None),
                waitlist.c.id > after,
            )
            .order_by(waitlist.c.id)
            .limit(PAGE)
        )
        found = [DayWait.of(each) for each in connection.execute(query)]
        yield from found
        if len(found) < PAGE:
            return
        after = found[-1].id


def earliest(connection: Connection, offer: Offer, wait: DayWait, now: datetime) -> datetime | None:
    """The first start of the day at which somebody can be there."""
    found = _Reach(connection, offer, now).free(wait)
    free = next(found.free(day_of(offer, wait.begins_at)), None)
    return None if free is None else free.starts_at


def waited_for(
    connection: Connection, offer: Offer, guest_id: int, at: datetime, now: datetime
) -> bool:
    """Whether others wait for that day who could be visited then: they come first."""
    return to_spare(connection, offer, guest_id, [at], now) is None


def to_spare(
    connection: Connection, offer: Offer, guest_id: int, starts: Sequence[datetime], now: datetime
) -> datetime | None:
    """The first of these starts of one day at which none of the others who wait for it could be visited.

    Where very many wait nobody looks whether it is none of them: whoever wants to be visited waits too,
    and what nobody before them can have is theirs within a look.
    """
    if not starts:
        return None
    query = select(waitlist).where(
        waitlist.c.service_id == offer.service_id,
        waitlist.c.state == WaitState.WAITING,
        waitlist.c.starts_at <= starts[0],
        waitlist.c.day_ends_at > starts[0],
        waitlist.c.guest_id != guest_id,
    )
    others = [DayWait.of(each) for each in connection.execute(query.limit(VERY_MANY))]
    if not others:
        return starts[0]
    if len(others) == VERY_MANY:
        return None
    reach = _Reach(connection, offer, now)
    theirs = [reach.free(each) for each in others]
    return next((at for at in starts if not any(can_at(each, at) for each in theirs)), None)


def can_at(found: Availability, start: datetime) -> bool:
    """Whether somebody can be there then, perhaps at no start that the place offers."""
    if start < found.now + timedelta(minutes=found.offer.lead_minutes):
        return False
    return found.taken.left_of(found.offer, found.roster)(start) >= found.seats


class _Reach:
    """Hours and what is taken, read once for all who wait for a service."""

    def __init__(self, connection: Connection, offer: Offer, now: datetime) -> None:
        self._kmh = speed_of(connection, offer.location_id)
        self._offer, self._now = offer, now
        place = Point(offer.premises.latitude, offer.premises.longitude)
        self._known = Availability.of(connection, at_speed(offer, place, self._kmh), 1, now)

    def without_a_way(self) -> Availability:
        """As for somebody to whom it is no way from anywhere: what they cannot have nobody can."""
        here = Point(self._offer.premises.latitude, self._offer.premises.longitude)
        there = replace(self._offer, trip=Trip(Visit(here, timedelta()), NoWay(), self._kmh))
        return Availability(there, self._known.roster, self._known.taken, 1, self._now)

    def free(self, wait: DayWait) -> Availability:
        there = at_speed(self._offer, wait.point, self._kmh)
        return Availability(there, self._known.roster, self._known.taken, wait.seats, self._now)
