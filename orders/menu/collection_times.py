"""When something can be collected from its guest: while its place is there to take it, and not before a courier can be."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from orders.errors import CollectionGone
from orders.menu.pickup import kitchen_of, open_counter
from orders.menu.showing import Cart
from orders.menu.windows import Kitchen, days_ahead, next_window, windows_of

NOTICE = timedelta(minutes=30)
"""So long before the place is asked for its yes, and a courier gets there."""


def collection_days(connection: Connection, cart: Cart, now: datetime) -> list[date]:
    """The local days that have such times; none of a cart of which nothing is collected."""
    found = _place(connection, cart, now)
    if found is None:
        return []
    days = days_ahead(now.astimezone(found.zone).date())
    return [day for day in days if next(_windows(cart, found, day, now), None) is not None]


def collection_times(
    connection: Connection, cart: Cart, day: date, now: datetime
) -> list[datetime]:
    """Those of a day, each the begin of its ten minutes."""
    found = _place(connection, cart, now)
    return [] if found is None else list(_windows(cart, found, day, now))


def check(connection: Connection, cart: Cart, now: datetime) -> None:
    """CollectionGone where what was chosen can't be any more."""
    at = cart.collected_at
    if at is None:
        return
    found = _place(connection, cart, now)
    day = None if found is None else at.astimezone(found.zone).date()
    if found is None or day is None or at not in _windows(cart, found, day, now):
        raise CollectionGone(cart.location_id, at)


def _place(connection: Connection, cart: Cart, now: datetime) -> Kitchen | None:
    """Its hours, whatever the items' own are."""
    if cart.bringing is None or not cart.bringing.collects:
        return None
    counter = open_counter(connection, cart.location_id)
    return None if counter is None else kitchen_of(connection, counter, now, ())


def _windows(cart: Cart, place: Kitchen, day: date, now: datetime) -> Iterator[datetime]:
    assert cart.bringing is not None, cart.order_id
    way = timedelta(minutes=cart.bringing.minutes)
    for window in windows_of(day, place.zone, next_window(now + NOTICE)):
        if place.is_open(window + way):
            yield window
