"""A former order is put into a cart again: in place of what is in it, or beside it, as its guest says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from catalog.menu import delivering
from database import rows
from orders.agreed_addresses import agreed_address
from orders.errors import CartFull, NotYourOrder, OtherCurrency, TooManyOfOne
from orders.line_models import line_replacements
from orders.loading import OrderRow, locked_for_guest, unlocked
from orders.menu import drafts, renewing
from orders.menu.carts import with_more
from orders.menu.drafts import Numbered
from orders.menu.holding import held_alike
from orders.menu.places import counter_at
from orders.models import WITHOUT_CLAIMS, Fulfilment, orders
from orders.money.lacking import bought
from orders.pricing import Line, LineKind
from people import addressing, standing


@dataclass(frozen=True, slots=True)
class Again:
    """The cart that is like a former order, if anything of it can still be had, and what can't."""

    order_id: int | None
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A cart with something else in it, and whether a former order has room beside that."""

    order_id: int
    room: bool


def again(
    connection: Connection, guest_id: int, order_id: int, now: datetime, *, beside: bool = False
) -> Again:
    """What was ordered then is in the cart now, at the prices of now; nothing else, or `beside` what is.

    Beside it, CartFull or TooManyOfOne where it has no room, OtherCurrency in other money.
    """
    standing.keep_alone(connection, guest_id)
    former = locked_for_guest(connection, order_id, guest_id)
    here, gone = as_now(connection, former, now)
    if not here:
        return Again(None, gone)
    order = drafts.taken_at(connection, guest_id, former.location_id)
    if order is None:
        counter = counter_at(connection, former.location_id, guest_id)
        given = (guest_id, counter, former.currency, former.source_id, now)
        order = drafts.new_draft(connection, *given)
    if not beside:
        _have_brought_again(connection, order, former, now)
    lines = drafts.renumbered(here)
    if beside:
        there = drafts.numbered_lines(connection, order.id)
        lines = together(there, order.currency, here, former)
    drafts.keep(connection, order, lines, now)
    return Again(order.id, gone)


def _have_brought_again(
    connection: Connection, order: OrderRow, former: OrderRow, now: datetime
) -> None:
    """To where it was brought then, if its guest keeps that address and the place still comes there."""
    if former.fulfilment != Fulfilment.DELIVERY or order.sitting_id is not None:
        return
    then = agreed_address(connection, former.id)
    if then is None:
        return
    given = (former.location_id, then.point, former.currency)
    if delivering.reach(connection, *given) is None:
        return
    for each in addressing.kept(connection, former.guest_id):
        if (each.point, each.text) == (then.point, then.text):
            addressing.choose(connection, former.guest_id, each.id, now)
            brought = update(orders).where(orders.c.id == order.id)
            connection.execute(brought.values(fulfilment=Fulfilment.DELIVERY))
            return


def held_again(connection: Connection, guest_id: int, order_id: int, now: datetime) -> int | None:
    """An order of the same as a former one that the guest holds already and has not paid."""
    former = read(connection, guest_id, order_id)
    here, _ = as_now(connection, former, now)
    return held_alike(connection, guest_id, here, now)


def gone(connection: Connection, guest_id: int, order_id: int, now: datetime) -> tuple[str, ...]:
    """The names of what of a former order can't be had as it was. For a page, too."""
    return as_now(connection, read(connection, guest_id, order_id), now)[1]


def in_the_way(
    connection: Connection, guest_id: int, order_id: int, now: datetime
) -> InTheWay | None:
    """The cart that a former order would replace; None where that would lose nothing. For a page, too."""
    former = read(connection, guest_id, order_id)
    here, _ = as_now(connection, former, now)
    order = drafts.draft_at(connection, guest_id, former.location_id)
    there = {} if order is None else drafts.numbered_lines(connection, order.id)
    if order is None or not there or not here or _wanted(there.values()) == _wanted(here):
        return None
    try:
        together(there, order.currency, here, former)
    except (CartFull, TooManyOfOne, OtherCurrency):
        return InTheWay(order.id, room=False)
    return InTheWay(order.id, room=True)


def _wanted(lines: Iterable[Line]) -> list[tuple[Any, ...]]:
    """What is wanted, whatever it was called and cost when it was put in."""
    return [
        (each.item_id, each.quantity, [option.id for option in each.options], each.note)
        for each in lines
    ]


def read(connection: Connection, guest_id: int, order_id: int) -> OrderRow:
    """The guest's order as it is; NotYourOrder for another's."""
    query = unlocked().where(orders.c.id == order_id, orders.c.guest_id == guest_id)
    former = rows.one_or_none(OrderRow, connection.execute(query))
    if former is None:
        raise NotYourOrder(order_id)
    return former


def as_now(
    connection: Connection, former: OrderRow, now: datetime
) -> tuple[list[Line], tuple[str, ...]]:
    """What was ordered, not what was taken instead of it, as it would be ordered now; what can't be."""
    if former.fulfilment in WITHOUT_CLAIMS:
        raise NotYourOrder(former.id)
    asked = line_replacements.c
    instead = select(asked.new_position).where(asked.order_id == former.id)
    not_wanted = set(connection.execute(instead).scalars())
    wanted = [
        line
        for position, line in bought(connection, former.id).items()
        if line.kind == LineKind.ITEM and position not in not_wanted
    ]
    return renewing.as_now(connection, wanted, former.currency, now)


def together(there: Numbered, currency: str, here: list[Line], former: OrderRow) -> Numbered:
    """Both, with as much of the same as one line."""
    if currency != former.currency:
        raise OtherCurrency(here[0].item_id or 0)
    lines = there
    for each in here:
        lines = with_more(lines, each, former.location_id)
    return lines
