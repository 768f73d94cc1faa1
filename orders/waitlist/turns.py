"""Those who wait for a start come first: whoever holds, moves or wants more seats lets them by."""

from datetime import datetime
from functools import cache

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    func,
    literal_column,
    select,
    type_coerce,
)

from catalog.models import services
from database.metadata import to_microseconds
from orders.booking.availability import is_free
from orders.booking.offers import Wish
from orders.waitlist.days import waited_for
from orders.waitlist.waitlist_models import WaitState, waitlist


def is_of_others(connection: Connection, wish: Wish, guest_id: int, now: datetime) -> bool:
    """Whether others wait for whom what is wanted would do, or what is free: it is their turn."""
    given = {
        "person": guest_id,
        "service": wish.offer.service_id,
        "start": to_microseconds(wish.when.starts_at),
    }
    least = connection.execute(looking(), given).scalar_one()
    return comes_first(connection, wish, guest_id, now, least)


def comes_first(
    connection: Connection, wish: Wish, guest_id: int, now: datetime, least: int | None
) -> bool:
    """The same where the seats of the smallest party of others are known, None where there is none.

    For a day of visits it is the turn of those who could be visited then.
    """
    offer, starts_at = wish.offer, wish.when.starts_at
    if least is None:
        return False
    if offer.at_home:
        return waited_for(connection, offer, guest_id, starts_at, now)
    return least <= wish.seats or is_free(connection, offer.service_id, starts_at, least, now)


@cache
def looking() -> Select[int | None]:
    return select(least()).where(services.c.id == bindparam("service"))


def least() -> ColumnElement[int | None]:
    """How many the smallest party waits for, of others than the guest who want the start, or that day of
    visits; of a row of `services`.
    """
    start = bindparam("start", type_=BigInteger)
    since, until = (
        type_coerce(each, BigInteger) for each in (waitlist.c.starts_at, waitlist.c.day_ends_at)
    )
    others = select(func.min(waitlist.c.seats)).where(
        waitlist.c.service_id == bindparam("service"),
        waitlist.c.state == literal_column(f"'{WaitState.WAITING}'"),
        waitlist.c.guest_id != bindparam("person"),
    )
    of_start = others.where(since == start)
    of_day = others.where(since <= start, until > start)
    return case((services.c.at_home, of_day.scalar_subquery()), else_=of_start.scalar_subquery())
