"""Takes seats for an order and gives them back, whichever way its service counts them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from orders.booking import counters, resourcing
from orders.booking.lapsing import lapse
from orders.booking.offers import Wish
from orders.booking.taken import Occupied
from orders.errors import ResourceGone
from orders.models import OrderState, orders, slots


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where an order's seats are counted; nothing for a service without slots."""

    slot_id: int | None = None
    resource_id: int | None = None
    room: int | None = None  # what the resource had for the start
    chosen: int | None = None  # the resource that the guest asked for

    def columns(self) -> dict[str, int | None]:
        """The part of an order's row that says so."""
        return {
            "slot_id": self.slot_id,
            "resource_id": self.resource_id,
            "chosen_resource_id": self.chosen,
            "room": self.room,
        }


def take(
    connection: Connection, wish: Wish | None, now: datetime, *, but: int | None = None
) -> Allocation:
    """Hold seats, or raise SoldOut. The order `but` does not stand in its own way."""
    if wish is None:
        return Allocation()
    if wish.offer.shared:
        resource_id = take_resource(connection, wish, now, but=but)
        return Allocation(
            resource_id=resource_id, room=wish.offer.capacity, chosen=wish.resource_id
        )
    if wish.resource_id is not None:
        raise ResourceGone(wish.offer.service_id, wish.resource_id)
    return Allocation(slot_id=take_slot(connection, wish, now))


def take_slot(connection: Connection, wish: Wish, now: datetime) -> int:
    slot_id = counters.take(connection, wish)
    if slot_id is None and has_dead(connection, wish, now):
        lapse(connection, counted_with(wish), now)
        slot_id = counters.take(connection, wish)
    if slot_id is None:
        raise wish.sold_out()
    return slot_id


def recount(
    connection: Connection, slot_id: int, held: int, wish: Wish, now: datetime
) -> Allocation:
    """More or fewer seats of the same start than those held."""
    if wish.resource_id is not None:
        raise ResourceGone(wish.offer.service_id, wish.resource_id)
    if wish.seats < held:
        give_back_held(connection, slot_id, held - wish.seats)
    elif wish.seats > held:
        take_slot(connection, replace(wish, seats=wish.seats - held), now)
    return Allocation(slot_id=slot_id)


def has_dead(connection: Connection, wish: Wish, now: datetime) -> bool:
    """Whether holds of the start are to lapse: of all who hear that it is sold out, few find one."""
    given = {"service": wish.offer.service_id, "start": wish.when.starts_at, "now": now}
    return connection.execute(dead_holds(), given).first() is not None


@cache
def dead_holds() -> Select[int]:
    return (
        select(orders.c.id)
        .join(slots, slots.c.id == orders.c.slot_id)
        .where(
            slots.c.service_id == bindparam("service"),
            slots.c.starts_at == bindparam("start"),
            orders.c.state == OrderState.HELD,
            orders.c.held_until <= bindparam("now"),
        )
        .limit(1)
    )


def counted_with(wish: Wish) -> ColumnElement[bool]:
    return orders.c.slot_id.in_(
        select(slots.c.id).where(
            slots.c.service_id == wish.offer.service_id,
            slots.c.starts_at == wish.when.starts_at,
        )
    )


def take_resource(
    connection: Connection, wish: Wish, now: datetime, *, but: int | None = None
) -> int:
    """The first resource that is free, of those that the wish allows; its dead holds lapse, so that none comes back to life."""
    every = resourcing.chosen(connection, wish)
    begin, end = wish.when.occupied_from, wish.when.occupied_until
    around = wish.when.around if wish.offer.trip is None else None
    look = partial(
        resourcing.occupied,
        connection,
        begin=begin,
        end=end,
        but=but,
        visits=wish.offer.trip is not None,
    )
    taken: Sequence[Occupied] = around.taken if around and around.givers else look(every)
    for each in resourcing.free_ones(wish, every, taken, now):
        resourcing.take_days(connection, each, wish.when)
        alone = connection.dialect.name == "sqlite"  # nobody else has taken it meanwhile
        if not alone:
            taken = look([each])
        if any(one.resource_id == each and one.is_dead(now) for one in taken):
            lapse(connection, resourcing.overlapping([each], begin, end), now, wait=True)
            if not alone:  # whoever paid at that moment was waited for, and has it
                taken = look([each])
        if resourcing.free_ones(wish, [each], taken, now):
            return each
    raise wish.sold_out()


def book_held(connection: Connection, slot_id: int | None, seats: int) -> None:
    if slot_id is not None:
        counters.shift(connection, slot_id, held=-seats, booked=seats)


def give_back_held(connection: Connection, slot_id: int | None, seats: int) -> None:
    if slot_id is not None:
        counters.shift(connection, slot_id, held=-seats)


def give_back_booked(connection: Connection, slot_id: int | None, seats: int) -> None:
    if slot_id is not None:
        counters.shift(connection, slot_id, booked=-seats)
