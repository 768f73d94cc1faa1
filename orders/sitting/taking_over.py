"""One guest of a table pays for everybody: what others have chosen becomes lines of that order.

Carts are taken in one order before anything else, so that of two who press at the same moment the
second finds nothing open any more; whoever is paying by themselves has no cart to be taken.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from database.money import LimitsOf, unlimited
from database.outbox import Message, put_all
from orders.errors import NothingOpen, TableChanged
from orders.line_models import order_lines
from orders.lines import line_of, parts_of_line
from orders.loading import OrderRow
from orders.menu import drafts, holding
from orders.menu.places import counter_at
from orders.models import OrderState, orders
from orders.notices import microseconds, notice
from orders.pricing import Line
from orders.rules import COMING
from orders.sitting import seats
from orders.sitting.at_table import as_shown
from orders.sitting.open_carts import OpenCart, open_carts
from orders.transitions import Reason
from people import standing
from people.models import people

TAKEN_OVER = "table_taken_over"
"""About what a guest hears for whom somebody else at the table pays."""


def pay_for_all(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    guest_id: int,
    sitting_id: int,
    shown: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """Hold everything that is open at the table for this guest to pay; the order's id.

    Others are told. `shown` is `AtTable.shown` of what the guest has read: TableChanged where that
    is not so any more, NothingOpen where nobody else has anything open.
    """
    standing.keep_alone(connection, guest_id)
    carts = open_carts(connection, sitting_id, now, take=True)
    seats.keep_seated(connection, guest_id, sitting_id)
    own = next((each for each in carts if each.order.guest_id == guest_id), None)
    others = _others(carts, own, guest_id)
    if not others:
        raise NothingOpen(sitting_id)
    if as_shown(carts) != shown:
        raise TableChanged(sitting_id)
    order = own.order if own else _new_cart(connection, guest_id, others[0].order, now)
    lines = [] if own is None else own.to_order()
    taken = [(each.order.id, line) for each in others for line in each.to_order()]
    for each in others:
        drafts.put_away(connection, each.order, Reason.TAKEN_OVER, guest_id, now)
    bought = [*lines, *(line for _, line in taken)]
    drafts.keep(connection, order, drafts.renumbered(bought), now)
    holding.hold(connection, drafts.own(connection, order.id, guest_id), now, limits)
    _name_owners(connection, order.id, len(lines), taken)
    put_all(connection, [_told(sitting_id, guest_id, each, now) for each in others], now)
    return order.id


def lines_of(connection: Connection, cart_id: int) -> list[Line]:
    """What was in a cart when it was taken over."""
    query = select(*parts_of_line()).where(order_lines.c.taken_from == cart_id)
    return [line_of(row) for row in connection.execute(query.order_by(order_lines.c.position))]


def payer_of(connection: Connection, cart_id: int) -> int | None:
    """Who pays, or paid, for what was in a cart; None where nobody took it over, or did not pay."""
    query = (
        select(orders.c.guest_id)
        .join(order_lines, order_lines.c.order_id == orders.c.id)
        .where(order_lines.c.taken_from == cart_id, orders.c.state.in_([OrderState.HELD, *COMING]))
    )
    return connection.execute(query.limit(1)).scalar_one_or_none()


def guests_of(connection: Connection, order_id: int) -> dict[int, str]:
    """By the place of each line that its guest pays for somebody else: whose it is."""
    cart = orders.alias("cart")
    query = (
        select(order_lines.c.position, people.c.name)
        .join_from(order_lines, cart, cart.c.id == order_lines.c.taken_from)
        .join(people, people.c.id == cart.c.guest_id)
        .where(order_lines.c.order_id == order_id)
    )
    return {row.position: row.name for row in connection.execute(query)}


def _others(carts: Sequence[OpenCart], own: OpenCart | None, guest_id: int) -> list[OpenCart]:
    """Those of whom something can be had; in the guest's own currency, or in that of the first."""
    found = [each for each in carts if each.order.guest_id != guest_id and each.to_order()]
    first = own or next(iter(found), None)
    return [each for each in found if first and each.order.currency == first.order.currency]


def _new_cart(connection: Connection, guest_id: int, like: OrderRow, now: datetime) -> OrderRow:
    """Of a guest who has chosen nothing."""
    counter = counter_at(connection, like.location_id, guest_id)
    return drafts.new_draft(connection, guest_id, counter, like.currency, None, now)


def _name_owners(
    connection: Connection, order_id: int, own: int, taken: Sequence[tuple[int, Line]]
) -> None:
    """Whose cart each line was in, behind those of the guest's own."""
    line = (order_lines.c.order_id == order_id, order_lines.c.position == bindparam("at"))
    change = update(order_lines).where(*line).values(taken_from=bindparam("cart"))
    given = [{"at": at, "cart": cart} for at, (cart, _) in enumerate(taken, own + 1)]
    connection.execute(change, given)


def _told(sitting_id: int, payer_id: int, each: OpenCart, now: datetime) -> Message:
    mark = f"{each.order.id}:{microseconds(now)}"
    about: dict[str, Any] = {"sitting": sitting_id, "payer": payer_id, "order": each.order.id}
    return notice(TAKEN_OVER, each.order.guest_id, mark, **about)
