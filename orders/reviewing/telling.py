"""Who hears of a review, of the answer to it, and of what an operator decided about it."""

from datetime import datetime

from sqlalchemy import Connection

from database.outbox import put, put_all
from orders.notices import microseconds, notice, to_operators
from orders.reviewing.taking import Taken
from people.queries import staff_of
from people.rights import Right


def tell_of_review(connection: Connection, review: Taken, now: datetime) -> None:
    """The staff; the same key for better words, so that nobody hears of one review twice."""
    order_id, merchant_id = review.order_id, review.merchant_id
    news = (
        notice("review", each, order_id, order=order_id)
        for each in staff_of(connection, merchant_id, Right.GUESTS)
    )
    put_all(connection, list(news), now)


def tell_of_answer(connection: Connection, review: Taken, now: datetime) -> None:
    """Its guest, once."""
    order_id = review.order_id
    put(connection, notice("review_answered", review.guest_id, order_id, order=order_id), now)


def tell_of_report(connection: Connection, review: Taken, now: datetime) -> None:
    """Every operator who may decide."""
    mark = f"{review.order_id}:{microseconds(now)}"
    news = to_operators(connection, "review_reported", mark, order=review.order_id)
    put_all(connection, news, now)


def tell_of_decision(connection: Connection, review: Taken, now: datetime) -> None:
    """Its guest and those who may report it."""
    mark = f"{review.order_id}:{microseconds(now)}"
    staff = staff_of(connection, review.merchant_id, Right.SHOP)
    news = (
        notice("review_decided", each, mark, order=review.order_id)
        for each in (review.guest_id, *staff)
    )
    put_all(connection, list(news), now)
