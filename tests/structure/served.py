"""A place of the busy market has a menu: somebody had something of it, waits for more, and fills a cart."""

from datetime import datetime

from sqlalchemy import Connection, select

from catalog.models import locations
from orders import carts, replacing, tickets
from orders.money import paying
from orders.money.paying import CapturedPayment
from payments import queries as payments
from tests import coffee


def served(connection: Connection, merchant: int, guest: int, clerk: int, now: datetime) -> int:
    """One of the orders: two are to be answered, one is made without its coffee, one is not paid; the cart has two lines."""
    where = select(locations.c.id).where(locations.c.merchant_id == merchant)
    bar = coffee.serve(connection, merchant, connection.execute(where).scalar_one())

    def chosen(item: int, options: list[int]) -> int:
        return carts.add(connection, guest, item, options, 1, "", None, now)

    for _ in range(3):
        order = carts.hold_cart(connection, guest, chosen(bar.flat_white, [bar.oat]), now)
        paid_for(connection, guest, order, now)
    tickets.accept(connection, order, clerk, None, now)
    replacing.propose(connection, order, clerk, 1, 1, bar.bun, now)
    carts.hold_cart(connection, guest, chosen(bar.bun, []), now)
    chosen(bar.bun, [])
    carts.set_note(connection, guest, chosen(bar.flat_white, [bar.cow]), 1, "Warm", now)
    return order


def paid_for(connection: Connection, guest: int, order: int, now: datetime) -> None:
    """Its money comes at once."""
    payment = paying.request(connection, order, guest, "sandbox", now)
    request = payments.request(connection, payment)
    assert request is not None
    paid = CapturedPayment(
        provider="sandbox",
        event_key=f"event-{payment}",
        payload=request.payload,
        charge_id=f"charge-{payment}",
        provider_charge_id=None,
        amount=request.amount,
        currency=request.currency,
        guest_id=guest,
        raw={},
    )
    paying.apply(connection, paying.capture(connection, paid, now), now)
