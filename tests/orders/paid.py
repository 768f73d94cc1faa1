"""A booking that its guest paid, in one transaction."""

from datetime import datetime

from sqlalchemy import Connection

from orders.booking import placing
from orders.money import paying
from orders.money.paying import CapturedPayment
from payments import queries as payments
from tests.making import Market, Shop


def paid(connection: Connection, merchant: int, location: int, guest: int, now: datetime) -> int:
    """For 20.00 EUR, tomorrow at noon."""
    market = Market(connection, now)
    service = market.service(Shop(merchant, location, 0), name="Paid")
    order = placing.hold(connection, guest, service, market.start(), 1, None, now)
    payment = paying.request(connection, order, guest, "sandbox", now)
    asked = payments.request(connection, payment)
    assert asked is not None
    told = ("sandbox", f"event-{payment}", asked.payload, f"charge-{payment}", None)
    word = CapturedPayment(*told, asked.amount, asked.currency, guest, {})
    paying.apply(connection, paying.capture(connection, word, now), now)
    return order
