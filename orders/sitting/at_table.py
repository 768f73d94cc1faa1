"""What stands at one table: who sits there, who ordered what, what is paid, and what is open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, func, select

from catalog.models import merchants
from catalog.tables.table_models import dining_tables
from database import rows
from orders.line_models import order_lines
from orders.lines import line_of, parts_of_line
from orders.models import OrderState, orders
from orders.pricing import LineOption
from orders.rules import COMING, names
from orders.sitting.open_carts import OpenCart, open_carts
from orders.sitting.sitting_models import sitting_guests, sittings
from people.models import people


class Standing(StrEnum):
    """How a line of a table stands."""

    OPEN = "open"  # chosen, and nobody pays for it yet
    PAYING = "paying"
    ORDERED = "ordered"  # to be made; something of its order is still to be paid at the counter
    PAID = "paid"
    READY = "ready"
    BROUGHT = "brought"
    GONE = "gone"  # called off, by whomever


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody of a table; `number` and `joined_at` are None for who has left it."""

    guest_id: int
    name: str
    number: int | None
    joined_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seat:
    """At which table somebody sits, and whose that is."""

    sitting_id: int
    table_id: int
    table: str
    merchant_id: int
    merchant: str
    location_id: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class TableLine:
    """So many of one thing: whose it is, and who pays or paid. Money in minor units."""

    order_id: int
    guest_id: int
    payer_id: int
    title: str
    options: tuple[LineOption, ...]
    quantity: int
    amount: int
    currency: str
    standing: Standing
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Unpaid:
    """What an order of a table leaves for the counter, and who pays it; minor units."""

    order_id: int
    payer_id: int
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class AtTable:
    """One sitting as whoever sits there, or serves there, sees it."""

    sitting_id: int
    table_id: int
    table: str
    merchant_id: int
    location_id: int
    opened_at: datetime
    sitters: Mapping[int, Sitter]
    lines: tuple[TableLine, ...]
    carts: tuple[OpenCart, ...]
    unpaid: tuple[Unpaid, ...]

    @property
    def shown(self) -> int:
        """A number that is another one for whatever may be open here."""
        return as_shown(self.carts)

    def open_lines(self, currency: str) -> list[TableLine]:
        """What nobody pays for yet."""
        wanted = (Standing.OPEN, currency)
        return [each for each in self.lines if (each.standing, each.currency) == wanted]

    def currency_of(self, guest_id: int) -> str | None:
        """The one in which the guest would pay: of their own cart, or of the first that is open."""
        own = (each.order.currency for each in self.carts if each.order.guest_id == guest_id)
        return next(own, next((each.order.currency for each in self.carts), None))


def at_table(
    connection: Connection, sitting_id: int, guest_id: int, now: datetime
) -> AtTable | None:
    """A sitting as one of those who sit there sees it; None for everybody else."""
    row = connection.execute(_seated(), {"sitting": sitting_id, "guest": guest_id}).one_or_none()
    return None if row is None else _of(connection, row, now)


def open_at_place(connection: Connection, location_id: int, now: datetime) -> dict[int, AtTable]:
    """Every sitting of a place that stands, by its table, for its staff."""
    query = _sittings().where(sittings.c.location_id == location_id)
    return {row.table_id: _of(connection, row, now) for row in connection.execute(query).all()}


def open_at(connection: Connection, table_id: int, now: datetime) -> AtTable | None:
    """The sitting at one table, likewise."""
    row = connection.execute(_sittings().where(sittings.c.table_id == table_id)).one_or_none()
    return None if row is None else _of(connection, row, now)


def mine(connection: Connection, guest_id: int) -> Seat | None:
    """Where the guest sits now."""
    return rows.one_or_none(Seat, connection.execute(_own_seat(), {"guest": guest_id}))


def as_shown(carts: Iterable[OpenCart]) -> int:
    told = [
        (each.order.id, line.position, line.quantity, line.unit_price, line.what, line.left)
        for each in carts
        for line in each.lines
    ]
    return crc32(repr(told).encode()) >> 1


@cache
def _own_seat() -> Select[*tuple[Any, ...]]:
    here = sitting_guests.c.guest_id == bindparam("guest")
    return (
        _sittings().join(sitting_guests, sitting_guests.c.sitting_id == sittings.c.id).where(here)
    )


@cache
def _seated() -> Select[*tuple[Any, ...]]:
    return _own_seat().where(sittings.c.id == bindparam("sitting"))


def _sittings() -> Select[*tuple[Any, ...]]:
    return (
        select(
            sittings.c.id.label("sitting_id"),
            sittings.c.table_id,
            dining_tables.c.name.label("table"),
            dining_tables.c.merchant_id,
            merchants.c.name.label("merchant"),
            sittings.c.location_id,
            sittings.c.opened_at,
        )
        .join(dining_tables, dining_tables.c.id == sittings.c.table_id)
        .join(merchants, merchants.c.id == dining_tables.c.merchant_id)
        .where(sittings.c.ended_at.is_(None))
    )


