"""Those who wait for a start come first: whoever holds, moves or wants more seats lets them by."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    cast,
    literal_column,
    select,
    type_coerce,
)

from catalog.models import services
from database.metadata import from_microseconds, to_microseconds
from database.nesting import nested
from orders.booking.availability import left_at
from orders.booking.offers import Wish
from orders.waitlist.days import waited_for
from orders.waitlist.waitlist_models import WaitState, waitlist

MINUTE = 60_000_000

Waited = Sequence[tuple[datetime, int]]
"""Starts for which others wait, each with the size of a party."""


def is_of_others(
    connection: Connection, wish: Wish, guest_id: int, now: datetime, left: int | None = None
) -> bool:
    """Whether others wait for whom what is wanted would do, or what is free: it is their turn.

    `left` are the seats of that start, where they are known.
    """
    given = {
        "person": guest_id,
        "service": wish.offer.service_id,
        "start": to_microseconds(wish.when.starts_at),
    }
    waited = read(connection.execute(looking(), given).scalar_one())
    return comes_first(connection, wish, guest_id, now, waited, left)


def comes_first(  # noqa: PLR0917 - whose, when, and what is known of it
    connection: Connection,
    wish: Wish,
    guest_id: int,
    now: datetime,
    waited: Waited,
    left: int | None = None,
) -> bool:
    """The same where it is known who else waits.

    For a day of visits it is the turn of those who could be visited then; for a chair, or whoever gives
    it, also of those who wait for another start in the same time.
    """
    offer, starts_at = wish.offer, wish.when.starts_at
    if not waited:
        return False
    if offer.at_home:
        return waited_for(connection, offer, guest_id, starts_at, now)
    soonest = now + timedelta(minutes=offer.lead_minutes)
    parties: dict[datetime, int] = {}
    for at, seats in waited:
        if at == starts_at or (offer.shared and at >= soonest):
            parties[at] = min(seats, parties.get(at, seats))
    if parties.get(starts_at, wish.seats + 1) <= wish.seats:
        return True
    if left is not None and left >= parties.pop(starts_at, left + 1):
        return True
    free = left_at(connection, offer, list(parties), now)
    return any(seats <= each for seats, each in zip(parties.values(), free, strict=True))


@cache
def looking() -> Select[Any]:
    return select(others()).where(services.c.id == bindparam("service"))


def others() -> ColumnElement[Any]:
    """What `read` understands, of a row of `services`: for what others than the guest wait.

    For that day of visits, or for a start whose time meets the one that is wanted.
    """
    start = bindparam("start", type_=BigInteger)
    since, until = (
        type_coerce(each, BigInteger) for each in (waitlist.c.starts_at, waitlist.c.day_ends_at)
    )
    lasts = (
        services.c.duration_minutes
        + services.c.buffer_before_minutes
        + services.c.buffer_after_minutes
    )
    span = cast(lasts, BigInteger) * MINUTE
    waiting = select(nested(since, waitlist.c.seats)).where(
        waitlist.c.service_id == bindparam("service"),
        waitlist.c.state == literal_column(f"'{WaitState.WAITING}'"),
        waitlist.c.guest_id != bindparam("person"),
    )
    of_time = waiting.where(since > start - span, since < start + span)
    of_day = waiting.where(since <= start, until > start)
    return case((services.c.at_home, of_day.scalar_subquery()), else_=of_time.scalar_subquery())


def read(rows: Sequence[tuple[int, int]] | None) -> Waited:
    return [(from_microseconds(at), seats) for at, seats in rows or ()]
