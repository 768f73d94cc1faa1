"""A merchant closes a time in which bookings stand: they are kept, or seen to little by little.

The mark on the closure stands with the closing itself and goes with the last booking: whoever is
killed in between goes on where it stood.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, select, update

from catalog import closing
from catalog.closing import Bookings, Closed, Closure, closure_of
from catalog.roster_models import closures
from catalog.rosters import rosters
from catalog.slots import covers, meets
from catalog.weekly import Interval, Timetable, real_time, stretches_of_day
from catalog.whose import Whose, grounds_of
from database.outbox import put_all
from orders.booking import allocating, claims, proposals
from orders.booking.lapsing import open_requests
from orders.course.cancelling import cancel
from orders.errors import BookingsThere
from orders.loading import locked, terms_of
from orders.menu import refilling
from orders.models import WITHOUT_CLAIMS, OrderState, orders
from orders.notices import retract_invoices, to_guest
from orders.rules import LIVE, LONGEST_SERVICE, names
from orders.transitions import Reason, move

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """An order that stands in a time that is closed."""

    id: int
    held: bool


@dataclass(frozen=True, slots=True)
class Shut:
    """What a closure takes away: a time of one day, or what is open on some days and was before."""

    blocked: tuple[Interval, ...] = ()
    days: frozenset[date] = frozenset()
    before: Timetable | None = None
    after: Timetable | None = None

    def hits(self, begin: datetime, end: datetime) -> bool:
        """Also a night that began on a closed day; not one that began on an open day before."""
        if self.before is None or self.after is None:
            return meets(Interval(begin, end), self.blocked)
        if covers(self.after, begin, end):
            return False
        day = begin.astimezone(ZoneInfo(self.after.zone)).date()
        return day in self.days or covers(self.before, begin, end)


def close(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    closed: Closed,
    bookings: Bookings,
    seen: int,
    by: int,
    now: datetime,
) -> int:
    """From now on nothing is booked then, and what becomes of what is. The closure's id.

    BookingsThere, and nothing is closed, where not as many stand as whoever closes has `seen`.
    """
    closure_id = closing.close(connection, closed, bookings, by, now)
    number = len(standing(connection, closed, now))
    if number != seen:
        raise BookingsThere(closed.whose.location_id, number)
    if number and bookings is not Bookings.KEEP:
        see_to(connection, closure_id, bookings, now)
    return closure_id


def see_to(connection: Connection, closure_id: int, bookings: Bookings, now: datetime) -> None:
    mark = update(closures).where(closures.c.id == closure_id, closures.c.reopened_at.is_(None))
    connection.execute(mark.values(bookings=bookings, clearing_since=now))


def count(connection: Connection, closed: Closed, now: datetime) -> int:
    """How many bookings and holds stand in a time, closed already or about to be."""
    return len(standing(connection, closed, now))


def standing(
    connection: Connection, closed: Closed, now: datetime, after: int = 0
) -> list[Standing]:
    """Those to come, by id; a hold is there until it has lapsed, as it may be paid until then."""
    rows = near(connection, closed, now, after)
    if not rows:
        return []
    shut = shut_by(connection, closed)
    return [
        Standing(row.id, row.state == OrderState.HELD)
        for row in rows
        if shut.hits(row.starts_at, row.ends_at)
    ]


def near(
    connection: Connection, closed: Closed, now: datetime, after: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """What is to come and may stand in a closed time, by id."""
    whose = closed.whose
    grounds = grounds_of(connection, whose)
    begin, end = bounds(closed, ZoneInfo(grounds.premises.zone))
    query = select(orders.c.id, orders.c.state, orders.c.starts_at, orders.c.ends_at).where(
        orders.c.merchant_id == grounds.merchant_id,
        orders.c.location_id == whose.location_id,
        orders.c.state.in_(names((OrderState.HELD, *LIVE))),
        orders.c.starts_at > max(now, begin - LONGEST_SERVICE),
        orders.c.starts_at < end,
        orders.c.id > after,
    )
    if whose.resource_id is not None:
        query = query.where(orders.c.resource_id == whose.resource_id)
    return connection.execute(query.order_by(orders.c.id)).all()


def outside(connection: Connection, whose: Whose, day: date, now: datetime) -> int:
    """How many bookings of a day lie outside of its hours as they are now."""
    closed = Closed(whose, day, day)
    hours = hours_of(connection, closed)
    zone = ZoneInfo(hours.zone)
    return sum(
        row.starts_at.astimezone(zone).date() == day
        and not covers(hours, row.starts_at, row.ends_at)
        for row in near(connection, closed, now, 0)
    )


def bounds(closed: Closed, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From the first day's midnight to that after the night of the last day."""
    first, last = (
        datetime.combine(day, time(), zone).astimezone(UTC)
        for day in (closed.first, closed.last + 2 * DAY)
    )
    return first, last


