"""Mends counters that are no longer what they count: seats of a slot, stars of a location.

Money is never mended: where it is wrong, a person has to find out why.

Whatever changes what is counted moves the counter in the same transaction, under the row's lock.
So the row is locked first and recounted then: nobody can commit in between, and a change that is
under way adds itself to the mended counter. Counting first would undo a booking that comes between.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select, text, update

from catalog.models import locations
from orders.auditing import invariants
from orders.auditing.codes import RATING_SUMS
from orders.auditing.seats import SLOT_COUNTERS
from orders.models import OrderState, orders, ratings, slots
from orders.reviewing.counted import counts
from orders.rules import BOOKED, names


@dataclass(frozen=True, slots=True)
class Seats:
    """What a slot's counters say, or what its orders say."""

    held: int
    booked: int


@dataclass(frozen=True, slots=True)
class RecountedSlot:
    """A slot whose counters said `before` and whose orders say `after`.

    It is left as it is where it has no room for them: then a seat was given twice.
    """

    slot_id: int
    capacity: int
    before: Seats
    after: Seats

    @property
    def fits(self) -> bool:
        return self.after.held + self.after.booked <= self.capacity


@dataclass(frozen=True, slots=True)
class Stars:
    """The sum and the number of a location's ratings."""

    total: int
    count: int


@dataclass(frozen=True, slots=True)
class RecountedLocation:
    """A location whose counters said `before` and whose ratings say `after`."""

    location_id: int
    before: Stars
    after: Stars


def wrong_slots(connection: Connection) -> Sequence[int]:
    """Slots that the audit finds fault with at this moment."""
    query = text(invariants()[SLOT_COUNTERS])
    return connection.execute(query).scalars().all()


def wrong_locations(connection: Connection) -> Sequence[int]:
    return connection.execute(text(invariants()[RATING_SUMS])).scalars().all()


def recount_slot(connection: Connection, slot_id: int) -> RecountedSlot | None:
    """Set a slot's counters to what its orders say, if they fit; None where they said so already."""
    query = select(slots).where(slots.c.id == slot_id).with_for_update(key_share=True)
    slot = connection.execute(query).one()
    before = Seats(slot.held, slot.booked)
    found = RecountedSlot(slot_id, slot.capacity, before, seats_of_orders(connection, slot_id))
    if found.before == found.after:
        return None
    if found.fits:
        changed = connection.execute(
            update(slots)
            .where(slots.c.id == slot_id)
            .where(slots.c.held == before.held, slots.c.booked == before.booked)
            .values(held=found.after.held, booked=found.after.booked)
        )
        assert changed.rowcount == 1, slot_id
    return found


def seats_of_orders(connection: Connection, slot_id: int) -> Seats:
    held = case((orders.c.state == OrderState.HELD, orders.c.seats), else_=0)
    booked = case((orders.c.state.in_(names(BOOKED)), orders.c.seats), else_=0)
    sums = (func.coalesce(func.sum(each), 0) for each in (held, booked))
    query = select(*sums).where(orders.c.slot_id == slot_id)
    return Seats(*connection.execute(query).one())


def recount_location(connection: Connection, location_id: int) -> RecountedLocation | None:
    """Set a location's stars to the sum of its ratings that count; None where they said so already."""
    query = select(locations).where(locations.c.id == location_id).with_for_update(key_share=True)
    row = connection.execute(query).one()
    before = Stars(row.rating_sum, row.rating_count)
    after = stars_of_ratings(connection, row.merchant_id, location_id)
    if before == after:
        return None
    changed = connection.execute(
        update(locations)
        .where(locations.c.id == location_id)
        .where(locations.c.rating_sum == before.total, locations.c.rating_count == before.count)
        .values(rating_sum=after.total, rating_count=after.count)
    )
    assert changed.rowcount == 1, location_id
    return RecountedLocation(location_id, before, after)


def stars_of_ratings(connection: Connection, merchant_id: int, location_id: int) -> Stars:
    """A location stays with its merchant, and ratings are found by merchant."""
    query = select(func.coalesce(func.sum(ratings.c.stars), 0), func.count()).where(
        ratings.c.merchant_id == merchant_id, ratings.c.location_id == location_id, counts()
    )
    return Stars(*connection.execute(query).one())
