"""What the desk does with an order from a menu: takes it on for a time, and says that it is ready.

It is handed over by its code, as any other (`orders.course.redeeming`).
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, update

from database.outbox import Message, put_all
from orders.course.confirming import confirm
from orders.course.issuing import ask_at
from orders.delivery import keeping as on_the_way
from orders.errors import NotATicket, OrderMoved, PromiseRefused
from orders.loading import OrderRow, locked_for_staff, terms_of
from orders.menu.windows import WINDOW
from orders.models import WITHOUT_CLAIMS, OrderState, orders
from orders.notices import microseconds, to_guest, up_to_date
from orders.rules import LIVE, valid_until

LATEST = timedelta(hours=3)
"""So much later than agreed may a place promise it; who can't at all declines."""


def accept(
    connection: Connection,
    order_id: int,
    actor_id: int,
    promised_at: datetime | None,
    now: datetime,
) -> None:
    """The kitchen makes it, for when it was ordered or for the later time that is promised.

    Again it changes nothing; a later time is told to the guest.
    """
    order = ticket(connection, order_id, actor_id)
    if order.ready_at is not None:
        return
    assert order.starts_at is not None, order_id
    later = promised_at is not None and promised_at > order.starts_at
    if later and promised_at is not None:
        promise(connection, order, promised_at, now)
    if order.state == OrderState.PLACED:
        confirm(connection, order_id, actor_id, now)  # its guest hears for when
    elif later:
        told = up_to_date(connection, order, now)
        put_all(connection, [step(order, "later", now), *told], now)


def promise(connection: Connection, order: OrderRow, at: datetime, now: datetime) -> None:
    """It is had then; what the kitchen does in which minutes is its own matter from here on."""
    assert order.starts_at is not None, order.id
    if at <= now or at > order.starts_at + LATEST:
        raise PromiseRefused(order.id)
    terms, ends_at = terms_of(order), at + WINDOW
    change = update(orders).where(orders.c.id == order.id)
    connection.execute(
        change.values(
            starts_at=at,
            ends_at=ends_at,
            occupied_from=at,
            occupied_until=ends_at,
            valid_until=valid_until(terms, ends_at, now),
            ask_at=ask_at(terms, ends_at),
        )
    )
    on_the_way.put_off(connection, order, at, now)


def ready(connection: Connection, order_id: int, actor_id: int, now: datetime) -> None:
    """It waits at the counter: its guest is told at once. Again it changes nothing."""
    order = ticket(connection, order_id, actor_id)
    if order.ready_at is not None:
        return
    on_the_way.check_received(connection, order)
    if order.state == OrderState.PLACED:
        confirm(connection, order_id, actor_id, now)
    connection.execute(update(orders).where(orders.c.id == order_id).values(ready_at=now))
    on_the_way.put_off(connection, order, now, now)
    put_all(connection, [step(order, "ready", now)], now)
    put_all(connection, up_to_date(connection, order, now), now)


def ticket(connection: Connection, order_id: int, actor_id: int) -> OrderRow:
    """A living order from a menu, for somebody who sees to the place's orders."""
    order = locked_for_staff(connection, order_id, actor_id)
    if order.fulfilment in WITHOUT_CLAIMS:
        raise NotATicket(order_id)
    if order.state not in LIVE:
        raise OrderMoved(order_id, order.state)
    return order


def step(order: OrderRow, what: str, now: datetime) -> Message:
    """What the guest hears of it: one message that follows along."""
    given: dict[str, Any] = {"mark": f"{what}:{microseconds(now)}", "step": what}
    return to_guest(order, "ticket", **given)
