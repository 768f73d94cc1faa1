"""One side writes, and the other hears of it, as long as both want to and the booking is not long over."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Select, bindparam, func, insert, select

from database.inserting import insert_for
from orders.booking.counter import is_written_in
from orders.errors import (
    ConversationEnded,
    ConversationOver,
    TooManyMessages,
    TooManyWords,
)
from orders.loading import OrderRow
from orders.messaging import speaking
from orders.messaging.message_models import Side, booking_messages, conversations
from orders.messaging.speaking import Speaker
from orders.messaging.telling import bring_up_to_date, tell_of_message
from orders.models import order_history
from orders.reading.queries import OrderView
from orders.rules import LIVE
from orders.support import supporting

LONGEST = supporting.LONGEST
MOST_A_DAY = supporting.MOST_A_DAY
"""Messages of one side about one booking."""

OPEN_FOR = timedelta(days=14)
"""After the last that happened to a booking that is over, for what was left behind or went wrong."""


def write_to_merchant(
    connection: Connection, order_id: int, guest_id: int, words: str, now: datetime
) -> None:
    """The guest writes; everybody of the place who sees to the booking hears of it."""
    _write(connection, speaking.guest(connection, order_id, guest_id), words, now)


def write_to_guest(
    connection: Connection, order_id: int, staff_id: int, words: str, now: datetime
) -> None:
    """One of the place's people writes in its name."""
    _write(connection, speaking.merchant(connection, order_id, staff_id), words, now)


def is_over(connection: Connection, order: OrderRow | OrderView, now: datetime) -> bool:
    """Whether nobody writes about it any more: never placed, long over, or its place is closed."""
    if order.placed_at is None or order.merchant_state != "active":
        return True
    if order.state in LIVE:
        return False
    query = select(func.max(order_history.c.at)).where(order_history.c.order_id == order.id)
    last = connection.execute(query).scalar()
    return now > (order.placed_at if last is None else last) + OPEN_FOR


def can_write(connection: Connection, order: OrderView, now: datetime) -> bool:
    """Whether a message would be taken: what is asked before the deed, which asks again."""
    if not order.guest or is_written_in(connection, order) or is_over(connection, order, now):
        return False
    return not _is_ended(connection, order.id)


def _write(connection: Connection, speaker: Speaker, words: str, now: datetime) -> None:
    order_id = speaker.order.id
    if len(words) > LONGEST:
        raise TooManyWords(order_id, len(words), LONGEST)
    if is_over(connection, speaker.order, now):
        raise ConversationOver(order_id)
    if _is_ended(connection, order_id):
        raise ConversationEnded(order_id)
    if _written_since(connection, speaker, now - supporting.A_DAY) >= MOST_A_DAY:
        raise TooManyMessages(order_id, MOST_A_DAY)
    begun = insert_for(connection, conversations).values(order_id=order_id, began_at=now)
    connection.execute(begun.on_conflict_do_nothing())
    new = insert(booking_messages).values(
        order_id=order_id, side=speaker.side, author_id=speaker.person_id, words=words, at=now
    )
    message = connection.execute(new.returning(booking_messages.c.id)).scalar_one()
    if speaker.side is Side.MERCHANT:  # the others see that it was answered
        bring_up_to_date(connection, speaker.order, [Side.GUEST], "answered", now)
    tell_of_message(connection, speaker, message, now)


def _is_ended(connection: Connection, order_id: int) -> bool:
    return connection.execute(_ended(), {"order": order_id}).scalar_one_or_none() is not None


@cache
def _ended() -> Select[datetime | None]:
    query = select(conversations.c.ended_at)
    return query.where(conversations.c.order_id == bindparam("order"))


def _written_since(connection: Connection, speaker: Speaker, moment: datetime) -> int:
    query = select(func.count()).where(
        booking_messages.c.order_id == speaker.order.id,
        booking_messages.c.side == speaker.side,
        booking_messages.c.at > moment,
    )
    return connection.execute(query).scalar_one()
