"""A line that can't be had after it was paid: its place proposes something else, and its guest says yes or no.

A yes puts a line of its own beside the one that is missing; a no, or no answer in time, gives the money
back. Of all that may happen to a question one thing does (docs/decisions/0070).
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from catalog.menu.errors import ChoiceRefused
from database.outbox import Message, put_all
from orders.errors import (
    AlreadyAsked,
    ItemSoldOut,
    NothingElse,
    NotYourOrder,
    OrderMoved,
    ReplacementOver,
)
from orders.line_models import ReplacementState, line_replacements
from orders.loading import OrderRow, locked, locked_for_guest, locked_for_staff
from orders.menu import replacements, substituting
from orders.menu.items import item_of, line_of
from orders.menu.replacements import Replacement
from orders.models import orders
from orders.money import goodwill, lacking, taking_off
from orders.money.disputes import is_disputed
from orders.money.lacking import Lacking
from orders.notices import notice, of_other_lines, to_guest
from orders.pricing import Line
from orders.rules import LIVE
from people import standing
from people.queries import staff_of
from people.rights import Right

REPLY = timedelta(minutes=10)
"""So long a guest has to answer while somebody stands in the kitchen."""


def propose(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    staff_id: int,
    position: int,
    quantity: int,
    item_id: int,
    now: datetime,
) -> int:
    """Ask the guest to take an item, as it is usually had, instead of so many of a line; its id."""
    order = locked_for_staff(connection, order_id, staff_id)
    line = lacking.checked(connection, order, position, quantity)
    if position in lacking.asked_of(connection, order_id):
        raise AlreadyAsked(order_id)
    other = offered(connection, order, item_id, quantity, now)
    if other.item_id == line.item_id:
        raise NothingElse(order_id)
    check_money(connection, order, line, other, quantity)
    row = {
        "order_id": order_id,
        "position": position,
        "quantity": quantity,
        "item_id": item_id,
        "title": other.title,
        "options": [asdict(each) for each in other.options],
        "price": other.unit_price,
        "unit_price": min(other.unit_price, line.unit_price),
        "tax_basis_points": other.tax_basis_points,
        "state": ReplacementState.OPEN,
        "asked_by": staff_id,
        "asked_at": now,
        "until": min(now + REPLY, order.valid_until or now + REPLY),
    }
    made = insert(line_replacements).values(**row).returning(line_replacements.c.id)
    replacement_id: int = connection.execute(made).scalar_one()
    put_all(connection, [asking(order, replacement_id, ReplacementState.OPEN)], now)
    return replacement_id


def offered(
    connection: Connection, order: OrderRow, item_id: int, quantity: int, now: datetime
) -> Line:
    """As it would be ordered there now; NothingElse for what can't be."""
    item = item_of(connection, item_id, substituting.had_at(order, now))
    if (item.location_id, item.currency) != (order.location_id, order.currency):
        raise NothingElse(order.id)
    if item.sold_out:
        raise ItemSoldOut(item_id)
    try:
        return line_of(item, sorted(item.defaults), quantity, "")
    except ChoiceRefused as error:
        raise NothingElse(order.id) from error


def check_money(
    connection: Connection, order: OrderRow, line: Line, other: Line, quantity: int
) -> None:
    """Whatever is answered, what goes back then has to be able to: the refusals of goodwill."""
    cheaper = max(0, line.unit_price - other.unit_price)
    payment = goodwill.paid(connection, order.id)
    for amount in (line.unit_price * quantity, cheaper * quantity):
        back = lacking.shares_of(connection, order, amount).back
        if back:
            given = payment.refunded if payment else 0
            lacking.checked_payer(connection, order, back, given)


def accept(connection: Connection, replacement_id: int, guest_id: int, now: datetime) -> int:
    """The guest takes it: a line of its own, and back what it costs less; again it changes nothing. The order's id."""
    standing.keep_alone(connection, guest_id)
    order, asked = taken(connection, replacement_id, guest_id)
    if asked.state is ReplacementState.ACCEPTED:
        return order.id
    if order.state not in LIVE:
        raise OrderMoved(order.id, order.state)
    if not asked.is_open(now):
        raise ReplacementOver(order.id)
    line = lacking.bought(connection, order.id)[asked.position]
    new_position = substituting.last(connection, order.id) + 1
    end(connection, order.id, asked.id, ReplacementState.ACCEPTED, now, new_position=new_position)
    substituting.substitute(connection, order, asked, line, new_position, now)
    news = answered(connection, order, asked, ReplacementState.ACCEPTED)
    news += of_other_lines(connection, order, now, f"instead:{replacement_id}")
    put_all(connection, news, now)
    return order.id


def decline(connection: Connection, replacement_id: int, guest_id: int, now: datetime) -> int:
    """The guest would rather have the money; again it changes nothing. The order's id."""
    order, asked = taken(connection, replacement_id, guest_id)
    if asked.state is ReplacementState.DECLINED:
        return order.id
    if asked.state is not ReplacementState.OPEN:
        raise ReplacementOver(order.id)
    fall_back(connection, order, asked, ReplacementState.DECLINED, now)
    return order.id


