"""What the two sides of a conversation read of it, and operators of one that was reported to them."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, select

from catalog.models import merchants
from orders.messaging.message_models import (
    OPERATOR,
    Side,
    booking_messages,
    conversation_reports,
    conversations,
)
from orders.messaging.reporting import may_report
from orders.models import orders
from people.models import people


@dataclass(frozen=True, slots=True)
class BookingMessage:
    """What somebody wrote for one side; `author` is empty once they are forgotten."""

    id: int
    side: Side
    author_id: int
    author: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What one side asked the operators about, and what they said to it."""

    side: Side
    words: str
    reported_at: datetime
    decided_at: datetime | None
    reason: str


def _decided_at(report: Report) -> datetime:
    assert report.decided_at is not None
    return report.decided_at


@dataclass(frozen=True, slots=True)
class Conversation:
    """How it stands: which side, or whether an operator, ended it, and what was reported."""

    order_id: int
    ended_by: str | None
    reports: tuple[Report, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether an operator ended it, for good."""
        return self.ended_by == OPERATOR

    @property
    def last_word(self) -> str:
        """What operators said to it last."""
        decided = [each for each in self.reports if each.decided_at is not None]
        return max(decided, key=_decided_at).reason if decided else ""

    def report_of(self, side: Side) -> Report | None:
        return next((each for each in self.reports if each.side is side), None)


@dataclass(frozen=True, slots=True)
class ReportedConversation:
    """One that somebody asked the operators to look at."""

    reports: tuple[Report, ...]
    order_id: int
    merchant_id: int
    merchant: str
    guest_id: int
    guest: str
    title: str
    terms: dict[str, Any]
    ended_by: str | None

    @property
    def is_stopped(self) -> bool:
        """Whether an operator ended it, for good."""
        return self.ended_by == OPERATOR

    @property
    def zone(self) -> str:
        """By which the booking was agreed."""
        return ZoneInfo(self.terms["zone"]).key

    @property
    def undecided(self) -> bool:
        """Whether it waits for an operator."""
        return any(each.decided_at is None for each in self.reports)

    @property
    def until(self) -> datetime | None:
        """What was written later nobody reported; None where it is still looked at."""
        return None if self.undecided else max(map(_decided_at, self.reports))


def conversation(connection: Connection, order_id: int) -> Conversation | None:
    """None where nobody has written about the order."""
    row = connection.execute(_ended_by(), {"order": order_id}).one_or_none()
    return None if row is None else Conversation(*row, _reports(connection, order_id))


@cache
def _ended_by() -> Select[int, str | None]:
    query = select(conversations.c.order_id, conversations.c.ended_by)
    return query.where(conversations.c.order_id == bindparam("order"))


def messages(
    connection: Connection,
    order_id: int,
    limit: int,
    before: int | None = None,
    until: datetime | None = None,
) -> list[BookingMessage]:
    """The latest first; those older than the message `before`, and none from after a moment."""
    which = [booking_messages.c.order_id == order_id]
    if before is not None:
        which.append(booking_messages.c.id < before)
    if until is not None:
        which.append(booking_messages.c.at <= until)
    return _messages(connection, which, limit)


def message(connection: Connection, order_id: int, message_id: int) -> BookingMessage | None:
    """One message of the conversation about an order."""
    which = [booking_messages.c.order_id == order_id, booking_messages.c.id == message_id]
    return next(iter(_messages(connection, which, 1)), None)


def was_answered(connection: Connection, order_id: int, said: BookingMessage) -> bool:
    """Whether the other side wrote after it."""
    query = select(func.count()).where(
        booking_messages.c.order_id == order_id,
        booking_messages.c.id > said.id,
        booking_messages.c.side != said.side,
    )
    return connection.execute(query).scalar_one() > 0


def can_report(connection: Connection, found: Conversation, side: Side) -> bool:
    """Whether this side may ask the operators to look."""
    query = select(func.max(booking_messages.c.at)).where(
        booking_messages.c.order_id == found.order_id, booking_messages.c.side != side
    )
    said_at = connection.execute(query).scalar_one()
    report = found.report_of(side)
    if report is None:
        return said_at is not None
    return may_report(said_at, report.reported_at, report.decided_at)


def reported(connection: Connection, limit: int, offset: int = 0) -> list[ReportedConversation]:
    """Those that wait for an operator, the longest waiting first."""
    waiting = (
        select(
            conversation_reports.c.order_id,
            func.min(conversation_reports.c.reported_at).label("at"),
        )
        .where(conversation_reports.c.decided_at.is_(None))
        .group_by(conversation_reports.c.order_id)
        .subquery()
    )
    query = _reported().join(waiting, waiting.c.order_id == conversations.c.order_id)
    ordered = query.order_by(waiting.c.at, waiting.c.order_id)
    return _found(connection, ordered.limit(limit).offset(offset))


def decided(connection: Connection, limit: int, offset: int = 0) -> list[ReportedConversation]:
    """Those about which an operator decided, the latest first."""
    done = (
        select(
            conversation_reports.c.order_id,
            func.max(conversation_reports.c.decided_at).label("at"),
        )
        .group_by(conversation_reports.c.order_id)
        .having(func.count() == func.count(conversation_reports.c.decided_at))
        .subquery()
    )
    query = _reported().join(done, done.c.order_id == conversations.c.order_id)
    ordered = query.order_by(done.c.at.desc(), done.c.order_id.desc())
    return _found(connection, ordered.limit(limit).offset(offset))


def reported_of(connection: Connection, order_id: int) -> ReportedConversation | None:
    """The conversation about one order, if it was reported: no other is an operator's to read."""
    one = _reported().where(conversations.c.order_id == order_id)
    found = next(iter(_found(connection, one)), None)
    return found if found is not None and found.reports else None


def count_reported(connection: Connection, most: int) -> int:
    """How many wait for an operator, counted up to `most`."""
    waiting = (
        select(conversation_reports.c.order_id)
        .where(conversation_reports.c.decided_at.is_(None))
        .distinct()
        .limit(most)
    )
    return connection.execute(select(func.count()).select_from(waiting.subquery())).scalar_one()


def _messages(
    connection: Connection, which: list[ColumnElement[bool]], limit: int
) -> list[BookingMessage]:
    query = (
        select(
            booking_messages.c.id,
            booking_messages.c.side,
            booking_messages.c.author_id,
            people.c.name,
            booking_messages.c.words,
            booking_messages.c.at,
        )
        .join(people, people.c.id == booking_messages.c.author_id)
        .where(and_(*which))
        .order_by(booking_messages.c.id.desc())
        .limit(limit)
    )
    return [
        BookingMessage(id_, Side(side), author_id, author, words, at)
        for id_, side, author_id, author, words, at in connection.execute(query)
    ]


def _reports(connection: Connection, order_id: int) -> tuple[Report, ...]:
    query = select(
        conversation_reports.c.side,
        conversation_reports.c.words,
        conversation_reports.c.reported_at,
        conversation_reports.c.decided_at,
        conversation_reports.c.reason,
    ).where(conversation_reports.c.order_id == order_id)
    rows = connection.execute(query.order_by(conversation_reports.c.reported_at))
    return tuple(
        Report(Side(side), words, reported_at, decided_at, reason)
        for side, words, reported_at, decided_at, reason in rows
    )


def _reported() -> Select[*tuple[Any, ...]]:
    return (
        select(
            conversations.c.order_id,
            orders.c.merchant_id,
            merchants.c.name,
            orders.c.guest_id,
            people.c.name,
            orders.c.title,
            orders.c.terms,
            conversations.c.ended_by,
        )
        .join(orders, orders.c.id == conversations.c.order_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(people, people.c.id == orders.c.guest_id)
    )


def _found(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[ReportedConversation]:
    rows = connection.execute(query).all()
    return [ReportedConversation(_reports(connection, row.order_id), *row) for row in rows]
