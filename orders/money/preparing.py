"""The request for a hold's money, made with the hold: whoever is shown it can pay in one press.

It keeps nothing any longer than the hold does, and is checked before money moves like any other.
"""

import secrets
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    Select,
    String,
    bindparam,
    case,
    exists,
    insert,
    literal,
    select,
)

from database.metadata import Instant
from orders.models import OrderState, orders, prepaid
from payments.models import payments
from payments.port import STARS, WHOLE_ONLY

COLUMNS = (
    "order_id",
    "guest_id",
    "provider",
    "payload",
    "amount",
    "currency",
    "state",
    "captured",
    "refunded",
    "requested_at",
)


def prepare(
    connection: Connection, order_id: int, guest_id: int, cards: str | None, now: datetime
) -> None:
    """Once for each amount of the guest's own hold; nothing where nothing can be paid here."""
    connection.execute(
        preparing(),
        {
            "order": order_id,
            "guest": guest_id,
            "cards": cards,
            "payload": secrets.token_urlsafe(24),
            "now": now,
        },
    )


@cache
def preparing() -> Insert:
    """One statement, as every hold pays for it; `payments.port.provider_of` in its words."""
    provider: ColumnElement[str | None] = case(
        (orders.c.currency.in_(WHOLE_ONLY), literal(STARS)),
        else_=bindparam("cards", type_=String),
    )
    asked = exists().where(
        payments.c.order_id == orders.c.id,
        payments.c.state == "requested",
        payments.c.provider == provider,
        payments.c.amount == prepaid,
        payments.c.currency == orders.c.currency,
    )
    return insert(payments).from_select(COLUMNS, _request(provider).where(~asked))


def _request(provider: ColumnElement[str | None]) -> Select[*tuple[Any, ...]]:
    return select(
        orders.c.id,
        orders.c.guest_id,
        provider,
        bindparam("payload", type_=String),
        prepaid,
        orders.c.currency,
        literal("requested"),
        literal(0),
        literal(0),
        bindparam("now", type_=Instant),
    ).where(
        orders.c.id == bindparam("order"),
        orders.c.guest_id == bindparam("guest"),
        orders.c.state == OrderState.HELD,
        prepaid > 0,
        provider.is_not(None),
    )
