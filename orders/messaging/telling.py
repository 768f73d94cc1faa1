"""News of messages: each for whoever shall read it, brought up to date when it was answered or ended."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from database.outbox import Message, put_all
from orders.loading import OrderRow
from orders.messaging.message_models import Side, booking_messages
from orders.messaging.speaking import Speaker, who_hear
from orders.notices import microseconds, notice, to_operators


def tell_of_message(connection: Connection, speaker: Speaker, message: int, now: datetime) -> None:
    """The other side."""
    put_all(connection, list(_news(connection, speaker.order, speaker.side, message)), now)


def bring_up_to_date(
    connection: Connection, order: OrderRow, by: Iterable[Side], why: str, now: datetime
) -> None:
    """The last message by these sides shows whether it can be answered; nobody is told anew."""
    mark = f"{why}:{microseconds(now)}"
    news = [
        each
        for side in by
        if (last := _last(connection, order.id, side)) is not None
        for each in _news(connection, order, side, last, mark)
    ]
    put_all(connection, news, now)


def tell_of_report(connection: Connection, speaker: Speaker, now: datetime) -> None:
    """Every operator who may decide."""
    order = speaker.order
    mark = f"{order.id}:{speaker.side}:{microseconds(now)}"
    put_all(
        connection, to_operators(connection, "conversation_reported", mark, order=order.id), now
    )


def tell_of_decision(
    connection: Connection, order: OrderRow, sides: set[str], now: datetime
) -> None:
    """These sides."""
    mark = f"{order.id}:{microseconds(now)}"
    people = {Side.GUEST: [order.guest_id], Side.MERCHANT: who_hear(connection, order)}
    news = [
        notice("conversation_decided", each, f"{mark}:{side}", order=order.id, side=side)
        for side in Side
        if side in sides
        for each in people[side]
    ]
    put_all(connection, news, now)


def _news(
    connection: Connection, order: OrderRow, by: Side, message: int, mark: str = ""
) -> Iterator[Message]:
    """With a mark, quietly."""
    quiet = bool(mark)
    ids: dict[str, Any] = {"order": order.id, "message": message}
    mark = f"{message}:{mark}"
    if by is Side.MERCHANT:
        yield notice("message_to_guest", order.guest_id, mark, quiet=quiet, **ids)
    else:
        for each in who_hear(connection, order):
            yield notice("message_to_merchant", each, mark, quiet=quiet, **ids)


def _last(connection: Connection, order_id: int, by: Side) -> int | None:
    theirs = (booking_messages.c.order_id == order_id, booking_messages.c.side == by)
    query = select(func.max(booking_messages.c.id)).where(*theirs)
    return connection.execute(query).scalar_one()
