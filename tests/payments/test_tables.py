"""The tables themselves refuse what must never be, whatever the code above them does."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import DBAPIError

from database.door import Database
from orders.booking import placing
from payments.models import payment_events, payments
from tests.making import Market


def paid(connection: Connection, now: datetime) -> None:
    """A captured payment of 10.00 and its event."""
    market = Market(connection, now)
    guest, service = market.guest(), market.service(market.merchant())
    order = placing.hold(connection, guest, service, market.start(), 1, None, now)
    payment: dict[str, Any] = {
        "order_id": order,
        "guest_id": guest,
        "provider": "sandbox",
        "payload": "p",
        "amount": 1000,
        "currency": "EUR",
        "state": "captured",
        "captured": 1000,
        "refunded": 0,
        "requested_at": now,
    }
    connection.execute(insert(payments).values(payment))
    connection.execute(
        insert(payment_events).values(
            provider="sandbox", event_key="e", raw={}, state="captured", attempts=0, received_at=now
        )
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE payments SET refunded = captured + 1",
        "UPDATE payments SET refunded = -1",
        "UPDATE payments SET state = 'maybe'",
        "UPDATE payment_events SET raw = '{\"said\": 1}'",
        "UPDATE payment_events SET event_key = 'other'",
        "DELETE FROM payment_events",
    ],
)
async def test_it_is_refused(database: Database, now: datetime, statement: str) -> None:
    await database.write(lambda connection: paid(connection, now))
    with pytest.raises(DBAPIError):
        await database.write(lambda connection: connection.execute(text(statement)))


async def test_an_event_may_still_be_applied(database: Database, now: datetime) -> None:
    await database.write(lambda connection: paid(connection, now))
    applied = text("UPDATE payment_events SET state = 'applied', applied_at = 1")
    assert (await database.write(lambda c: c.execute(applied))).rowcount == 1