def withdraw(connection: Connection, replacement_id: int, staff_id: int, now: datetime) -> int:
    """Its place asks no more, and gives the money back; again it changes nothing. The order's id."""
    asked = replacements.one(connection, replacement_id)
    if asked is None:
        raise NotYourOrder(replacement_id)
    order = locked_for_staff(connection, asked.order_id, staff_id)
    now_asked = replacements.one(connection, replacement_id)
    assert now_asked is not None
    if now_asked.state is ReplacementState.OPEN:
        fall_back(connection, order, now_asked, ReplacementState.WITHDRAWN, now)
    return order.id


def expire(connection: Connection, now: datetime, limit: int = 50) -> int:
    """Give back what nobody answered about in time; how many. Call again while it is the limit.

    While a bank has the money nothing can go back: it waits for the bank's word.
    """
    due = (
        select(line_replacements.c.id, line_replacements.c.order_id)
        .join(orders, orders.c.id == line_replacements.c.order_id)
        .where(replacements.OPEN, line_replacements.c.until <= now, ~is_disputed(orders.c.id))
        .order_by(line_replacements.c.until, line_replacements.c.id)
        .limit(limit)
        .with_for_update(of=orders, skip_locked=True)
    )
    found = connection.execute(due).all()
    for replacement_id, order_id in found:
        asked = replacements.one(connection, replacement_id)
        if asked is not None and asked.state is ReplacementState.OPEN:
            order = locked(connection, order_id)
            fall_back(connection, order, asked, ReplacementState.EXPIRED, now)
    return len(found)


def fall_back(
    connection: Connection,
    order: OrderRow,
    asked: Replacement,
    state: ReplacementState,
    now: datetime,
) -> None:
    """The line is missing as if nothing had been asked; of an order that ended, where its money is left."""
    line = lacking.bought(connection, order.id)[asked.position]
    gone = Lacking(asked.position, line, asked.quantity, asked.asked_by)
    payment = goodwill.paid(connection, order.id)
    left = taking_off.open_at_counter(order) + lacking.left_in(payment)
    left = max(left, lacking.left_in(lacking.rest_of(connection, order)))
    if gone.amount > left or (not gone.amount and order.state not in LIVE):
        state = ReplacementState.OVER
    end(connection, order.id, asked.id, state, now)
    put_all(connection, answered(connection, order, asked, state), now)
    if state is not ReplacementState.OVER:
        given = payment.refunded if payment else 0
        lacking.take_back(connection, order, gone, given, now)


def end(
    connection: Connection,
    order_id: int,
    replacement_id: int,
    state: ReplacementState,
    now: datetime,
    *,
    new_position: int | None = None,
) -> None:
    """From open to what became of it, once: whoever is second hears ReplacementOver."""
    given = {
        "replacement": replacement_id,
        "becomes": state,
        "at": now,
        "place": new_position,
    }
    if connection.execute(ending(), given).one_or_none() is None:
        raise ReplacementOver(order_id)


@cache
def ending() -> ReturningUpdate[int]:
    still = (line_replacements.c.id == bindparam("replacement"), replacements.OPEN)
    return (
        update(line_replacements)
        .where(*still)
        .values(
            state=bindparam("becomes"),
            answered_at=bindparam("at"),
            new_position=bindparam("place"),
        )
        .returning(line_replacements.c.id)
    )


def taken(
    connection: Connection, replacement_id: int, guest_id: int
) -> tuple[OrderRow, Replacement]:
    """The guest's order, its row taken first, and the question as it stands then."""
    asked = replacements.one(connection, replacement_id)
    if asked is None:
        raise NotYourOrder(replacement_id)
    order = locked_for_guest(connection, asked.order_id, guest_id)
    again = replacements.one(connection, replacement_id)
    assert again is not None
    return order, again


def asking(order: OrderRow, replacement_id: int, state: ReplacementState) -> Message:
    """The question to the guest, as it stands; once answered it only loses its buttons."""
    quiet = state is not ReplacementState.OPEN
    mark = f"{replacement_id}:{state}"
    return to_guest(order, "replacement", mark=mark, quiet=quiet, replacement=replacement_id)


def answered(
    connection: Connection, order: OrderRow, asked: Replacement, state: ReplacementState
) -> list[Message]:
    """To both sides; whoever withdrew it sees it on their page."""
    about: dict[str, Any] = {"order": order.id, "replacement": asked.id}
    silent = state in {ReplacementState.WITHDRAWN, ReplacementState.OVER}
    staff = (
        notice("replacement_answered", person, f"{asked.id}:{state}", **about)
        for person in staff_of(connection, order.merchant_id, Right.BOOKINGS)
    )
    return [asking(order, asked.id, state), *(() if silent else staff)]
