"""What a provider says of a charge after it was paid: stored word for word, to be applied next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from database.inserting import insert_for
from payments.evidence import evidence
from payments.models import payment_events, payments
from payments.port import EventKind


@dataclass(frozen=True, slots=True)
class ProviderEvent:
    """A refund or a dispute, as the provider tells it. `event_key` is the same at each telling.

    `charge_ids` are its names of the charge, the channel's or its own. `amount` in minor units is
    all that went back of the charge by then, or what the dispute is about. `reference` is the
    dispute's id, or our key of the refund that came back. `fee` is what the provider has taken for
    the dispute by then, where it says so; it may be in a currency of its own.
    """

    provider: str
    kind: EventKind
    event_key: str
    charge_ids: tuple[str, ...]
    amount: int
    currency: str
    raw: Mapping[str, Any]
    reference: str | None = None
    fee: int | None = None
    fee_currency: str | None = None


def record(connection: Connection, event: ProviderEvent, now: datetime) -> int | None:
    """The new event's id; None when it was heard before, or is of a charge that is not ours."""
    payment = charged(connection, event)
    if payment is None or event.amount <= 0:
        return None
    new = insert_for(connection, payment_events).values(
        provider=event.provider,
        event_key=event.event_key,
        payment_id=payment.id,
        kind=event.kind,
        amount=event.amount if event.currency == payment.currency else payment.captured,
        reference=event.reference,
        fee=event.fee,
        fee_currency=None if event.fee is None else event.fee_currency or payment.currency,
        raw=evidence(event.raw),
        state="captured",
        attempts=0,
        received_at=now,
    )
    event_id: int | None = connection.execute(
        new.on_conflict_do_nothing().returning(payment_events.c.id)
    ).scalar_one_or_none()
    return event_id


def charged(connection: Connection, event: ProviderEvent) -> Row[int, str, int] | None:
    """The payment that a charge brought. A bank may dispute it in a currency of its own: all of it."""
    ids = [each for each in event.charge_ids if each]
    query = select(payments.c.id, payments.c.currency, payments.c.captured).where(
        payments.c.provider == event.provider,
        or_(payments.c.charge_id.in_(ids), payments.c.provider_charge_id.in_(ids)),
    )
    return connection.execute(query.order_by(payments.c.id).limit(1)).one_or_none()
