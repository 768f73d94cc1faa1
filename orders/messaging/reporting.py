"""Either side asks the operators to look at a conversation; they close the report with a word, or stop it all."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from database.inserting import upsert
from orders.errors import (
    ConversationReportDecided,
    ConversationReported,
    NothingToReport,
    TooManyWords,
)
from orders.loading import OrderRow, locked
from orders.messaging import speaking
from orders.messaging.message_models import (
    OPERATOR,
    Side,
    booking_messages,
    conversation_reports,
    conversations,
)
from orders.messaging.speaking import Speaker
from orders.messaging.telling import bring_up_to_date, tell_of_decision, tell_of_report
from people.rights import Right, require

LONGEST = 300


def report_by_guest(
    connection: Connection, order_id: int, guest_id: int, words: str, now: datetime
) -> None:
    """The guest says what is wrong."""
    _report(connection, speaking.guest(connection, order_id, guest_id), words, now)


def report_by_merchant(
    connection: Connection, order_id: int, staff_id: int, words: str, now: datetime
) -> None:
    """Likewise the place."""
    _report(connection, speaking.merchant(connection, order_id, staff_id), words, now)


def may_report(
    said_at: datetime | None, reported_at: datetime | None, decided_at: datetime | None
) -> bool:
    """Whether the other side said something that the operators were not asked about."""
    if said_at is None:
        return False
    return reported_at is None or (decided_at is not None and said_at > decided_at)


def close(connection: Connection, order_id: int, by: int, reason: str, now: datetime) -> None:
    """Who reported it reads what an operator says; the conversation goes on."""
    order = _decided(connection, order_id, by, reason, now)
    tell_of_decision(connection, order, _reporters(connection, order_id, now), now)


def stop(connection: Connection, order_id: int, by: int, reason: str, now: datetime) -> None:
    """Neither side writes any more; both read why."""
    order = _decided(connection, order_id, by, reason, now)
    this = conversations.c.order_id == order_id
    connection.execute(update(conversations).where(this).values(ended_at=now, ended_by=OPERATOR))
    bring_up_to_date(connection, order, Side, "stopped", now)
    tell_of_decision(connection, order, set(Side), now)


def _report(connection: Connection, speaker: Speaker, words: str, now: datetime) -> None:
    order_id = speaker.order.id
    _check_length(order_id, words)
    said_at = _last_of_other(connection, speaker)
    if said_at is None:
        raise NothingToReport(order_id)
    if not may_report(said_at, *_reported(connection, speaker)):
        raise ConversationReported(order_id)
    which = {"order_id": order_id, "side": speaker.side}
    asked = {"words": words, "reported_by": speaker.person_id, "reported_at": now}
    fresh = {"decided_by": None, "decided_at": None, "reason": ""}
    upsert(connection, conversation_reports, which, asked | fresh)
    tell_of_report(connection, speaker, now)


def _decided(
    connection: Connection, order_id: int, by: int, reason: str, now: datetime
) -> OrderRow:
    """Every report of it at once; of two operators one decides."""
    require(connection, by, Right.PERSONS)
    _check_length(order_id, reason)
    order = locked(connection, order_id)
    change = (
        update(conversation_reports)
        .where(
            conversation_reports.c.order_id == order_id,
            conversation_reports.c.decided_at.is_(None),
        )
        .values(decided_by=by, decided_at=now, reason=reason)
    )
    if connection.execute(change).rowcount == 0:
        raise ConversationReportDecided(order_id)
    return order


def _reporters(connection: Connection, order_id: int, decided_at: datetime) -> set[str]:
    query = select(conversation_reports.c.side).where(
        conversation_reports.c.order_id == order_id,
        conversation_reports.c.decided_at == decided_at,
    )
    return set(connection.execute(query).scalars())


def _last_of_other(connection: Connection, speaker: Speaker) -> datetime | None:
    query = select(func.max(booking_messages.c.at)).where(
        booking_messages.c.order_id == speaker.order.id, booking_messages.c.side != speaker.side
    )
    return connection.execute(query).scalar_one()


def _reported(connection: Connection, speaker: Speaker) -> tuple[datetime | None, datetime | None]:
    query = select(conversation_reports.c.reported_at, conversation_reports.c.decided_at).where(
        conversation_reports.c.order_id == speaker.order.id,
        conversation_reports.c.side == speaker.side,
    )
    row = connection.execute(query).one_or_none()
    return (None, None) if row is None else (row.reported_at, row.decided_at)


def _check_length(order_id: int, words: str) -> None:
    if len(words) > LONGEST:
        raise TooManyWords(order_id, len(words), LONGEST)
