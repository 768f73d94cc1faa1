"""Records what a provider says about money, word for word, and books the money that came."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, insert, select, update
from sqlalchemy.sql.dml import ReturningInsert

from database import rows
from database.inserting import insert_for, insert_into
from database.outbox import Message, put_all
from orders.models import Account
from orders.money import ledger
from orders.money.ledger import Posting
from orders.notices import notice, to_operators
from orders.receipts import contents, writing
from orders.transitions import RefundReason
from payments.evidence import evidence
from payments.models import payment_events, payments
from payments.port import EventKind
from payments.rows import PaymentRow

KEY_LENGTH = 200

TOLD = ("payload", "charge_id", "provider_charge_id", "amount", "currency")
"""What recording a payment takes beside the columns of its event; it names nobody."""


@dataclass(frozen=True, slots=True)
class CapturedPayment:
    """A provider's word that money came. `event_key` is the provider's own id of this word.

    `payload` is the one of our request, `guest_id` who paid, `amount` in minor units.
    """

    provider: str
    event_key: str
    payload: str
    charge_id: str
    provider_charge_id: str | None
    amount: int
    currency: str
    guest_id: int
    raw: Mapping[str, Any]


def capture(connection: Connection, paid: CapturedPayment, now: datetime) -> int:
    payment = asked_for(connection, paid)
    event_id = store(connection, paid, payment, now)
    if event_id is None:
        return known_event(connection, paid)
    book(connection, event_id, payment, paid, now)
    return event_id


def book(
    connection: Connection,
    event_id: int,
    payment: PaymentRow | None,
    paid: CapturedPayment,
    now: datetime,
) -> None:
    if payment is None:
        leave_to_operator(connection, event_id, paid, now)
    elif is_known_charge(connection, paid):
        decide(connection, event_id, state="ignored", error="the charge was told of before")
    else:
        take(connection, event_id, payment, paid, now)


def set_aside(connection: Connection, paid: CapturedPayment, error: str, now: datetime) -> None:
    """A bug keeps us from booking the money: the provider's word is kept for the operator.

    This must not fail by what the provider says, so that nobody behind it has to wait.
    """
    long = len(paid.event_key) > KEY_LENGTH
    new = insert_for(connection, payment_events).values(
        provider=paid.provider,
        event_key=sha256(paid.event_key.encode()).hexdigest() if long else paid.event_key,
        guest_id=paid.guest_id,
        kind=EventKind.PAID,
        raw=evidence(paid.raw),
        told={name: getattr(paid, name) for name in TOLD},
        state="parked",
        error=error,
        attempts=1,
        received_at=now,
    )
    event_id = connection.execute(
        new.on_conflict_do_nothing().returning(payment_events.c.id)
    ).scalar_one_or_none()
    if event_id is not None:
        told = to_operators(connection, "payment_parked", event_id, event=event_id)
        put_all(connection, told, now)


def asked_for(connection: Connection, paid: CapturedPayment) -> PaymentRow | None:
    """The request that was paid; what brings no money answers none."""
    if paid.amount <= 0:
        return None
    found = connection.execute(by_payload(), {"payload": paid.payload})
    return rows.one_or_none(PaymentRow, found)


@cache
def by_payload() -> Select[*tuple[Any, ...]]:
    return select(payments).where(payments.c.payload == bindparam("payload"))


def store(
    connection: Connection, paid: CapturedPayment, payment: PaymentRow | None, now: datetime
) -> int | None:
    """The new event's id; None when the provider has said this before."""
    new = {
        "provider": paid.provider,
        "event_key": paid.event_key,
        "payment_id": payment and payment.id,
        "guest_id": paid.guest_id,
        "kind": EventKind.PAID,
        "raw": evidence(paid.raw),
        "state": "captured",
        "attempts": 0,
        "received_at": now,
    }
    return connection.execute(storing(connection.dialect.name), new).scalar_one_or_none()


@cache
def storing(dialect: str) -> ReturningInsert[int]:
    new = insert_into(payment_events, dialect).on_conflict_do_nothing()
    return new.returning(payment_events.c.id)


def known_event(connection: Connection, paid: CapturedPayment) -> int:
    query = select(payment_events.c.id).where(
        payment_events.c.provider == paid.provider, payment_events.c.event_key == paid.event_key
    )
    return connection.execute(query).scalar_one()


