"""Whole rows of money in and money back, as the use cases that decide about them read them.

Amounts are in minor units of the row's currency; columns are told of in `payments.models`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A request for money, and what came of it."""

    id: int
    order_id: int
    guest_id: int
    provider: str
    payload: str
    amount: int
    currency: str
    state: str
    captured: int
    refunded: int
    charge_id: str | None
    provider_charge_id: str | None
    mismatch: str | None
    requested_at: datetime
    captured_at: datetime | None

    @property
    def left(self) -> int:
        """What was paid and has not gone back, nor is on its way."""
        return self.captured - self.refunded


@dataclass(frozen=True, slots=True)
class EventRow:
    """What a provider said. `amount` is of a refund or a dispute."""

    id: int
    provider: str
    event_key: str
    payment_id: int | None
    guest_id: int | None
    kind: str
    amount: int | None
    reference: str | None
    fee: int | None
    fee_currency: str | None
    raw: Any
    told: Any
    state: str
    attempts: int
    tried_at: datetime | None
    error: str | None
    received_at: datetime
    applied_at: datetime | None

    @property
    def told_amount(self) -> int:
        """Of a refund or a dispute, of which nothing is recorded without."""
        assert self.amount is not None, self.id
        return self.amount


@dataclass(frozen=True, slots=True)
class RefundRow:
    """Money on its way back."""

    id: int
    payment_id: int
    order_id: int
    amount: int
    currency: str
    reason: str
    state: str
    idempotency_key: str
    error: str | None
    requested_at: datetime
    finished_at: datetime | None
    finished_by: int | None
