"""The place answers a review in public: once, in words that it may change or take back."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from catalog.changes import Change, Subject, record
from database.inserting import insert_for
from orders.errors import AnsweredAlready, ReviewGone
from orders.reviewing.review_models import review_answers
from orders.reviewing.taking import Taken, check_length, taken_by_others
from orders.reviewing.telling import tell_of_answer
from people.rights import Right, require

LONGEST = 500


def answer(connection: Connection, order_id: int, by: int, words: str, now: datetime) -> None:
    """Of two who answer at once, one has answered; the guest hears of it."""
    check_length(order_id, words, LONGEST)
    review = _reviewed(connection, order_id, by)
    new = insert_for(connection, review_answers).values(
        order_id=order_id, words=words, author_id=by, at=now
    )
    if connection.execute(new.on_conflict_do_nothing()).rowcount == 0:
        raise AnsweredAlready(order_id)
    tell_of_answer(connection, review, now)
    _record(connection, review, by, now, after=words)


def change_answer(
    connection: Connection, order_id: int, by: int, words: str, now: datetime
) -> None:
    """Other words; ReviewGone where there are none to change."""
    check_length(order_id, words, LONGEST)
    review = _reviewed(connection, order_id, by)
    before = _words(connection, order_id)
    connection.execute(
        update(review_answers)
        .where(review_answers.c.order_id == order_id)
        .values(words=words, author_id=by, changed_at=now)
    )
    _record(connection, review, by, now, before=before, after=words)


def take_answer_back(connection: Connection, order_id: int, by: int, now: datetime) -> None:
    """Nothing is said to the review any more; another answer may be given."""
    review = _reviewed(connection, order_id, by)
    before = _words(connection, order_id)
    connection.execute(delete(review_answers).where(review_answers.c.order_id == order_id))
    _record(connection, review, by, now, before=before)


def _reviewed(connection: Connection, order_id: int, by: int) -> Taken:
    review = taken_by_others(connection, order_id)
    require(connection, by, Right.SHOP, review.merchant_id)
    return review


def _words(connection: Connection, order_id: int) -> str:
    query = select(review_answers.c.words).where(review_answers.c.order_id == order_id)
    words = connection.execute(query).scalar_one_or_none()
    if words is None:
        raise ReviewGone(order_id)
    return words


def _record(
    connection: Connection,
    review: Taken,
    by: int,
    now: datetime,
    *,
    before: str = "",
    after: str = "",
) -> None:
    values = [{"answer": each} if each else {} for each in (before, after)]
    change = Change(review.merchant_id, by, Subject.REVIEW, review.order_id, *values)
    record(connection, change, now)
