"""What is held of a person about money; accounts have to be kept for years."""

from typing import Any

from sqlalchemy import ColumnElement, select

from payments.models import disputes, payment_events, payments, refunds
from people.privacy import Fate, Holding, PersonId


def _of_their_payments(column: ColumnElement[Any], person_id: PersonId) -> ColumnElement[bool]:
    return column.in_(select(payments.c.id).where(payments.c.guest_id == person_id))


HOLDINGS = (
    Holding(
        payments.c.guest_id,
        Fate.KEPT,
        "the law asks for accounts; the charge ids are what a late refund needs",
        exported=(
            payments.c.order_id,
            payments.c.provider,
            payments.c.amount,
            payments.c.currency,
            payments.c.captured,
            payments.c.refunded,
            payments.c.charge_id,
            payments.c.requested_at,
            payments.c.captured_at,
        ),
    ),
    Holding(
        payment_events.c.payment_id,
        Fate.KEPT,
        "charges, amounts and dates are the proof of the accounts; they name nobody",
        exported=(payment_events.c.provider, payment_events.c.raw, payment_events.c.received_at),
        rows=_of_their_payments,
    ),
    Holding(
        payment_events.c.guest_id,
        Fate.KEPT,
        "likewise where no request of ours was paid; by then it is decided, and names nobody",
        exported=(payment_events.c.provider, payment_events.c.raw, payment_events.c.received_at),
    ),
    Holding(
        disputes.c.payment_id,
        Fate.KEPT,
        "a bank may come back to it for months",
        exported=(
            disputes.c.order_id,
            disputes.c.amount,
            disputes.c.currency,
            disputes.c.state,
            disputes.c.opened_at,
        ),
        rows=_of_their_payments,
    ),
    Holding(
        refunds.c.finished_by,
        Fate.KEPT,
        "that an operator gave money back stays on record; it names nobody any more",
        exported=(refunds.c.order_id, refunds.c.amount, refunds.c.currency, refunds.c.finished_at),
    ),
)
