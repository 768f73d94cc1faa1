"""A bill as its guest and its place see it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, select

from catalog.models import locations, merchants
from orders.bills.bill_models import BillKind, bills
from orders.bills.making import off
from orders.models import OrderState, orders
from people.models import people


@dataclass(frozen=True, slots=True)
class BillView:
    """What is to be paid or was, where, and by whom. Money in minor units, times in UTC.

    `one_of_several` is whether its merchant has other places, too.
    """

    id: int
    key: str
    kind: BillKind
    merchant_id: int
    merchant: str
    location_id: int
    place: str
    address: str
    one_of_several: bool
    zone: str
    made_by: int | None
    of_order_id: int | None
    amount: int
    currency: str
    discount_percent: int
    proof: str
    order_id: int | None
    made_at: datetime
    open_until: datetime
    paid_at: datetime | None
    guest_id: int | None
    guest: str | None
    state: OrderState | None
    held_until: datetime | None

    @property
    def discount(self) -> int:
        return off(self.amount, self.discount_percent)

    @property
    def to_pay(self) -> int:
        return self.amount - self.discount

    def is_open(self, now: datetime) -> bool:
        return self.paid_at is None and now < self.open_until

    def paid_by(self, now: datetime) -> int | None:
        """Who is paying it just now."""
        held = self.state is OrderState.HELD and self.held_until is not None
        return self.guest_id if held and self.held_until > now else None  # type: ignore[operator]


def by_key(connection: Connection, key: str) -> BillView | None:
    return _one(connection, _by_key(), {"key": key})


def of_order(connection: Connection, order_id: int) -> BillView | None:
    """That the order pays, or paid."""
    return _one(connection, _by_order(), {"order": order_id})


@cache
def _by_key() -> Select[*tuple[Any, ...]]:
    return query(bills.c.key == bindparam("key"))


@cache
def _by_order() -> Select[*tuple[Any, ...]]:
    return query(bills.c.order_id == bindparam("order"))


def paid_of(connection: Connection, order_id: int) -> list[BillView]:
    """The rest and the tips that were paid of an order, the first first."""
    which = (bills.c.of_order_id == order_id) & bills.c.paid_at.is_not(None)
    return [view(each) for each in connection.execute(query(which).order_by(bills.c.id)).mappings()]


def _one(
    connection: Connection, asked: Select[*tuple[Any, ...]], given: dict[str, Any]
) -> BillView | None:
    found = connection.execute(asked, given).mappings().one_or_none()
    return None if found is None else view(found)


def query(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            bills.c.id,
            bills.c.key,
            bills.c.kind,
            bills.c.merchant_id,
            merchants.c.name.label("merchant"),
            bills.c.location_id,
            locations.c.name.label("place"),
            locations.c.address,
            elsewhere().label("one_of_several"),
            locations.c.zone,
            bills.c.made_by,
            bills.c.of_order_id,
            bills.c.amount,
            bills.c.currency,
            bills.c.discount_percent,
            bills.c.proof,
            bills.c.order_id,
            bills.c.made_at,
            bills.c.open_until,
            bills.c.paid_at,
            orders.c.guest_id,
            people.c.name.label("guest"),
            orders.c.state,
            orders.c.held_until,
        )
        .join(merchants, merchants.c.id == bills.c.merchant_id)
        .join(locations, locations.c.id == bills.c.location_id)
        .outerjoin(orders, orders.c.id == bills.c.order_id)
        .outerjoin(people, people.c.id == orders.c.guest_id)
        .where(*which)
    )


def elsewhere() -> ColumnElement[bool]:
    other = locations.alias("other")
    same = (other.c.merchant_id == bills.c.merchant_id, other.c.id != bills.c.location_id)
    return exists().where(*same).correlate(bills)


def view(row: Any) -> BillView:
    state = row["state"]
    kinds = {"kind": BillKind(row["kind"]), "state": None if state is None else OrderState(state)}
    return BillView(**{**row, **kinds})
