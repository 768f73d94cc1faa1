"""What banks ask for back: whether an order's money is frozen by that, and what operators see of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from catalog.models import merchants
from orders.models import orders
from payments.models import disputes, payments
from people.models import people

OPEN, WON, LOST = "open", "won", "lost"


def is_disputed(order_id: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether a dispute is open over the money that paid for that order.

    One over money that went back anyway, such as a second payment, takes nothing from the order.
    """
    paid = payments.alias("disputed")
    frozen = select(disputes.c.id).where(
        disputes.c.order_id == order_id,
        disputes.c.state == OPEN,
        paid.c.id == disputes.c.payment_id,
        paid.c.mismatch.is_(None),
        paid.c.refunded < paid.c.captured,
    )
    return frozen.exists()


def is_frozen(payment_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a dispute over that payment is open: nothing of it goes back meanwhile."""
    frozen = select(disputes.c.id).where(
        disputes.c.payment_id == payment_id, disputes.c.state == OPEN
    )
    return frozen.exists()


@dataclass(frozen=True, slots=True)
class Dispute:
    """One of them, as the provider's own pages know it. Amounts in minor units; `fee` is its own."""

    dispute_id: int
    dispute_key: str
    order_id: int
    guest_id: int
    guest: str
    merchant: str
    title: str
    provider: str
    charge_id: str
    provider_charge_id: str | None
    amount: int
    currency: str
    fee: int | None
    fee_currency: str | None
    state: str
    opened_at: datetime
    closed_at: datetime | None


def dispute(connection: Connection, dispute_id: int) -> Dispute | None:
    row = connection.execute(whole().where(disputes.c.id == dispute_id)).one_or_none()
    return None if row is None else Dispute(*row)


def open_disputes(
    connection: Connection, limit: int = 50, offset: int = 0, *, after: int | None = None
) -> list[Dispute]:
    """Those that no bank has decided yet, the oldest first; those behind `after`, if given."""
    waiting = (disputes.c.state == OPEN, disputes.c.id > (after or 0))
    query = whole().where(*waiting).order_by(disputes.c.id)
    page = query.limit(limit).offset(offset)
    return [Dispute(*row) for row in connection.execute(page)]


def whole() -> Select[*tuple[Any, ...]]:
    return (
        select(
            disputes.c.id,
            disputes.c.dispute_key,
            disputes.c.order_id,
            payments.c.guest_id,
            people.c.name,
            merchants.c.name,
            orders.c.title,
            disputes.c.provider,
            payments.c.charge_id,
            payments.c.provider_charge_id,
            disputes.c.amount,
            disputes.c.currency,
            disputes.c.fee,
            disputes.c.fee_currency,
            disputes.c.state,
            disputes.c.opened_at,
            disputes.c.closed_at,
        )
        .join(payments, payments.c.id == disputes.c.payment_id)
        .join(orders, orders.c.id == disputes.c.order_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(people, people.c.id == payments.c.guest_id)
    )
