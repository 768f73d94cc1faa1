"""Others find a review helpful: each once, so that what helps most can be read first."""

from datetime import datetime

from sqlalchemy import Connection, delete, update

from database.inserting import insert_for
from orders.errors import OwnReview
from orders.models import ratings
from orders.reviewing.review_models import review_presses
from orders.reviewing.taking import taken_by_others
from people import standing
from people.rights import works_for


def helps(connection: Connection, order_id: int, person_id: int, now: datetime) -> None:
    """The same press again is nothing; neither its guest nor whoever works there is asked."""
    _refuse_own(connection, order_id, person_id)
    new = insert_for(connection, review_presses).values(
        order_id=order_id, person_id=person_id, at=now
    )
    _count(connection, order_id, connection.execute(new.on_conflict_do_nothing()).rowcount)


def helps_not(connection: Connection, order_id: int, person_id: int) -> None:
    """Takes the press back."""
    _refuse_own(connection, order_id, person_id)
    mine = (review_presses.c.order_id == order_id, review_presses.c.person_id == person_id)
    gone = connection.execute(delete(review_presses).where(*mine)).rowcount
    _count(connection, order_id, -gone)


def _refuse_own(connection: Connection, order_id: int, person_id: int) -> None:
    standing.keep(connection, person_id)
    review = taken_by_others(connection, order_id)
    if review.guest_id == person_id or works_for(connection, person_id, review.merchant_id):
        raise OwnReview(order_id)


def _count(connection: Connection, order_id: int, more: int) -> None:
    if more:
        change = update(ratings).where(ratings.c.order_id == order_id)
        connection.execute(change.values(helpful=ratings.c.helpful + more))
