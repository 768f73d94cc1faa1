"""A guest thinks again about a review: other stars, other words, other photos, or none of it at all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from catalog import media
from database.inserting import insert_for
from orders.errors import NotRateable, TooManyReviewPhotos
from orders.models import ratings
from orders.reviewing.counted import add_up
from orders.reviewing.review_models import review_answers, review_photos, review_reports
from orders.reviewing.taking import taken_by_guest
from orders.reviewing.telling import tell_of_review

MOST_PHOTOS = 4


def change_stars(
    connection: Connection, order_id: int, guest_id: int, stars: int, now: datetime
) -> None:
    """Other stars than were given first."""
    if not 1 <= stars <= 5:
        raise NotRateable(order_id)
    review = taken_by_guest(connection, order_id, guest_id, now)
    if stars == review.stars:
        return
    _change(connection, order_id, stars=stars, changed_at=now)
    add_up(connection, review.location_id, stars - review.stars, 0)


def comment(
    connection: Connection, order_id: int, guest_id: int, words: str, now: datetime
) -> None:
    """Words to the stars; the last ones stand. The staff hears of the first ones."""
    review = taken_by_guest(connection, order_id, guest_id, now)
    _change(connection, order_id, words=words, changed_at=now)
    tell_of_review(connection, review, now)


def add_photo(
    connection: Connection, order_id: int, guest_id: int, photo: str, now: datetime
) -> None:
    """A picture by its key; the same again is nothing."""
    review = taken_by_guest(connection, order_id, guest_id, now)
    media.check(connection, photo)
    new = insert_for(connection, review_photos).values(order_id=order_id, photo=photo, at=now)
    if connection.execute(new.on_conflict_do_nothing()).rowcount == 0:
        return
    if _photos(connection, order_id) > MOST_PHOTOS:
        raise TooManyReviewPhotos(order_id, MOST_PHOTOS)
    _change(connection, order_id, changed_at=now)
    tell_of_review(connection, review, now)


def drop_photo(
    connection: Connection, order_id: int, guest_id: int, photo_id: int, now: datetime
) -> None:
    """One that is gone already is nothing."""
    taken_by_guest(connection, order_id, guest_id, now)
    _drop(connection, [order_id], photo_id)
    _change(connection, order_id, changed_at=now)


def take_back(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """Words, photos and the answer to them go, the stars no longer count, and no other review comes."""
    review = taken_by_guest(connection, order_id, guest_id, now)
    _drop(connection, [order_id])
    for table in (review_answers, review_reports):
        connection.execute(delete(table).where(table.c.order_id == order_id))
    _change(connection, order_id, words="", taken_back_at=now)
    add_up(connection, review.location_id, -review.stars, -1)


def forget_photos(connection: Connection, guest_id: int, _now: datetime) -> None:
    """Whoever leaves leaves no picture behind, not even for the day that others are kept."""
    query = select(ratings.c.order_id).where(ratings.c.guest_id == guest_id)
    _drop(connection, connection.execute(query).scalars().all())


def _drop(connection: Connection, order_ids: Sequence[int], photo_id: int | None = None) -> None:
    which: list[ColumnElement[bool]] = [review_photos.c.order_id.in_(order_ids)]
    if photo_id is not None:
        which.append(review_photos.c.id == photo_id)
    gone = delete(review_photos).where(*which).returning(review_photos.c.photo)
    media.drop(connection, connection.execute(gone).scalars().all())


def _photos(connection: Connection, order_id: int) -> int:
    query = select(func.count()).where(review_photos.c.order_id == order_id)
    return connection.execute(query).scalar_one()


def _change(connection: Connection, order_id: int, **values: object) -> None:
    connection.execute(update(ratings).where(ratings.c.order_id == order_id).values(**values))