def shut_by(connection: Connection, closed: Closed) -> Shut:
    hours, days = hours_of(connection, closed), frozenset(closed.days)
    if closed.times is not None:
        cuts = stretches_of_day(ZoneInfo(hours.zone), closed.first)
        given = (closed.first, closed.times.opens, closed.times.closes)
        return Shut(blocked=tuple(real_time(*given, cuts)))
    before = replace(hours, closed=hours.closed - days)
    return Shut(days=days, before=before, after=replace(hours, closed=hours.closed | days))


def hours_of(connection: Connection, closed: Closed) -> Timetable:
    """Of the place, or of the resource that is meant; nothing is open where nothing is known."""
    whose = closed.whose
    premises = grounds_of(connection, whose).premises
    roster = rosters(connection, {whose.location_id: premises})[whose.location_id]
    shift = roster.shifts.get(whose.resource_id) if whose.resource_id is not None else None
    hours = roster.place if shift is None else shift.timetable
    return hours or Timetable(premises.zone, {})


def is_clearing(connection: Connection) -> bool:
    """Whether bookings of any closure are still to be seen to."""
    return connection.execute(being_cleared()).first() is not None


@cache
def being_cleared() -> Select[int]:
    return select(closures.c.id).where(closures.c.clearing_since.is_not(None)).limit(1)


def clear(connection: Connection, now: datetime, limit: int) -> int:
    """Sees to so many bookings of one closure; 0 when there is nothing left to do.

    The closure is locked before its orders, and nobody locks them the other way round.
    """
    query = select(closures).where(closures.c.clearing_since.is_not(None))
    query = query.order_by(closures.c.clearing_since, closures.c.id).limit(1)
    row = connection.execute(query.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return 0
    found = closure_of(row)
    asks = found.bookings is Bookings.ASK
    left = standing(connection, found.closed, now, row.cleared_through if asks else 0)
    held = [each for each in left if each.held]
    some = (held or left)[:limit]
    for each in some:
        see_to_one(connection, each.id, found, now)
    here = update(closures).where(closures.c.id == found.id)
    if len(some) == len(left):
        connection.execute(here.values(clearing_since=None))
    elif asks and not held:
        connection.execute(here.values(cleared_through=some[-1].id))
    return max(len(some), 1)


def see_to_one(connection: Connection, order_id: int, found: Closure, now: datetime) -> None:
    """Whatever became of it since it was read stands. What is of a menu can't move: it is called off."""
    order = locked(connection, order_id)
    if order.state == OrderState.HELD and order.proposed_for is not None:
        step = (OrderState.LAPSED, Reason.MERCHANT)
        move(connection, order, step, actor_id=found.made_by, now=now)
        allocating.give_back_held(connection, order.slot_id, order.seats)
        put_all(connection, proposals.over(connection, order), now)
    elif order.state == OrderState.HELD:
        step = (OrderState.LAPSED, Reason.MERCHANT)
        move(connection, order, step, actor_id=found.made_by, now=now)
        allocating.give_back_held(connection, order.slot_id, order.seats)
        claims.give_back_held(connection, order)
        if order.fulfilment not in WITHOUT_CLAIMS:
            refilling.fill_again(connection, [order.id], now)
        asked = retract_invoices(open_requests(connection, [order_id]), now)
        put_all(connection, [to_guest(order, "hold_closed"), *asked], now)
    elif order.state in LIVE and (found.bookings is Bookings.CANCEL or order.service_id is None):
        cancel(connection, order, Reason.MERCHANT, found.made_by, now)
    elif order.state in LIVE:
        terms = replace(terms_of(order), asked_to_move=True).as_json()
        connection.execute(update(orders).where(orders.c.id == order_id).values(terms=terms))
        put_all(connection, [to_guest(order, "please_move", mark=found.id)], now)
