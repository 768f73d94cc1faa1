"""What frees up is held for whoever has waited longest and for whom it is enough; then for the next."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from database.errors import Refusal
from database.money import LimitsOf
from database.outbox import put_all
from database.outbox_table import Urgency
from orders.booking import placing
from orders.booking.availability import Availability
from orders.booking.offers import offered
from orders.errors import NotBookable, SlotGone, SoldOut
from orders.notices import notice
from orders.waitlist import days
from orders.waitlist.waitlist_models import WITHOUT_ADDRESS, WaitState, until, waitlist

FREED = "seats_freed"
"""About what a guest hears for whom seats are held."""

AT_ONCE = 200
"""Waits of one look; the others have the next one, three seconds later."""


def is_waited(connection: Connection) -> bool:
    """Whether anybody waits for anything."""
    return connection.execute(_waiting()).first() is not None


@cache
def _waiting() -> Select[int]:
    return select(waitlist.c.id).where(waitlist.c.state == WaitState.WAITING).limit(1)


def is_past(connection: Connection, now: datetime) -> bool:
    """Whether anybody waits for what has begun."""
    past = (waitlist.c.state == WaitState.WAITING, until() <= now)
    return connection.execute(select(waitlist.c.id).where(*past).limit(1)).first() is not None


def due(connection: Connection, now: datetime) -> Sequence[int]:
    """Waits whose turn may have come: the first of each start, or day of visits, for whom there are
    seats now.

    What is read grows with the starts and days for which anybody waits, not with how many do.
    """
    for_a_day = waitlist.c.day_ends_at.is_not(None)
    wanted = (waitlist.c.service_id, waitlist.c.starts_at, for_a_day)
    query = (
        select(
            waitlist.c.service_id,
            waitlist.c.starts_at,
            for_a_day.label("for_a_day"),
            func.min(waitlist.c.seats).label("fewest"),
        )
        .where(waitlist.c.state == WaitState.WAITING, until() > now)
        .group_by(*wanted)
        .order_by(*wanted)
    )
    rows = connection.execute(query).all()
    found: list[int] = []
    for service_id, starts in groupby(rows, key=lambda row: row.service_id):
        found += _of_service(connection, service_id, list(starts), now)
    return found[:AT_ONCE]


def offer(connection: Connection, wait_id: int, now: datetime, limits: LimitsOf) -> bool:
    """Hold the seats for the guest, who is told; whether anything came of it. Of two who try, one does it."""
    query = select(waitlist).where(waitlist.c.id == wait_id, waitlist.c.state == WaitState.WAITING)
    row = connection.execute(query).one_or_none()
    if row is None:
        return False
    try:
        at, address = row.starts_at, None
        if row.day_ends_at is not None:
            at, address = _visit_of(connection, row, now), days.address_of(row)
        if at is None:
            return False
        wish = (row.guest_id, row.service_id, at, row.seats, row.source_id)
        with connection.begin_nested() as savepoint:
            order = placing.hold(connection, *wish, now, limits, waited=True, address=address)
            held = {"order_id": order, "offered_at": now}
            moved = _move(connection, wait_id, WaitState.OFFERED, **held)
            if not moved:  # another program was faster
                savepoint.rollback()
    except (SoldOut, NotBookable):  # it may be another time
        return False
    except SlotGone:  # the place has closed for that time
        _move(connection, wait_id, WaitState.OVER)
        return False
    except Refusal:
        moved = _move(connection, wait_id, WaitState.MISSED)
    if moved:
        news = notice(FREED, row.guest_id, wait_id, urgency=Urgency.FIRST, wait=wait_id)
        put_all(connection, [news], now)
    return moved


def _visit_of(connection: Connection, row: Any, now: datetime) -> datetime | None:
    """When somebody can be there; SlotGone where it is not given at homes any more."""
    service = offered(connection, row.service_id)
    if not service.at_home:
        raise SlotGone(row.service_id, row.starts_at)
    return days.earliest(connection, service, days.DayWait.of(row), now)


def end_past(connection: Connection, now: datetime) -> int:
    """Waits for what has begun are over."""
    past = (waitlist.c.state == WaitState.WAITING, until() <= now)
    over = update(waitlist).where(*past).values(state=WaitState.OVER, **WITHOUT_ADDRESS)
    return connection.execute(over).rowcount


def _of_service(
    connection: Connection, service_id: int, starts: Sequence[Any], now: datetime
) -> Iterator[int]:
    try:
        offer_of = offered(connection, service_id)
    except NotBookable:
        return
    if offer_of.at_home:
        home = [each.starts_at for each in starts if each.for_a_day]
        yield from days.first_of_each_day(connection, offer_of, home, now)
        return
    free = Availability.of(connection, offer_of, 1, now)
    soonest = now + timedelta(minutes=offer_of.lead_minutes)
    left_of = free.taken.left_of(offer_of, free.roster)
    for each in starts:
        if each.for_a_day or each.starts_at < soonest:
            continue
        left = left_of(each.starts_at)
        if each.fewest <= left:
            yield from _first(connection, service_id, each.starts_at, left)


def _first(
    connection: Connection, service_id: int, starts_at: datetime, left: int
) -> Iterator[int]:
    """Whoever has waited longest of those for whom so many seats are enough."""
    query = select(waitlist.c.id).where(
        waitlist.c.service_id == service_id,
        waitlist.c.starts_at == starts_at,
        waitlist.c.state == WaitState.WAITING,
        waitlist.c.day_ends_at.is_(None),
        waitlist.c.seats <= left,
    )
    yield from connection.execute(query.order_by(waitlist.c.id).limit(1)).scalars()


def _move(connection: Connection, wait_id: int, to: WaitState, **values: object) -> bool:
    still = (waitlist.c.id == wait_id, waitlist.c.state == WaitState.WAITING)
    change = update(waitlist).where(*still).values(state=to, **WITHOUT_ADDRESS, **values)
    return connection.execute(change).rowcount == 1
