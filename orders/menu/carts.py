"""A guest fills a cart at one place, and takes what is in it to pay.

What is done with a cart takes the guest's row first, so that two devices do it one after another.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from database.money import LimitsOf, unlimited
from orders.errors import CartFull, LineNoteTooLong, OtherCurrency, TooManyOfOne
from orders.loading import OrderRow
from orders.menu import drafts, holding, plans, renewing
from orders.menu.drafts import Numbered
from orders.menu.items import item_of, line_of, stock_left
from orders.menu.pickup import (
    first_pickup,
    kitchen_of,
    pickup_days,
    pickup_times,
    soonest_pickup,
)
from orders.menu.places import PaidHere, counter_at
from orders.menu.plans import HowPaid, percent_at
from orders.menu.showing import Cart, CartLine, cart, cart_of
from orders.models import Fulfilment, OrderState, orders
from orders.pricing import Line, LineChange
from orders.transitions import Reason
from people import standing

__all__ = [
    "Cart",
    "CartLine",
    "cart_of",
    "first_pickup",
    "percent_at",
    "pickup_days",
    "pickup_times",
    "soonest_pickup",
    "stock_left",
]

MOST_LINES = 40
MOST_OF_ONE = 50
LONGEST_NOTE = 140


def add(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    guest_id: int,
    item_id: int,
    option_ids: Sequence[int],
    quantity: int,
    note: str,
    source_id: int | None,
    now: datetime,
    *,
    had: int | None = None,
) -> int:
    """So many of an item, with what was chosen of it, into the guest's cart at its place; the cart's id.

    More of the same is one line. Where the cart `had` so many things and has just these more by now,
    they are in it already. Whether it is left, and can be had in time, is asked when it is held.
    """
    standing.keep_alone(connection, guest_id)
    item = item_of(connection, item_id, now)
    line = line_of(item, option_ids, quantity, noted(note))
    order = drafts.taken_at(connection, guest_id, item.location_id)
    if order is None:
        counter = counter_at(connection, item.location_id, guest_id)
        given = (guest_id, counter, item.currency, source_id, now)
        order = drafts.new_draft(connection, *given)
    if order.currency != item.currency:
        raise OtherCurrency(item_id)
    there = drafts.numbered_lines(connection, order.id)
    if had is None or not is_in(there, line, had):
        drafts.keep(connection, order, with_more(there, line, order.location_id), now)
    return order.id


def is_in(lines: Numbered, line: Line, had: int) -> bool:
    """Whether a cart of `had` things has this line more."""
    if sum(each.quantity for each in lines.values()) != had + line.quantity:
        return False
    alike = (each for each in lines.values() if replace(each, quantity=line.quantity) == line)
    return any(each.quantity >= line.quantity for each in alike)


def held_of_item(  # noqa: PLR0917 - likewise
    connection: Connection,
    guest_id: int,
    item_id: int,
    option_ids: Sequence[int],
    quantity: int,
    now: datetime,
) -> int | None:
    """The order of just so many of an item, chosen so, that the guest holds and has not paid."""
    item = item_of(connection, item_id, now)
    lines = [line_of(item, option_ids, quantity, "")]
    return holding.held_alike(connection, guest_id, lines, now)


def with_more(lines: Numbered, line: Line, location_id: int) -> Numbered:
    same = (
        position
        for position, each in lines.items()
        if replace(each, quantity=line.quantity) == line
    )
    position = next(same, None)
    if position is not None:
        line = replace(line, quantity=lines[position].quantity + line.quantity)
    elif len(lines) >= MOST_LINES:
        raise CartFull(location_id, MOST_LINES)
    check_quantity(line)
    return {**lines, position or max(lines, default=0) + 1: line}


def check_quantity(line: Line) -> None:
    if not 1 <= line.quantity <= MOST_OF_ONE:
        raise TooManyOfOne(line.item_id or 0, MOST_OF_ONE)


def noted(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise LineNoteTooLong(LONGEST_NOTE)
    return note


def set_quantity(  # noqa: PLR0917 - likewise
    connection: Connection,
    guest_id: int,
    order_id: int,
    position: int,
    quantity: int,
    now: datetime,
) -> None:
    """So many of a line from now on, with 0 none; a line that is there no more stays away."""
    order, lines = taken(connection, guest_id, order_id)
    if position not in lines:
        return
    line = replace(lines.pop(position), quantity=quantity)
    if quantity:
        check_quantity(line)
        lines = dict(sorted({**lines, position: line}.items()))
    drafts.keep(connection, order, lines, now)


def set_note(  # noqa: PLR0917 - likewise
    connection: Connection, guest_id: int, order_id: int, position: int, note: str, now: datetime
) -> None:
    """What the guest wants of one line."""
    order, lines = taken(connection, guest_id, order_id)
    if position in lines:
        lines[position] = replace(lines[position], note=noted(note))
        drafts.keep(connection, order, lines, now)


def set_options(  # noqa: PLR0917 - likewise
    connection: Connection,
    guest_id: int,
    order_id: int,
    position: int,
    option_ids: Sequence[int],
    now: datetime,
) -> None:
    """A line had with these options, at the price of now; as many as before, with its note.

    Another line that is just like that by now becomes one with it. The refusals of `choosing.check` for
    what can't be chosen; a line that is there no more stays away.
    """
    order, lines = taken(connection, guest_id, order_id)
    if position not in lines:
        return
    before = lines.pop(position)
    item = item_of(connection, before.item_id or 0, now)
    line = line_of(item, option_ids, before.quantity, before.note)
    if order.currency != item.currency:
        raise OtherCurrency(item.id)
    for place, each in tuple(lines.items()):
        if replace(each, quantity=line.quantity) == line:
            line = replace(line, quantity=line.quantity + lines.pop(place).quantity)
    check_quantity(line)
    drafts.keep(connection, order, dict(sorted({**lines, position: line}.items())), now)


def set_pickup_at(
    connection: Connection, guest_id: int, order_id: int, at: datetime | None, now: datetime
) -> None:
    """At a time, or with None as soon as possible; whether it can be is asked when it is held."""
    order, lines = taken(connection, guest_id, order_id)
    if order.sitting_id is not None:
        return  # it is brought as soon as it is made
    change = update(orders).where(orders.c.id == order.id).values(pickup_at=at)
    connection.execute(change)
    drafts.keep(connection, order, lines, now)


def set_collect_at(
    connection: Connection, guest_id: int, order_id: int, at: datetime | None, now: datetime
) -> None:
    """Collected from its guest at a time, or with None as soon as possible; what is back too soon for that
    is back as soon as possible then.
    """
    order, lines = taken(connection, guest_id, order_id)
    change = update(orders).where(orders.c.id == order.id)
    connection.execute(change.values(collect_at=at))
    found = cart(connection, drafts.own(connection, order_id, guest_id), now)
    if found.pickup_at is not None and not is_back_in_time(connection, found, now):
        connection.execute(change.values(pickup_at=None))
    drafts.keep(connection, order, lines, now)


def is_back_in_time(connection: Connection, found: Cart, now: datetime) -> bool:
    """Whether it can be ready at the time that was chosen, from when its place has it."""
    counter = counter_at(connection, found.location_id)
    first = kitchen_of(connection, counter, now, found.within, found.received_at).first
    return found.pickup_at is None or found.pickup_at >= first


def set_fulfilment(
    connection: Connection, guest_id: int, order_id: int, fulfilment: Fulfilment, now: datetime
) -> None:
    """Picked up, or brought; whether it can be is asked when it is held."""
    order, lines = taken(connection, guest_id, order_id)
    assert fulfilment in {Fulfilment.PICKUP, Fulfilment.DELIVERY}, fulfilment
    if order.sitting_id is not None:
        return  # it is served at the table
    change = update(orders).where(orders.c.id == order.id).values(fulfilment=fulfilment)
    connection.execute(change)
    drafts.keep(connection, order, lines, now)


def empty(connection: Connection, guest_id: int, order_id: int, now: datetime) -> None:
    """Nothing is in it any more; again it changes nothing."""
    standing.keep_alone(connection, guest_id)
    order = drafts.own(connection, order_id, guest_id)
    if order.state == OrderState.DRAFT:
        drafts.put_away(connection, order, Reason.RELEASED, guest_id, now)


def own_cart(connection: Connection, guest_id: int, order_id: int, now: datetime) -> Cart:
    """The guest's cart by its number; CartEmpty where it is none any more."""
    return cart(connection, drafts.still(drafts.own(connection, order_id, guest_id)), now)


