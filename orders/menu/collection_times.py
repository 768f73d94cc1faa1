"""When something can be collected from its guest.

While its place is there to take it, a courier can be, and so many are not collected from others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from orders.booking.claims import Collection
from orders.claim_models import ClaimKind
from orders.errors import CollectionGone
from orders.menu.pickup import kitchen_of, open_counter, taken_from
from orders.menu.places import Counter
from orders.menu.showing import Cart
from orders.menu.windows import Kitchen, days_ahead, next_window, windows_of

NOTICE = timedelta(minutes=30)
"""So long before the place is asked for its yes, and a courier gets there."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """A place that collects, a `way` from the door: `most` times in ten minutes, 0 is as often as wanted."""

    place: Kitchen
    way: timedelta
    most: int = 0
    taken: Mapping[datetime, int] = field(default_factory=dict)

    def days(self, now: datetime) -> Iterable[date]:
        """Those of which a time can be chosen."""
        return days_ahead(now.astimezone(self.place.zone).date())

    def windows(self, day: date, now: datetime) -> Iterator[datetime]:
        """Those of a local day that its hours allow."""
        for window in windows_of(day, self.place.zone, soonest_window(now)):
            if self.place.is_open(window + self.way):
                yield window

    def free(self, day: date, now: datetime) -> Iterator[datetime]:
        """Those of them that are left."""
        return (each for each in self.windows(day, now) if self.has_room(each))

    def has_room(self, window: datetime) -> bool:
        return not self.most or self.taken.get(window, 0) < self.most


def collection_days(connection: Connection, cart: Cart, now: datetime) -> list[date]:
    """The local days that have such times; none of a cart of which nothing is collected."""
    found = _collecting(connection, cart, now)
    if found is None:
        return []
    return [day for day in found.days(now) if next(found.free(day, now), None) is not None]


def collection_times(
    connection: Connection, cart: Cart, day: date, now: datetime
) -> list[datetime]:
    """Those of a day, each the begin of its ten minutes."""
    found = _collecting(connection, cart, now)
    return [] if found is None else list(found.free(day, now))


def next_free(
    connection: Connection, cart: Cart, after: datetime, now: datetime
) -> datetime | None:
    """The first such time from a moment on; None where there is none in the next days."""
    found = _collecting(connection, cart, now)
    if found is None:
        return None
    times = (each for day in found.days(now) for each in found.free(day, now))
    return next((each for each in times if each >= after), None)


def check(cart: Cart, place: Kitchen, now: datetime) -> None:
    """CollectionGone where what was chosen can't be any more, whoever else wants it."""
    at = cart.collected_at
    if at is None:
        return
    way = _way(cart)
    day = at.astimezone(place.zone).date()
    if way is None or at not in Collecting(replace(place, within=()), way).windows(day, now):
        raise CollectionGone(cart.location_id, at)


def claims_of(cart: Cart, counter: Counter, now: datetime) -> list[Collection]:
    """What it takes of those ten minutes; as soon as possible is the first that there can be."""
    most = counter.collections_per_window
    if _way(cart) is None or not most:
        return []
    return [Collection(counter.location_id, cart.collected_at or soonest_window(now), most)]


def soonest_window(now: datetime) -> datetime:
    """The first ten minutes in which a courier can be there."""
    return next_window(now + NOTICE)


def _collecting(connection: Connection, cart: Cart, now: datetime) -> Collecting | None:
    """Its hours, whatever the items' own are."""
    way = _way(cart)
    if way is None:
        return None
    counter = open_counter(connection, cart.location_id)
    if counter is None:
        return None
    most = counter.collections_per_window
    given = (counter.location_id, soonest_window(now), now, ClaimKind.COLLECTION)
    return Collecting(
        place=kitchen_of(connection, counter, now, ()),
        way=way,
        most=most,
        taken=taken_from(connection, *given) if most else {},
    )


def _way(cart: Cart) -> timedelta | None:
    """From the counter to the door of its guest; None where nothing is collected."""
    if cart.bringing is None or not cart.bringing.collects:
        return None
    return timedelta(minutes=cart.bringing.minutes)
