"""What a guest thought of it: once for each order that was used, summed up at its location."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from catalog.models import locations
from database.inserting import insert_for
from database.outbox import Message, put_all
from orders.errors import NotRateable, OwnPlace
from orders.models import orders, ratings, vouchers
from orders.notices import notice
from people import standing
from people.queries import staff_of
from people.rights import Right, works_for


def rate(connection: Connection, order_id: int, guest_id: int, stars: int, now: datetime) -> None:
    """One to five stars. The first word stands: the same again is nothing, another is refused.

    Nobody rates where they work.
    """
    standing.keep(connection, guest_id)
    query = (
        select(orders.c.merchant_id, orders.c.location_id)
        .join(vouchers, vouchers.c.order_id == orders.c.id)
        .where(orders.c.id == order_id, orders.c.guest_id == guest_id, vouchers.c.used > 0)
    )
    order = connection.execute(query).one_or_none()
    if order is None or not 1 <= stars <= 5:
        raise NotRateable(order_id)
    refuse_own(connection, order_id, order.merchant_id, guest_id)
    new = insert_for(connection, ratings).values(
        order_id=order_id,
        merchant_id=order.merchant_id,
        location_id=order.location_id,
        guest_id=guest_id,
        stars=stars,
        words="",
        at=now,
    )
    if connection.execute(new.on_conflict_do_nothing()).rowcount == 1:
        add_up(connection, order.location_id, stars)
    elif stars_of(connection, order_id) != stars:
        raise NotRateable(order_id)


def refuse_own(connection: Connection, order_id: int, merchant_id: int, guest_id: int) -> None:
    if works_for(connection, guest_id, merchant_id):
        raise OwnPlace(order_id)


def add_up(connection: Connection, location_id: int, stars: int) -> None:
    connection.execute(
        update(locations)
        .where(locations.c.id == location_id)
        .values(
            rating_sum=locations.c.rating_sum + stars, rating_count=locations.c.rating_count + 1
        )
    )


def stars_of(connection: Connection, order_id: int) -> int:
    query = select(ratings.c.stars).where(ratings.c.order_id == order_id)
    return connection.execute(query).scalar_one()


def comment(
    connection: Connection, order_id: int, guest_id: int, words: str, now: datetime
) -> None:
    """Words to the stars; the last ones stand. The staff hears of the first ones."""
    standing.keep(connection, guest_id)
    query = select(ratings.c.merchant_id).where(ratings.c.order_id == order_id)
    merchant_id = connection.execute(query).scalar_one_or_none()
    if merchant_id is None:
        raise NotRateable(order_id)
    refuse_own(connection, order_id, merchant_id, guest_id)
    change = (
        update(ratings)
        .where(ratings.c.order_id == order_id, ratings.c.guest_id == guest_id)
        .values(words=words, at=now)
        .returning(ratings.c.merchant_id)
    )
    merchant_id = connection.execute(change).scalar_one_or_none()
    if merchant_id is None:
        raise NotRateable(order_id)
    put_all(
        connection,
        [_to_staff(order_id, each) for each in staff_of(connection, merchant_id, Right.GUESTS)],
        now,
    )


def _to_staff(order_id: int, person_id: int) -> Message:
    """The same key for better words: nobody hears of one review twice."""
    return notice("review", person_id, order_id, order=order_id)