def _of(connection: Connection, row: Row[*tuple[Any, ...]], now: datetime) -> AtTable:
    carts = open_carts(connection, row.sitting_id, now)
    ordered = connection.execute(_ordering(), {"sitting": row.sitting_id}).all()
    lines = (*map(_line, ordered), *_chosen(carts))
    return AtTable(
        sitting_id=row.sitting_id,
        table_id=row.table_id,
        table=row.table,
        merchant_id=row.merchant_id,
        location_id=row.location_id,
        opened_at=row.opened_at,
        sitters=_sitters(connection, row.sitting_id, lines),
        lines=lines,
        carts=tuple(carts),
        unpaid=tuple(_unpaid(ordered)),
    )


def _chosen(carts: Sequence[OpenCart]) -> list[TableLine]:
    return [
        TableLine(
            order_id=each.order.id,
            guest_id=each.order.guest_id,
            payer_id=each.order.guest_id,
            title=line.title,
            options=line.options,
            quantity=line.quantity,
            amount=line.amount,
            currency=each.order.currency,
            standing=Standing.OPEN if line.can_be_had else Standing.GONE,
            until=None,
        )
        for each in carts
        for line in each.lines
    ]


SHOWN = (
    OrderState.HELD,
    OrderState.PLACED,
    OrderState.CONFIRMED,
    OrderState.REDEEMED,
    OrderState.DECLINED,
    OrderState.CANCELLED,
    OrderState.EXPIRED,
)


@cache
def _ordering() -> Select[*tuple[Any, ...]]:
    cart = orders.alias("cart")
    return (
        select(
            orders.c.id,
            orders.c.guest_id.label("payer_id"),
            func.coalesce(cart.c.guest_id, orders.c.guest_id).label("guest_id"),
            orders.c.state,
            orders.c.held_until,
            orders.c.ready_at,
            orders.c.currency,
            _left().label("left"),
            *parts_of_line(),
        )
        .join_from(orders, order_lines, order_lines.c.order_id == orders.c.id)
        .outerjoin(cart, cart.c.id == order_lines.c.taken_from)
        .where(
            orders.c.sitting_id == bindparam("sitting"),
            orders.c.state.in_(bindparam("states", names(SHOWN), expanding=True)),
        )
        .order_by(orders.c.id, order_lines.c.position)
    )


def _left() -> ColumnElement[int]:
    """What of an order is still to be paid at the counter."""
    due = orders.c.state.in_(names(COMING)) & ~orders.c.counter_settled
    return case((due, orders.c.at_counter), else_=0)


def _unpaid(ordered: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[Unpaid]:
    """One an order."""
    found = {row.id: row for row in ordered if row.left}
    for row in found.values():
        yield Unpaid(row.id, row.payer_id, row.left, row.currency)


def _line(row: Row[*tuple[Any, ...]]) -> TableLine:
    order_id, payer_id, guest_id, state, held_until, ready_at, currency, left, *parts = row
    line = line_of(parts)
    return TableLine(
        order_id=order_id,
        guest_id=guest_id,
        payer_id=payer_id,
        title=line.title,
        options=line.options,
        quantity=line.quantity,
        amount=line.amount,
        currency=currency,
        standing=_standing(OrderState(state), ready=ready_at is not None, paid=not left),
        until=held_until if state == OrderState.HELD else None,
    )


def _standing(state: OrderState, *, ready: bool, paid: bool) -> Standing:
    if state is OrderState.HELD:
        return Standing.PAYING
    if state in {OrderState.PLACED, OrderState.CONFIRMED}:
        waiting = Standing.PAID if paid else Standing.ORDERED
        return Standing.READY if ready else waiting
    return Standing.BROUGHT if state is OrderState.REDEEMED else Standing.GONE


def _sitters(
    connection: Connection, sitting_id: int, lines: Iterable[TableLine]
) -> dict[int, Sitter]:
    """Those who sit there in the order in which they came, then who left and ordered something."""
    there = (
        select(people.c.id, people.c.name, sitting_guests.c.number, sitting_guests.c.joined_at)
        .join(sitting_guests, sitting_guests.c.guest_id == people.c.id)
        .where(sitting_guests.c.sitting_id == sitting_id)
        .order_by(sitting_guests.c.number)
    )
    found = {row[0]: Sitter(*row) for row in connection.execute(there)}
    named = {each for line in lines for each in (line.guest_id, line.payer_id)}
    left = select(people.c.id, people.c.name).where(people.c.id.in_(named - set(found)))
    for guest_id, name in connection.execute(left.order_by(people.c.id)):
        found[guest_id] = Sitter(guest_id, name, None, None)
    return found
