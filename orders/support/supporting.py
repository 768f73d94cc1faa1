"""A guest asks for help, with a booking or without one, and an operator answers: all inside the market."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, insert, select

from database.outbox import put, put_all
from orders.errors import NotYourOrder, TooManySupportMessages
from orders.models import orders
from orders.notices import notice, to_operators
from orders.support.support_models import support_messages
from people import standing
from people.models import people
from people.rights import Right, require

LONGEST = 1000
A_DAY = timedelta(days=1)
MOST_A_DAY = 20
"""Messages of one guest, so that nobody fills the operators' chat."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Whose talk it is, and about which of their orders; None for anything else."""

    guest_id: int
    order_id: int | None


@dataclass(frozen=True, slots=True)
class SupportMessage:
    """What somebody wrote, and whether it was the guest."""

    id: int
    author: str
    from_guest: bool
    words: str
    at: datetime


def ask(connection: Connection, talk: Talk, words: str, now: datetime) -> None:
    """The guest writes; every operator hears of it. NotYourOrder for an order of somebody else."""
    standing.keep_alone(connection, talk.guest_id)
    _check_order(connection, talk)
    if _written_since(connection, talk.guest_id, now - A_DAY) >= MOST_A_DAY:
        raise TooManySupportMessages(MOST_A_DAY)
    message = _write(connection, talk, talk.guest_id, words, now)
    news = to_operators(
        connection, "support_asked", message, guest=talk.guest_id, order=talk.order_id
    )
    put_all(connection, news, now)


def answer(connection: Connection, talk: Talk, operator_id: int, words: str, now: datetime) -> None:
    """An operator writes back, and the guest hears of it."""
    require(connection, operator_id, Right.PERSONS)
    _check_order(connection, talk)
    message = _write(connection, talk, operator_id, words, now)
    news = notice("support_answered", talk.guest_id, message, order=talk.order_id)
    put(connection, news, now)


def messages(
    connection: Connection, talk: Talk, limit: int, before: int | None = None
) -> list[SupportMessage]:
    """A talk's messages, the latest first; those older than the message `before`, if given."""
    author = people.c.name
    query = (
        select(
            support_messages.c.id,
            author,
            support_messages.c.author_id == support_messages.c.guest_id,
            support_messages.c.words,
            support_messages.c.at,
        )
        .join(people, people.c.id == support_messages.c.author_id)
        .where(_of(talk))
        .order_by(support_messages.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(support_messages.c.id < before)
    return [SupportMessage(*row) for row in connection.execute(query)]


def waiting(connection: Connection, limit: int, offset: int = 0) -> list[Talk]:
    """Talks whose last word is the guest's, the longest waiting first."""
    last = (
        select(func.max(support_messages.c.id))
        .group_by(support_messages.c.guest_id, support_messages.c.order_id)
        .scalar_subquery()
    )
    query = (
        select(support_messages.c.guest_id, support_messages.c.order_id)
        .where(
            support_messages.c.id.in_(last),
            support_messages.c.author_id == support_messages.c.guest_id,
        )
        .order_by(support_messages.c.id)
        .limit(limit)
        .offset(offset)
    )
    return [Talk(*row) for row in connection.execute(query)]


def count_waiting(connection: Connection, most: int) -> int:
    """How many talks wait for an answer, counted up to `most`."""
    return len(waiting(connection, most))


def _check_order(connection: Connection, talk: Talk) -> None:
    if talk.order_id is None:
        return
    query = select(orders.c.guest_id).where(orders.c.id == talk.order_id)
    if connection.execute(query).scalar_one_or_none() != talk.guest_id:
        raise NotYourOrder(talk.order_id)


def _written_since(connection: Connection, guest_id: int, moment: datetime) -> int:
    query = select(func.count()).where(
        support_messages.c.guest_id == guest_id,
        support_messages.c.author_id == guest_id,
        support_messages.c.at > moment,
    )
    return connection.execute(query).scalar_one()


def _write(connection: Connection, talk: Talk, author: int, words: str, now: datetime) -> int:
    new = insert(support_messages).values(
        guest_id=talk.guest_id,
        order_id=talk.order_id,
        author_id=author,
        words=words[:LONGEST],
        at=now,
    )
    return connection.execute(new.returning(support_messages.c.id)).scalar_one()


def _of(talk: Talk) -> ColumnElement[bool]:
    same = support_messages.c.order_id == talk.order_id
    order = support_messages.c.order_id.is_(None) if talk.order_id is None else same
    return (support_messages.c.guest_id == talk.guest_id) & order
