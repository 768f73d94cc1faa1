"""How much one guest may keep from the others for nothing, however fast they press.

Generous for people: whoever comes as a group books seats within one order.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    select,
    type_coerce,
)

from catalog.models import merchants
from database.metadata import to_microseconds
from orders.errors import (
    AskedTooOften,
    MovedTooOften,
    TooManyFree,
    TooManyFreeHere,
    TooManyFreeThen,
    TooManyFreeToday,
    TooManyWrittenIn,
)
from orders.models import order_history, orders, prepaid
from orders.rules import LIVE, names
from orders.transitions import Reason

FREE_AT_ONCE = 10
"""Free bookings of one guest that are still to come."""

FREE_AT_A_MERCHANT = 4
FREE_OF_A_START = 2
FREE_A_DAY = 20
"""Placed within 24 hours, cancelled ones too: each is news to everybody who works there."""

MOVES_A_DAY = 20
"""Of one booking to another start: each is news to everybody who works there."""

ASKS_A_DAY = 5
"""Other times that a place proposes for one booking: each is a message to its guest."""

WRITTEN_IN_AN_HOUR = 60
WRITTEN_IN_A_DAY = 300
"""Bookings to come that the people of one place have written in within that time."""

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Free:
    """How many bookings without payment a guest has: of a start, at a merchant, in all, and placed within a day."""

    then: int
    here: int
    at_once: int
    today: int

    def check(self) -> None:
        """Raise the limit that one more would break."""
        if self.then >= FREE_OF_A_START:
            raise TooManyFreeThen(FREE_OF_A_START)
        if self.here >= FREE_AT_A_MERCHANT:
            raise TooManyFreeHere(FREE_AT_A_MERCHANT)
        if self.at_once >= FREE_AT_ONCE:
            raise TooManyFree(FREE_AT_ONCE)
        if self.today >= FREE_A_DAY:
            raise TooManyFreeToday(FREE_A_DAY)


def check_free(  # noqa: PLR0917 - who wants what, when
    connection: Connection,
    guest_id: int,
    merchant_id: int,
    service_id: int | None,
    starts_at: datetime | None,
    now: datetime,
) -> None:
    """Raise the limit that one more booking without payment would break; the guest's row is taken before.

    Of what is from a menu a place bounds the things, not how many orders are for one time.
    """
    given = {
        "person": guest_id,
        "merchant": merchant_id,
        "service": service_id,
        "start": None if starts_at is None else to_microseconds(starts_at),
        **moments(now),
    }
    Free(*connection.execute(having(), given).one()).check()


def moments(now: datetime) -> dict[str, datetime]:
    """What `free_of` is asked with beside whose and of what."""
    return {"now": now, "a_day_ago": now - A_DAY}


@cache
def having() -> Select[*tuple[int, ...]]:
    merchant: BindParameter[int] = bindparam("merchant", type_=BigInteger)
    return select(*free_of(merchant)).where(is_free())


def free_of(merchant: ColumnElement[int]) -> tuple[ColumnElement[int], ...]:
    """The parts of `Free`, of the orders that are."""
    order = orders.c
    over = order.ends_at.is_not(None) & (order.ends_at <= bindparam("now"))
    live = order.state.in_(names(LIVE)) & ~over
    start = type_coerce(order.starts_at, BigInteger)
    then = (order.service_id == bindparam("service")) & start.is_not_distinct_from(
        bindparam("start", type_=BigInteger)
    )
    within = (
        live & then,
        live & (order.merchant_id == merchant),
        live,
        order.placed_at > bindparam("a_day_ago"),
    )
    return tuple(func.count().filter(each) for each in within)


def is_free() -> ColumnElement[bool]:
    recent = orders.c.placed_at > bindparam("a_day_ago")
    return and_(
        orders.c.guest_id == bindparam("person"),
        prepaid == 0,
        orders.c.state.in_(names(LIVE)) | recent,
    )


def check_free_start(
    connection: Connection, guest_id: int, service_id: int, starts_at: datetime
) -> None:
    """Likewise where a free booking moves: there are no more of it, but perhaps at that start."""
    then = (
        orders.c.guest_id == guest_id,
        prepaid == 0,
        orders.c.state.in_(LIVE),
        orders.c.service_id == service_id,
        begins(starts_at),
    )
    if number(connection, *then) >= FREE_OF_A_START:
        raise TooManyFreeThen(FREE_OF_A_START)


def check_moves(connection: Connection, order_id: int, now: datetime) -> None:
    """Raise it when this booking has moved often enough for a day; its row is taken before."""
    if times(connection, order_id, Reason.RESCHEDULED, now) >= MOVES_A_DAY:
        raise MovedTooOften(order_id)


def check_asks(connection: Connection, order_id: int, now: datetime) -> None:
    """Raise it when its guest was asked often enough for a day; its row is taken before."""
    if times(connection, order_id, Reason.PROPOSED, now) >= ASKS_A_DAY:
        raise AskedTooOften(order_id)


def times(connection: Connection, order_id: int, reason: Reason, now: datetime) -> int:
    """How often something befell an order within a day."""
    query = (
        select(func.count())
        .select_from(order_history)
        .where(
            order_history.c.order_id == order_id,
            order_history.c.reason == reason,
            order_history.c.at > now - A_DAY,
        )
    )
    return connection.execute(query).scalar_one()


def check_written_in(connection: Connection, merchant_id: int, now: datetime) -> None:
    """Raise the limit that one more would break; whoever else writes in there waits meanwhile."""
    if connection.dialect.name != "sqlite":
        place = select(merchants.c.id).where(merchants.c.id == merchant_id)
        connection.execute(place.with_for_update(key_share=True))
    written = exists().where(
        order_history.c.order_id == orders.c.id, order_history.c.reason == Reason.COUNTER
    )
    here = (
        orders.c.merchant_id == merchant_id,
        orders.c.starts_at > now - A_DAY,
        orders.c.state.in_(LIVE),
        orders.c.total == 0,
        written,
    )
    for since, most in ((A_DAY / 24, WRITTEN_IN_AN_HOUR), (A_DAY, WRITTEN_IN_A_DAY)):
        if number(connection, *here, orders.c.created_at > now - since) >= most:
            raise TooManyWrittenIn(most)


def begins(starts_at: datetime | None) -> ColumnElement[bool]:
    return orders.c.starts_at.is_(None) if starts_at is None else orders.c.starts_at == starts_at


def number(connection: Connection, *wanted: ColumnElement[bool]) -> int:
    return connection.execute(counted(*wanted)).scalar_one()


def counted(*wanted: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(orders).where(*wanted)
