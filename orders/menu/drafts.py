"""A cart's rows: an order in state draft and its lines, as nobody but its guest sees them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    Select,
    Update,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from database import rows
from orders.booking.drafting import add_draft
from orders.errors import CartEmpty, NotYourOrder, TooManyCarts
from orders.line_models import order_lines
from orders.lines import line_of, reading
from orders.loading import OrderRow, unlocked, whole
from orders.menu.places import Counter
from orders.models import WITHOUT_CLAIMS, Fulfilment, OrderState, orders
from orders.pricing import Line, priced
from orders.rules import CART
from orders.transitions import Reason, move

CARTS_AT_ONCE = 20
LONGEST_TITLE = 100
EMPTY = MappingProxyType({"seats": 1, "uses": 1, "note": "", "title": "", "total": 0})

DRAFT = orders.c.state == literal_column(f"'{OrderState.DRAFT}'")
"""Written out: neither engine fits its small index to a bound value."""

Numbered = dict[int, Line]
"""Lines by their place, which stays theirs as long as they are in the cart."""


def draft_at(connection: Connection, guest_id: int, location_id: int) -> OrderRow | None:
    """The guest's cart at a place."""
    given = {"guest": guest_id, "location": location_id}
    return rows.one_or_none(OrderRow, connection.execute(drafted(), given))


def taken_at(connection: Connection, guest_id: int, location_id: int) -> OrderRow | None:
    """The same, taken until the transaction ends."""
    given = {"guest": guest_id, "location": location_id}
    return rows.one_or_none(OrderRow, connection.execute(taking(), given))


@cache
def taking() -> Select[*tuple[Any, ...]]:
    return drafted().with_for_update(of=orders)


@cache
def drafted() -> Select[*tuple[Any, ...]]:
    return unlocked().where(
        orders.c.guest_id == bindparam("guest"),
        orders.c.location_id == bindparam("location"),
        DRAFT,
    )


def own(connection: Connection, order_id: int, guest_id: int) -> OrderRow:
    """What is or was the guest's own cart, taken until the transaction ends."""
    given = {"order": order_id, "guest": guest_id}
    order = rows.one_or_none(OrderRow, connection.execute(taking_own(), given))
    if order is None or order.fulfilment in WITHOUT_CLAIMS:
        raise NotYourOrder(order_id)
    return order


@cache
def taking_own() -> Select[*tuple[Any, ...]]:
    this = (orders.c.id == bindparam("order"), orders.c.guest_id == bindparam("guest"))
    return whole().where(*this)


def still(order: OrderRow) -> OrderRow:
    """CartEmpty where it is a cart no more."""
    if order.state != OrderState.DRAFT:
        raise CartEmpty(order.location_id, order.id)
    return order


def new_draft(  # noqa: PLR0917 - whose, where, of what, by what
    connection: Connection,
    guest_id: int,
    counter: Counter,
    currency: str,
    source_id: int | None,
    now: datetime,
) -> OrderRow:
    """An empty cart where the guest has none; the one that a hold filled again in the same moment.

    For the table at which the guest sits there, or to be picked up.
    """
    if connection.execute(counting(), {"guest": guest_id}).scalar_one() >= CARTS_AT_ONCE:
        raise TooManyCarts(CARTS_AT_ONCE)
    row = {
        "guest_id": guest_id,
        "merchant_id": counter.merchant_id,
        "location_id": counter.location_id,
        "currency": currency,
        "terms": counter.terms.fair_in(currency).as_json(),
        "source_id": source_id,
        "fulfilment": Fulfilment.PICKUP if counter.sitting_id is None else Fulfilment.TABLE,
        "sitting_id": counter.sitting_id,
        **EMPTY,
    }
    made = add_draft(connection, row, now)
    if made is not None:
        return own(connection, made, guest_id)
    again = taken_at(connection, guest_id, counter.location_id)
    assert again is not None, guest_id
    return again


@cache
def counting() -> Select[int]:
    mine = (orders.c.guest_id == bindparam("guest"), DRAFT)
    return select(func.count()).select_from(orders).where(*mine)


def numbered_lines(connection: Connection, order_id: int) -> Numbered:
    """The lines of a cart by their places."""
    found = connection.execute(reading(), {"order": order_id}).all()
    return {row[0]: line_of(row) for row in found}


def keep(connection: Connection, order: OrderRow, lines: Numbered, now: datetime) -> None:
    """These are in the cart from now on; one with nothing in it is put away."""
    if not lines:
        put_away(connection, order, Reason.RELEASED, order.guest_id, now)
        return
    write_lines(connection, order.id, lines)
    values = {"new_total": total_of(lines), "new_title": title_of(lines)}
    given = {"order": order.id, **values, "until": now + CART, "now": now}
    connection.execute(changing(), given)


@cache
def changing() -> Update:
    return (
        update(orders)
        .where(orders.c.id == bindparam("order"))
        .values(
            total=bindparam("new_total"),
            title=bindparam("new_title"),
            held_until=bindparam("until"),
            created_at=bindparam("now"),
        )
    )


def title_of(lines: Numbered) -> str:
    """What the order is called in lists."""
    names = ", ".join(dict.fromkeys(each.title for each in lines.values()))
    return names if len(names) <= LONGEST_TITLE else f"{names[: LONGEST_TITLE - 1]}…"


def total_of(lines: Numbered) -> int:
    return priced(list(lines.values())).total


def put_away(
    connection: Connection, order: OrderRow, reason: Reason, actor_id: int | None, now: datetime
) -> None:
    """It is a cart no more, and nothing of it stays."""
    connection.execute(emptying(), {"order": order.id})
    step = (OrderState.LAPSED, reason)
    move(connection, order, step, actor_id=actor_id, now=now, total=0, note="")


def write_lines(connection: Connection, order_id: int, lines: Numbered) -> None:
    """In place of those that were there."""
    connection.execute(emptying(), {"order": order_id})
    connection.execute(adding(), [row_of(order_id, *each) for each in sorted(lines.items())])


@cache
def emptying() -> Delete:
    return delete(order_lines).where(order_lines.c.order_id == bindparam("order"))


@cache
def adding() -> Insert:
    return insert(order_lines)


def row_of(order_id: int, position: int, line: Line) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "position": position,
        "kind": line.kind,
        "service_id": line.service_id,
        "title": line.title,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "amount": line.amount,
        "item_id": line.item_id,
        "options": [asdict(each) for each in line.options],
        "note": line.note,
        "tax_basis_points": line.tax_basis_points,
    }


def renumbered(lines: Sequence[Line]) -> Numbered:
    """In their order, from 1 on."""
    return dict(enumerate(lines, 1))


def leave_all(connection: Connection, person_id: int, now: datetime) -> None:
    """Whoever goes for good has no carts."""
    query = whole().where(orders.c.guest_id == person_id, orders.c.state == OrderState.DRAFT)
    for order in rows.every(OrderRow, connection.execute(query)):
        put_away(connection, order, Reason.RELEASED, person_id, now)


def sweep(connection: Connection, now: datetime, limit: int = 50) -> int:
    """Put away carts that nobody touched for long; how many. Call again while it is the limit."""
    old = whole().where(DRAFT, orders.c.held_until <= now)
    old = old.order_by(orders.c.held_until, orders.c.id).limit(limit)
    swept = connection.execute(old.with_for_update(of=orders, skip_locked=True))
    found = rows.every(OrderRow, swept)
    for order in found:
        put_away(connection, order, Reason.LAPSED, None, now)
    return len(found)