def is_known_charge(connection: Connection, paid: CapturedPayment) -> bool:
    given = {"provider": paid.provider, "charge": paid.charge_id}
    return connection.execute(by_charge(), given).first() is not None


@cache
def by_charge() -> Select[int]:
    return select(payments.c.id).where(
        payments.c.provider == bindparam("provider"), payments.c.charge_id == bindparam("charge")
    )


def leave_to_operator(
    connection: Connection, event_id: int, paid: CapturedPayment, now: datetime
) -> None:
    """Nobody asked for this money, or it is none: only a person can tell what it is."""
    error = "nothing was paid" if paid.amount <= 0 else "no request has this payload"
    decide(connection, event_id, state="parked", error=error)
    told = to_operators(connection, "payment_parked", event_id, event=event_id)
    if paid.amount > 0:
        told.append(to_payer(paid, event_id))
    put_all(connection, told, now)


def to_payer(paid: CapturedPayment, event_id: int) -> Message:
    return notice(
        "money_for_nothing",
        paid.guest_id,
        event_id,
        event=event_id,
        amount=paid.amount,
        currency=paid.currency,
    )


def decide(connection: Connection, event_id: int, **values: Any) -> None:
    change = update(payment_events).where(payment_events.c.id == event_id)
    connection.execute(change.values(**values))


def take(
    connection: Connection,
    event_id: int,
    payment: PaymentRow,
    paid: CapturedPayment,
    now: datetime,
) -> None:
    """Book the money on its request, with a receipt; where it does not fit, on a row of its own."""
    wrong = mismatch(payment, paid)
    payment_id = payment.id
    answers = wrong is None and answer_request(connection, payment, paid, now)
    if not answers:
        payment_id = stray(connection, payment, paid, wrong or RefundReason.DUPLICATE, now)
        decide(connection, event_id, payment_id=payment_id)
    sale = contents.sale(connection, payment.order_id)
    posting = Posting(
        source=Account.WORLD,
        destination=Account.ESCROW,
        amount=paid.amount,
        currency=paid.currency,
        purpose="captured",
        merchant_id=sale.merchant_id,
        order_id=payment.order_id,
        payment_id=payment_id,
    )
    ledger.post(connection, [posting], now)
    if answers:
        writing.receive(connection, payment, sale, now)


def mismatch(payment: PaymentRow, paid: CapturedPayment) -> RefundReason | None:
    checks = (
        (RefundReason.WRONG_PROVIDER, payment.provider == paid.provider),
        (RefundReason.WRONG_PAYER, payment.guest_id == paid.guest_id),
        (RefundReason.WRONG_CURRENCY, payment.currency == paid.currency),
        (RefundReason.WRONG_AMOUNT, payment.amount == paid.amount),
    )
    return next((wrong for wrong, fits in checks if not fits), None)


def answer_request(
    connection: Connection, payment: PaymentRow, paid: CapturedPayment, now: datetime
) -> bool:
    """Whether this was the first money for the request."""
    given = {
        "payment": payment.id,
        "came": paid.amount,
        "charge": paid.charge_id,
        "provider_charge": paid.provider_charge_id,
        "now": now,
    }
    return connection.execute(answering(), given).rowcount == 1


@cache
def answering() -> Update:
    change = update(payments).where(
        payments.c.id == bindparam("payment"), payments.c.state == "requested"
    )
    return change.values(
        state="captured",
        captured=bindparam("came"),
        charge_id=bindparam("charge"),
        provider_charge_id=bindparam("provider_charge"),
        captured_at=bindparam("now"),
    )


def stray(
    connection: Connection,
    payment: PaymentRow,
    paid: CapturedPayment,
    wrong: RefundReason,
    now: datetime,
) -> int:
    new = insert(payments).values(
        order_id=payment.order_id,
        guest_id=paid.guest_id,
        provider=paid.provider,
        payload=f"stray-{secrets.token_urlsafe(24)}",
        amount=paid.amount,
        currency=paid.currency,
        state="captured",
        captured=paid.amount,
        refunded=0,
        charge_id=paid.charge_id,
        provider_charge_id=paid.provider_charge_id,
        mismatch=wrong,
        requested_at=now,
        captured_at=now,
    )
    return connection.execute(new.returning(payments.c.id)).scalar_one()
