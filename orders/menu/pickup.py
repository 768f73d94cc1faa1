"""When a cart can be picked up: by the hours of its place and items, and what its kitchen has to do."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, bindparam, func, select, union_all

from catalog.menu.reading import Item
from catalog.rosters import CLOSED, rosters
from orders.booking.claims import COLUMNS, TABLES
from orders.claim_models import ClaimKind, order_claims
from orders.errors import NoPickupSoon, NotOrderable, PickupGone
from orders.menu.items import hours_of
from orders.menu.places import Counter, counter_at
from orders.menu.windows import (
    AHEAD,
    WINDOW,
    Kitchen,
    Span,
    days_ahead,
    next_window,
    windows_of,
)
from orders.models import OrderState, orders


def soonest_pickup(
    connection: Connection,
    location_id: int,
    items: int,
    now: datetime,
    within: Sequence[Span] = (),
    *,
    at_table: bool = False,
    received_at: datetime | None = None,
) -> datetime | None:
    """When so many items could be picked up first; None where not within the next hours.

    `within` are the hours of the sections that they are of. What is first collected from its guest
    is worked on from `received_at` on.
    """
    counter = open_counter(connection, location_id, at_table=at_table)
    if counter is None:
        return None
    return kitchen_of(connection, counter, now, within, received_at).soonest(items)


def first_pickup(
    connection: Connection, item: Item, quantity: int, now: datetime
) -> datetime | None:
    """When so many of an item could be picked up first, on a day for which a time can be chosen."""
    counter = open_counter(connection, item.location_id)
    if counter is None:
        return None
    kitchen = kitchen_of(connection, counter, now, hours_of([item]))
    times = (
        each
        for day in days_ahead(counter.day(now))
        for each in windows_of(day, kitchen.zone, kitchen.first)
        if kitchen.has(quantity, each)
    )
    return next(times, None)


def pickup_times(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    location_id: int,
    items: int,
    day: date,
    now: datetime,
    within: Sequence[Span] = (),
    received_at: datetime | None = None,
) -> list[datetime]:
    """The times of a local day with room for so many items, each the begin of its ten minutes."""
    counter = open_counter(connection, location_id)
    if counter is None or day not in days_ahead(counter.day(received_at or now)):
        return []
    return kitchen_of(connection, counter, now, within, received_at).times(items, day)


def pickup_days(  # noqa: PLR0917 - likewise
    connection: Connection,
    location_id: int,
    items: int,
    now: datetime,
    within: Sequence[Span] = (),
    received_at: datetime | None = None,
) -> list[date]:
    """The local days that have such times."""
    counter = open_counter(connection, location_id)
    if counter is None:
        return []
    kitchen = kitchen_of(connection, counter, now, within, received_at)
    days = days_ahead(counter.day(received_at or now))
    return [day for day in days if kitchen.times(items, day)]


def open_counter(
    connection: Connection, location_id: int, *, at_table: bool = False
) -> Counter | None:
    try:
        return counter_at(connection, location_id, at_table=at_table)
    except NotOrderable:
        return None


def kitchen_of(
    connection: Connection,
    counter: Counter,
    now: datetime,
    within: Sequence[Span],
    received_at: datetime | None = None,
) -> Kitchen:
    """All that decides it, read once; holds that are dead by now take nothing."""
    begin = now if received_at is None else max(now, received_at)
    first = next_window(begin + timedelta(minutes=counter.lead_minutes))
    roster = rosters(connection, {counter.location_id: counter.premises})
    return Kitchen(
        zone=counter.zone,
        hours=roster.get(counter.location_id, CLOSED).place,
        per_window=counter.items_per_window,
        first=first,
        taken=taken_from(connection, counter.location_id, first, now),
        within=within,
    )


def planned(kitchen: Kitchen, counter: Counter, items: int, at: datetime | None) -> datetime:
    """The window that is meant, chosen or the first; NoPickupSoon or PickupGone where it can't be."""
    if at is None:
        soonest = kitchen.soonest(items)
        if soonest is None:
            raise NoPickupSoon(counter.location_id)
        return soonest
    too_far = kitchen.first + timedelta(days=AHEAD)
    if next_window(at) != at or at > too_far or not kitchen.has(items, at):
        raise PickupGone(counter.location_id, at)
    return at


def taken_from(
    connection: Connection,
    location_id: int,
    first: datetime,
    now: datetime,
    kind: ClaimKind = ClaimKind.KITCHEN,
) -> dict[datetime, int]:
    """How much is taken, by the begin of the ten minutes, of a kitchen or of who collects."""
    given = {
        "location": location_id,
        "first": first,
        "last": first + timedelta(days=AHEAD + 1),
        "now": now,
    }
    found: dict[datetime, int] = {}
    for starts_at, taken in connection.execute(taking(kind), given):
        found[starts_at] = found.get(starts_at, 0) + int(taken)
    return found


@cache
def taking(kind: ClaimKind) -> CompoundSelect[*tuple[Any, ...]]:
    """What the counters say, less what holds that are dead take of them."""
    table = TABLES[kind]
    window = table.c
    here = (
        window.location_id == bindparam("location"),
        window.starts_at.between(bindparam("first"), bindparam("last")),
    )
    taken = select(window.starts_at, (window.held + window.booked).label("taken")).where(*here)
    dead = (
        select(window.starts_at, -func.sum(order_claims.c.quantity))
        .join_from(order_claims, table, window.id == order_claims.c[COLUMNS[kind]])
        .join(orders, orders.c.id == order_claims.c.order_id)
        .where(*here, orders.c.state == OrderState.HELD, orders.c.held_until <= bindparam("now"))
        .group_by(window.starts_at)
    )
    return union_all(taken, dead)


__all__ = [
    "WINDOW",
    "first_pickup",
    "kitchen_of",
    "pickup_days",
    "pickup_times",
    "planned",
    "soonest_pickup",
]
