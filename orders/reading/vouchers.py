"""A voucher as the counter sees it: what it is for, whether it still opens anything, and why not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, case, select

from catalog.models import locations, merchants
from database import rows
from orders import codes
from orders.bills.bill_models import counter_payments
from orders.errors import (
    AlreadyRedeemed,
    CodeMistyped,
    CodeUnknown,
    PaymentDisputed,
    VoucherExpired,
    VoucherVoid,
)
from orders.models import OrderState, orders, redemptions, vouchers
from orders.money.disputes import is_disputed
from people.models import people

EARLY = timedelta(minutes=30)
"""Before this, a guest who is served before their time is worth a question."""


@dataclass(frozen=True, slots=True)
class VoucherView:
    """What a clerk needs to know of a code. Money in minor units, times in UTC."""

    voucher_id: int
    code: str
    order_id: int
    order_state: OrderState
    merchant_id: int
    merchant: str
    location: str
    zone: str
    guest_id: int
    guest: str
    service_id: int | None  # none of what is from a menu
    title: str
    seats: int
    starts_at: datetime | None
    ends_at: datetime | None
    total: int
    left_at_counter: int
    currency: str
    note: str
    uses: int
    used: int
    state: str
    valid_until: datetime
    disputed: bool

    def is_early(self, now: datetime) -> bool:
        """Whether the slot is still so far off that the clerk is asked once more."""
        return self.starts_at is not None and now < self.starts_at - EARLY


def meant_by(typed: str) -> str:
    """The code as it is kept; CodeMistyped where it can be none."""
    meant = codes.normalise(typed)
    if meant is None or not codes.is_sound(meant):
        raise CodeMistyped
    return meant


def look(connection: Connection, code: str) -> VoucherView:
    """The voucher of a typed code; CodeMistyped or CodeUnknown where there is none."""
    found = connection.execute(by_code(), {"meant": meant_by(code)})
    voucher = rows.one_or_none(VoucherView, found)
    if voucher is None:
        raise CodeUnknown
    return voucher


@cache
def by_code() -> Select[*tuple[Any, ...]]:
    return whole().where(vouchers.c.code == bindparam("meant"))


def whole() -> Select[*tuple[Any, ...]]:
    return (
        select(
            vouchers.c.id.label("voucher_id"),
            vouchers.c.code,
            orders.c.id.label("order_id"),
            orders.c.state.label("order_state"),
            orders.c.merchant_id,
            merchants.c.name.label("merchant"),
            locations.c.name.label("location"),
            orders.c.terms["zone"].as_string().label("zone"),
            orders.c.guest_id,
            people.c.name.label("guest"),
            orders.c.service_id,
            orders.c.title,
            orders.c.seats,
            orders.c.starts_at,
            orders.c.ends_at,
            orders.c.total,
            case((counter_payments.c.order_id.is_(None), orders.c.at_counter), else_=0).label(
                "left_at_counter"
            ),
            orders.c.currency,
            orders.c.note,
            vouchers.c.uses,
            vouchers.c.used,
            vouchers.c.state,
            orders.c.valid_until,
            is_disputed(orders.c.id).label("disputed"),
        )
        .join(orders, orders.c.id == vouchers.c.order_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .join(people, people.c.id == orders.c.guest_id)
        .outerjoin(counter_payments, counter_payments.c.order_id == orders.c.id)
    )


def check_usable(connection: Connection, view: VoucherView, now: datetime) -> None:
    """Raise the reason why the code opens nothing, if there is one."""
    if view.state == "void" and view.order_state == OrderState.EXPIRED:
        raise VoucherExpired(view.order_id, view.valid_until)
    if view.state == "void":
        raise VoucherVoid(view.order_id, view.order_state)
    if view.used >= view.uses:
        raise used_up(connection, view)
    if view.valid_until <= now:
        raise VoucherExpired(view.order_id, view.valid_until)
    if view.disputed:
        raise PaymentDisputed(view.order_id)


def used_up(connection: Connection, view: VoucherView) -> AlreadyRedeemed:
    query = (
        select(redemptions.c.at, people.c.name, locations.c.name)
        .join(people, people.c.id == redemptions.c.staff_id)
        .join(locations, locations.c.id == redemptions.c.location_id)
        .where(redemptions.c.voucher_id == view.voucher_id)
        .order_by(redemptions.c.use.desc())
        .limit(1)
    )
    at, by, where = connection.execute(query).one()
    return AlreadyRedeemed(view.order_id, at, by, where)
