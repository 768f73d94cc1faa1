"""What can be had when: the free starts of a service, as somebody who books now would find them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from catalog.slots import bookable_days, bookable_starts
from orders.booking import resourcing
from orders.booking.offers import Offer, Wish, offered, timetable_of
from orders.booking.resourcing import Occupied
from orders.models import OrderState, orders, slots
from orders.rules import days_between


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


def days(
    connection: Connection,
    service_id: int,
    seats: int,
    now: datetime,
    resource: int | None = None,
) -> list[DayFree]:
    """Every local day up to the horizon, full and closed ones with 0. NotBookable if it is not.

    With a `resource`, here and below, what is free of that one only.
    """
    offer = offered(connection, service_id)
    every = bookable_days(offer, offer.zone, now)
    moments = starts_of(connection, offer, every, now)
    found = dict.fromkeys(every, 0)
    for free in with_seats(connection, offer, moments, seats, now, resource):
        found[free.starts_at.astimezone(ZoneInfo(offer.zone)).date()] += 1
    return [DayFree(day, free) for day, free in found.items()]


def times(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    service_id: int,
    day: date,
    seats: int,
    now: datetime,
    resource: int | None = None,
) -> list[Free]:
    """The starts of a local day that have so many seats. NotBookable if the service is not."""
    offer = offered(connection, service_id)
    moments = starts_of(connection, offer, [day], now)
    return with_seats(connection, offer, moments, seats, now, resource)


def is_free(
    connection: Connection, service_id: int, starts_at: datetime, seats: int, now: datetime
) -> bool:
    offer = offered(connection, service_id)
    return bool(with_seats(connection, offer, [starts_at], seats, now))


def starts_of(
    connection: Connection, offer: Offer, local_days: Iterable[date], now: datetime
) -> list[datetime]:
    hours = timetable_of(connection, offer)
    if hours is None:
        return []
    return [each for day in local_days for each in bookable_starts(offer, hours, day, now)]


def with_seats(  # noqa: PLR0917 - likewise
    connection: Connection,
    offer: Offer,
    moments: Sequence[datetime],
    seats: int,
    now: datetime,
    resource: int | None = None,
) -> list[Free]:
    if not moments:
        return []
    if offer.shared:
        left = by_resource(connection, offer, moments, now, resource)
    else:
        left = by_counter(connection, offer, moments, now)
    return [Free(each, left[each]) for each in moments if left[each] >= max(seats, 1)]


def by_counter(
    connection: Connection, offer: Offer, moments: Sequence[datetime], now: datetime
) -> dict[datetime, int]:
    """Capacity less what is held and booked; holds that are dead by now count as free."""
    within = slots.c.starts_at.between(min(moments), max(moments))
    query = select(slots.c.starts_at, slots.c.held + slots.c.booked).where(
        slots.c.service_id == offer.service_id, within
    )
    left = dict.fromkeys(moments, offer.capacity)
    for starts_at, taken in connection.execute(query):
        left[starts_at] = offer.capacity - taken
    for starts_at, dead in dead_seats(connection, offer, now).items():
        if starts_at in left:
            left[starts_at] += dead
    return left


def dead_seats(connection: Connection, offer: Offer, now: datetime) -> dict[datetime, int]:
    query = (
        select(orders.c.starts_at, func.sum(orders.c.seats))
        .where(
            orders.c.state == OrderState.HELD,
            orders.c.held_until <= now,
            orders.c.service_id == offer.service_id,
            orders.c.slot_id.is_not(None),
        )
        .group_by(orders.c.starts_at)
    )
    return {moment: int(dead) for moment, dead in connection.execute(query) if moment is not None}


def by_resource(
    connection: Connection,
    offer: Offer,
    moments: Sequence[datetime],
    now: datetime,
    resource: int | None = None,
) -> dict[datetime, int]:
    """The seats of the resource that has most of them: one order sits on one resource."""
    every = resourcing.candidates(connection, offer.service_id)
    every = [each for each in every if resource in (None, each)]
    begin = offer.when(min(moments)).occupied_from
    end = offer.when(max(moments)).occupied_until
    taken = by_day(resourcing.occupied(connection, every, begin, end, now))
    return {each: most_seats(offer, each, every, taken) for each in moments}


Taken = dict[tuple[int, str], list[Occupied]]


def by_day(occupied: Iterable[Occupied]) -> Taken:
    """What takes a resource on a UTC day, so that a start looks at its own days only."""
    taken: Taken = defaultdict(list)
    for each in occupied:
        for day in days_between(each.begin, each.end):
            taken[each.resource_id, day].append(each)
    return taken


def most_seats(offer: Offer, starts_at: datetime, every: Iterable[int], taken: Taken) -> int:
    when = offer.when(starts_at)
    wish = Wish(offer, when, seats=1)
    touched = days_between(when.occupied_from, when.occupied_until)
    found = [
        resourcing.seats_left(
            wish, each, {other for day in touched for other in taken.get((each, day), ())}
        )
        for each in every
    ]
    return max(found, default=0)