def is_held(connection: Connection, guest_id: int, order_id: int, now: datetime) -> bool:
    """Whether what was the guest's cart is held by now and not paid."""
    return holding.is_held(drafts.own(connection, order_id, guest_id), now)


def how_paid(
    connection: Connection,
    found: Cart,
    place: PaidHere,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> HowPaid:
    """What of a cart would be paid ahead and what at the counter, and why, if it were ordered now."""
    return plans.how_paid(connection, found, place, now, limits)


def renew(
    connection: Connection, guest_id: int, order_id: int, now: datetime
) -> tuple[LineChange, ...]:
    """The cart as its menu is now: what can't be had is out, prices are those of now; what changed."""
    order, lines = taken(connection, guest_id, order_id)
    found = cart(connection, order, now)
    if found.changes:
        drafts.keep(connection, order, renewing.renewed_lines(connection, found, lines, now), now)
    return found.changes


def hold_cart(
    connection: Connection,
    guest_id: int,
    order_id: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """Keep what is in the cart for the time of paying, at the prices of now; the order's id.

    Pressed again it is the same hold. CartChanged where the menu is not as it was any more: `renew`
    takes that over.
    """
    standing.keep_alone(connection, guest_id)
    order = drafts.own(connection, order_id, guest_id)
    if holding.is_held(order, now):
        return order_id
    holding.hold(connection, drafts.still(order), now, limits)
    return order_id


def taken(connection: Connection, guest_id: int, order_id: int) -> tuple[OrderRow, Numbered]:
    """The guest's cart, alone until the transaction ends; CartEmpty where it is none any more."""
    standing.keep_alone(connection, guest_id)
    order = drafts.still(drafts.own(connection, order_id, guest_id))
    return order, drafts.numbered_lines(connection, order.id)
