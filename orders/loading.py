"""Reads an order with what deciding about it takes, and keeps others from changing it meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from catalog.models import merchants
from database import rows
from database.errors import Refusal
from orders.errors import NotBookable, NotOrderable, NotYourMerchant, NotYourOrder
from orders.models import OrderState, orders, vouchers
from orders.rules import Terms
from people.errors import NoRight
from people.models import staff
from people.rights import GRANTS, Right, Role, role_at


@dataclass(frozen=True, slots=True)
class OrderRow:
    """The columns of `orders` (see there), and its merchant's state as of a moment before."""

    id: int
    guest_id: int
    merchant_id: int
    location_id: int
    service_id: int | None
    slot_id: int | None
    resource_id: int | None
    chosen_resource_id: int | None
    room: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    occupied_from: datetime | None
    occupied_until: datetime | None
    seats: int
    total: int
    currency: str
    title: str
    uses: int
    terms: dict[str, Any]
    state: str
    held_until: datetime | None
    confirm_by: datetime | None
    valid_until: datetime | None
    ask_at: datetime | None
    note: str
    source_id: int | None
    created_at: datetime
    placed_at: datetime | None
    proposed_for: int | None
    fulfilment: str
    pickup_at: datetime | None
    collect_at: datetime | None
    ready_at: datetime | None
    with_items: bool
    at_counter: int
    counter_settled: bool
    sitting_id: int | None
    merchant_state: str

    @property
    def service(self) -> int:
        """Of an order of one; what is of a menu has none, and is asked before."""
        assert self.service_id is not None, self.id
        return self.service_id

    @property
    def prepaid(self) -> int:
        """What of its total is paid before it is placed: that alone is the market's to keep."""
        return self.total - self.at_counter

    @property
    def hold_ends(self) -> datetime:
        """Of one that is or was held: the table takes no hold without it."""
        assert self.held_until is not None, self.id
        return self.held_until


def lock(connection: Connection, order_id: int) -> None:
    """Nobody else changes this order until the transaction ends: what is read of it now stays true.

    For moves that compare what a person was shown with how it stands.
    """
    if connection.dialect.name != "sqlite":  # there the transaction itself keeps others out
        connection.execute(taking_row(), {"order": order_id})


@cache
def taking_row() -> Select[int]:
    return select(orders.c.id).where(orders.c.id == bindparam("order")).with_for_update()


def locked(connection: Connection, order_id: int) -> OrderRow:
    """The order, its row taken until the transaction ends; NotYourOrder where there is none.

    A cart is none: whoever fills it takes it by `carts`. On SQLite the transaction itself keeps others out. The merchant's state is as of a moment before.
    """
    order = rows.one_or_none(OrderRow, connection.execute(locking(), {"order": order_id}))
    if order is None or order.state == OrderState.DRAFT:
        raise NotYourOrder(order_id)
    return order


@cache
def locking() -> Select[*tuple[Any, ...]]:
    return whole().where(orders.c.id == bindparam("order"))


@cache
def locking_by_code() -> Select[*tuple[Any, ...]]:
    works = (staff.c.merchant_id == orders.c.merchant_id) & (
        staff.c.person_id == bindparam("staff")
    )
    coded = whole().join(vouchers, vouchers.c.order_id == orders.c.id).outerjoin(staff, works)
    return coded.add_columns(staff.c.role).where(vouchers.c.code == bindparam("meant"))


def whole() -> Select[*tuple[Any, ...]]:
    return unlocked().with_for_update(of=orders)


def unlocked() -> Select[*tuple[Any, ...]]:
    """All that an OrderRow has, for a page."""
    merchant = merchants.c.id == orders.c.merchant_id
    state = merchants.c.state.label("merchant_state")
    return select(orders, state).join_from(orders, merchants, merchant)


def seen(connection: Connection, order_id: int) -> OrderRow:
    """An order as it is, for a page; NotYourOrder where there is none."""
    query = unlocked().where(orders.c.id == order_id, orders.c.state != OrderState.DRAFT)
    order = rows.one_or_none(OrderRow, connection.execute(query))
    if order is None:
        raise NotYourOrder(order_id)
    return order


def locked_for_guest(connection: Connection, order_id: int, guest_id: int) -> OrderRow:
    """The guest's order; a time that is only kept for a move of theirs is none of itself."""
    order = locked(connection, order_id)
    if order.guest_id != guest_id or order.proposed_for is not None:
        raise NotYourOrder(order_id)
    return order


def locked_for_staff(
    connection: Connection, order_id: int, staff_id: int, right: Right = Right.BOOKINGS
) -> OrderRow:
    """The order, for a person whose role at its merchant grants it; else NotYourMerchant."""
    return for_staff(connection, locked(connection, order_id), staff_id, right)


def locked_by_code(
    connection: Connection, code: str, staff_id: int, right: Right
) -> OrderRow | None:
    """Likewise the order to which a voucher's code belongs; None where there is none."""
    given = {"meant": code, "staff": staff_id}
    found = connection.execute(locking_by_code(), given).one_or_none()
    if found is None:
        return None
    fields = rows.named(found)
    role = fields.pop("role")
    order = OrderRow(**fields)
    if connection.dialect.name == "sqlite":  # there the transaction itself keeps the role
        return granting(order, None if role is None else Role(role), right)
    return for_staff(connection, order, staff_id, right)


def for_staff(connection: Connection, order: OrderRow, staff_id: int, right: Right) -> OrderRow:
    role = role_at(connection, staff_id, order.merchant_id, lock=True)
    return granting(order, role, right)


def granting(order: OrderRow, role: Role | None, right: Right) -> OrderRow:
    if role is None:
        raise NotYourMerchant(order.id)
    if right not in GRANTS[role]:
        raise NoRight
    return order


def takes_orders(connection: Connection, merchant_id: int) -> bool:
    """Whether the merchant is active, and stays so until the transaction ends."""
    return connection.execute(merchant_state(), {"merchant": merchant_id}).scalar_one() == "active"


@cache
def merchant_state() -> Select[str]:
    query = select(merchants.c.state).where(merchants.c.id == bindparam("merchant"))
    return query.with_for_update(read=True)


def taken_no_more(order: OrderRow) -> Refusal:
    """Why it can't be placed: its merchant takes no orders any more."""
    if order.service_id is None:
        return NotOrderable(order.location_id)
    return NotBookable(order.service_id)


def terms_of(order: OrderRow) -> Terms:
    return Terms(**order.terms)
