"""What came of one order: its payments, refunds and redemptions, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from catalog.models import locations
from database.metadata import Identity, Instant
from orders.models import redemptions, vouchers
from payments.models import payments, refunds
from people.models import people


@dataclass(frozen=True, slots=True)
class PaymentBrief:
    """A request for money and what came of it; amounts in minor units."""

    id: int
    provider: str
    state: str
    amount: int
    currency: str
    captured: int
    refunded: int
    mismatch: str | None
    payload: str
    captured_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RefundBrief:
    """Money on its way back: `due`, `by_hand`, `parked` or `done`."""

    id: int
    payment_id: int
    amount: int
    currency: str
    reason: str
    state: str
    requested_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class RedemptionBrief:
    """One use of the code: when, by whom, where."""

    use: int
    at: datetime
    staff_id: int
    staff: str
    location: str


def briefs(connection: Connection, order_id: int) -> dict[str, Any]:
    """By the names that `OrderView` has for them, each the oldest first."""
    rows = connection.execute(all_kinds(), {"order": order_id}).all()
    return {
        "payments": tuple(payment(row) for row in rows if row.kind == "payment"),
        "refunds": tuple(refund(row) for row in rows if row.kind == "refund"),
        "redemptions": tuple(redemption(row) for row in rows if row.kind == "use"),
    }


def payment(row: Any) -> PaymentBrief:
    return PaymentBrief(
        id=row.id,
        provider=row.words,
        state=row.state,
        amount=row.amount,
        currency=row.currency,
        captured=row.number,
        refunded=row.other,
        mismatch=row.more,
        payload=row.payload,
        captured_at=row.at,
    )


def refund(row: Any) -> RefundBrief:
    return RefundBrief(
        id=row.id,
        payment_id=row.number,
        amount=row.amount,
        currency=row.currency,
        reason=row.words,
        state=row.state,
        requested_at=row.at,
        finished_at=row.until,
    )


def redemption(row: Any) -> RedemptionBrief:
    return RedemptionBrief(
        use=row.number, at=row.at, staff_id=row.other, staff=row.words, location=row.more
    )


@cache
def all_kinds() -> CompoundSelect[*tuple[Any, ...]]:
    """Rows of one shape; what a kind lacks is null."""
    text, number, moment = (cast(null(), kind) for kind in (String, Identity, Instant))
    this: BindParameter[int] = bindparam("order")
    paid = select(
        *shaped("payment", payments.c.id, payments.c.provider, payments.c.mismatch),
        payments.c.state.label("state"),
        payments.c.amount.label("amount"),
        payments.c.currency.label("currency"),
        payments.c.captured.label("number"),
        payments.c.refunded.label("other"),
        payments.c.captured_at.label("at"),
        moment.label("until"),
        payments.c.payload.label("payload"),
    ).where(payments.c.order_id == this)
    back = select(
        *shaped("refund", refunds.c.id, refunds.c.reason, text),
        refunds.c.state,
        refunds.c.amount,
        refunds.c.currency,
        refunds.c.payment_id,
        number,
        refunds.c.requested_at,
        refunds.c.finished_at,
        text,
    ).where(refunds.c.order_id == this)
    used = (
        select(
            *shaped("use", redemptions.c.use, people.c.name, locations.c.name),
            text,
            number,
            text,
            redemptions.c.use,
            redemptions.c.staff_id,
            redemptions.c.at,
            moment,
            text,
        )
        .join(vouchers, vouchers.c.id == redemptions.c.voucher_id)
        .join(people, people.c.id == redemptions.c.staff_id)
        .join(locations, locations.c.id == redemptions.c.location_id)
        .where(vouchers.c.order_id == this)
    )
    return union_all(paid, back, used).order_by("id")


def shaped(kind: str, number: Any, words: Any, more: Any) -> Sequence[Any]:
    named = literal(kind).label("kind")
    return (named, number.label("id"), words.label("words"), more.label("more"))
