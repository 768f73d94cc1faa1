"""What came of one order: its payments, refunds and redemptions, read with the order itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, select

from catalog.models import locations
from database.metadata import from_microseconds
from database.nesting import nested
from orders.line_models import order_adjustments, order_lines
from orders.lines import line_of, parts_of_line
from orders.models import redemptions, vouchers
from orders.pricing import Adjustment, AdjustmentKind, Funder
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

    @property
    def left(self) -> int:
        """What was paid and has not gone back, nor is on its way."""
        return self.captured - self.refunded


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


def reading(order: ColumnElement[int]) -> tuple[Label[Any], ...]:
    """Of an order's row: each kind as one value, by the name that `OrderView` has for it."""
    paid = select(
        nested(
            payments.c.id,
            payments.c.provider,
            payments.c.state,
            payments.c.amount,
            payments.c.currency,
            payments.c.captured,
            payments.c.refunded,
            payments.c.mismatch,
            payments.c.payload,
            payments.c.captured_at,
        )
    ).where(payments.c.order_id == order)
    back = select(
        nested(
            refunds.c.id,
            refunds.c.payment_id,
            refunds.c.amount,
            refunds.c.currency,
            refunds.c.reason,
            refunds.c.state,
            refunds.c.requested_at,
            refunds.c.finished_at,
        )
    ).where(refunds.c.order_id == order)
    used = (
        select(
            nested(
                redemptions.c.use,
                redemptions.c.at,
                redemptions.c.staff_id,
                people.c.name,
                locations.c.name,
            )
        )
        .join_from(redemptions, vouchers, vouchers.c.id == redemptions.c.voucher_id)
        .join(people, people.c.id == redemptions.c.staff_id)
        .join(locations, locations.c.id == redemptions.c.location_id)
        .where(vouchers.c.order_id == order)
    )
    bought = select(nested(*parts_of_line())).where(order_lines.c.order_id == order)
    added = select(
        nested(
            order_adjustments.c.position,
            order_adjustments.c.kind,
            order_adjustments.c.amount,
            order_adjustments.c.funder,
        )
    ).where(order_adjustments.c.order_id == order)
    kinds = {
        "lines": bought,
        "adjustments": added,
        "payments": paid,
        "refunds": back,
        "redemptions": used,
    }
    return tuple(each.scalar_subquery().label(name) for name, each in kinds.items())


def briefs(row: Any) -> dict[str, Any]:
    """What `reading` found, the oldest of each first."""
    return {
        "lines": tuple(line_of(each) for each in oldest_first(row.lines)),
        "adjustments": tuple(adjustment(each) for each in oldest_first(row.adjustments)),
        "payments": tuple(payment(each) for each in oldest_first(row.payments)),
        "refunds": tuple(refund(each) for each in oldest_first(row.refunds)),
        "redemptions": tuple(redemption(*each) for each in oldest_first(row.redemptions)),
    }


def oldest_first(rows: Iterable[list[Any]] | None) -> list[list[Any]]:
    return sorted(rows or (), key=lambda each: int(each[0]))


def adjustment(values: list[Any]) -> Adjustment:
    _, kind, amount, funder = values
    return Adjustment(AdjustmentKind(kind), amount, Funder(funder))


def payment(values: list[Any]) -> PaymentBrief:
    told: Any = (*values[:-1], moment(values[-1]))
    return PaymentBrief(*told)


def refund(values: list[Any]) -> RefundBrief:
    told: Any = (*values[:-2], *map(moment, values[-2:]))
    return RefundBrief(*told)


def redemption(use: int, at: int, *who: Any) -> RedemptionBrief:
    return RedemptionBrief(use, from_microseconds(at), *who)


def moment(value: int | None) -> datetime | None:
    return None if value is None else from_microseconds(value)
