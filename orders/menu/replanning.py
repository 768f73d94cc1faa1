"""An order from a menu when its money comes: what it needs is held, for a time that its kitchen can keep.

Whoever wants it as soon as possible and pays late, or pays after their hold lapsed, gets the next
time that there is; one that was chosen stays, or can't be had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, update

from catalog.menu import reading
from orders.booking import claims
from orders.booking.claims import Claim, Collection, Kitchen
from orders.booking.lapsing import clear_way
from orders.delivery import keeping
from orders.errors import ItemSoldOut, NotOrderable
from orders.lines import lines_of
from orders.loading import OrderRow
from orders.menu.collection_times import soonest_window
from orders.menu.pickup import kitchen_of
from orders.menu.places import Counter, locked_counter
from orders.menu.windows import WINDOW
from orders.models import OrderState, orders


def kept_in_time(connection: Connection, order: OrderRow, now: datetime) -> bool:
    """Whether all of it is held now, perhaps for a later time; where not, nothing of it has changed.

    At a table what lapsed is open again, and perhaps another's to pay: it is held no second time.
    """
    held = order.state == OrderState.HELD
    if order.sitting_id is not None and not held:
        return False
    try:
        at_table = order.sitting_id is not None
        counter = locked_counter(connection, order.location_id, at_table=at_table)
        begin = work_begins(connection, order, now)
        soon = is_too_soon(order, counter, begin)
        if held and not soon:
            return True
        clear_way(connection, order.location_id, now, but=order.id)
        if not held:
            check_there(connection, order, order.starts_at)
        if not soon:
            take(connection, order, wanted_again(connection, order, now))
            return True
        return order.pickup_at is None and made_later(connection, order, counter, begin, now)
    except (*claims.FULL, NotOrderable):
        return False


def wanted_again(connection: Connection, order: OrderRow, now: datetime) -> list[Claim]:
    """What lapsed; what is to be collected as soon as possible is so from now on."""
    found = claims.claimed_anew(connection, order.id)
    if order.collect_at is not None:
        return found
    soonest = soonest_window(now)
    return [
        replace(each, starts_at=max(each.starts_at, soonest))
        if isinstance(each, Collection)
        else each
        for each in found
    ]


def take(connection: Connection, order: OrderRow, wanted: Sequence[Claim]) -> None:
    claims.write(connection, order.id, claims.take(connection, wanted))


def has_its_items(connection: Connection, order: OrderRow, now: datetime) -> bool:
    """Whether what a booking is with, of a menu, is held again; where not, nothing is."""
    if not order.with_items:
        return True
    clear_way(connection, order.location_id, now, but=order.id)
    try:
        check_there(connection, order, order.starts_at)
        claims.take_again(connection, order.id)
    except ItemSoldOut:
        return False
    return True


def check_there(connection: Connection, order: OrderRow, at: datetime | None) -> None:
    """ItemSoldOut where its place has said of something that there is none on the day of that moment."""
    assert at is not None, order.id
    wanted = [each.item_id for each in lines_of(connection, order.id) if each.item_id]
    for item in reading.items(connection, wanted, at).values():
        if item.sold_out:
            raise ItemSoldOut(item.id)


def work_begins(connection: Connection, order: OrderRow, now: datetime) -> datetime:
    """From when on its kitchen can work on it: what is collected at a time has to be there first."""
    if order.collect_at is None:
        return now
    return max(now, order.collect_at) + keeping.way_of(connection, order)


def is_too_soon(order: OrderRow, counter: Counter, begin: datetime) -> bool:
    """For what is held the kitchen has had some of its time; a time that was chosen was agreed."""
    assert order.starts_at is not None, order.id
    needed = timedelta(minutes=counter.lead_minutes) / 2
    if order.pickup_at is not None:
        needed = timedelta()
    return begin + needed > order.starts_at


def made_later(
    connection: Connection, order: OrderRow, counter: Counter, begin: datetime, now: datetime
) -> bool:
    """In the first windows that are free, its own among them; its stock stays that of its day."""
    held = order.state == OrderState.HELD
    own = claims.claimed(connection, order.id) if held else wanted_again(connection, order, now)
    items = sum(each.quantity for each in own if isinstance(each, Kitchen))
    kitchen = kitchen_of(connection, counter, now, (), begin)
    if held:
        kitchen = replace(kitchen, taken=without(kitchen.taken, own))
    starts_at = kitchen.soonest(items)
    work = kitchen.spread(items, starts_at) if starts_at is not None else None
    if starts_at is None or work is None or counter.day(starts_at) != day_of(order, counter):
        return False
    wanted: list[Claim] = [each for each in own if not isinstance(each, Kitchen)]
    here = counter.location_id
    wanted += [Kitchen(here, at, counter.items_per_window, many) for at, many in work.items()]
    if held:
        claims.give_back_held(connection, order)
    take(connection, order, wanted)
    change = update(orders).where(orders.c.id == order.id)
    ends_at = starts_at + WINDOW
    connection.execute(
        change.values(
            starts_at=starts_at, ends_at=ends_at, occupied_from=starts_at, occupied_until=ends_at
        )
    )
    return True


def day_of(order: OrderRow, counter: Counter) -> date:
    assert order.starts_at is not None, order.id
    return counter.day(order.starts_at)


def without(taken: Mapping[datetime, int], own: Sequence[Claim]) -> dict[datetime, int]:
    """What others take."""
    left = dict(taken)
    for each in own:
        if isinstance(each, Kitchen):
            left[each.starts_at] = left.get(each.starts_at, 0) - each.quantity
    return left
