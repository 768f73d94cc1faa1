"""Reads a review for whoever changes something about it, and keeps others from doing so meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from database import rows
from orders.errors import NotRateable, OwnPlace, ReviewClosed, ReviewGone, TooManyWords
from orders.models import ratings
from people import standing
from people.rights import works_for

CHANGED_FOR = timedelta(days=14)
"""So long after the stars were given their guest may think again."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The columns of `ratings`, see there."""

    order_id: int
    merchant_id: int
    location_id: int
    guest_id: int
    stars: int
    words: str
    at: datetime
    changed_at: datetime | None
    hidden_at: datetime | None
    taken_back_at: datetime | None
    helpful: int

    @property
    def counts(self) -> bool:
        """Whether others read it."""
        return self.hidden_at is None and self.taken_back_at is None


def taken(connection: Connection, order_id: int) -> Taken | None:
    """The review, its row kept until the transaction ends; on SQLite the transaction does that."""
    return rows.one_or_none(Taken, connection.execute(taking(), {"order": order_id}))


@cache
def taking() -> Select[*tuple[Any, ...]]:
    query = select(ratings).where(ratings.c.order_id == bindparam("order"))
    return query.with_for_update(key_share=True)


def taken_by_guest(connection: Connection, order_id: int, guest_id: int, now: datetime) -> Taken:
    """One's own review, as long as it may be changed; nobody rates where they work."""
    standing.keep(connection, guest_id)
    review = taken(connection, order_id)
    if review is None or review.guest_id != guest_id:
        raise NotRateable(order_id)
    if works_for(connection, guest_id, review.merchant_id):
        raise OwnPlace(order_id)
    if not review.counts or now > changed_until(review.at):
        raise ReviewClosed(order_id)
    return review


def taken_by_others(connection: Connection, order_id: int) -> Taken:
    """A review that others read; ReviewGone for any other."""
    review = taken(connection, order_id)
    if review is None or not review.counts:
        raise ReviewGone(order_id)
    return review


def check_length(order_id: int, words: str, longest: int) -> None:
    """Raise TooManyWords rather than cut them."""
    if len(words) > longest:
        raise TooManyWords(order_id, len(words), longest)


def changed_until(at: datetime) -> datetime:
    """The last moment at which its guest changes it."""
    return at + CHANGED_FOR
