"""What a guest thought of it: once for each order that was used, summed up at its location."""

from datetime import datetime

from sqlalchemy import Connection, select

from database.inserting import insert_for
from orders.errors import NotRateable, OwnPlace
from orders.models import orders, ratings, vouchers
from orders.reviewing.changing import comment
from orders.reviewing.counted import add_up
from people import standing
from people.rights import works_for

__all__ = ["comment", "rate"]


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
        add_up(connection, order.location_id, stars, 1)
    elif stars_of(connection, order_id) != stars:
        raise NotRateable(order_id)


def refuse_own(connection: Connection, order_id: int, merchant_id: int, guest_id: int) -> None:
    if works_for(connection, guest_id, merchant_id):
        raise OwnPlace(order_id)


def stars_of(connection: Connection, order_id: int) -> int:
    query = select(ratings.c.stars).where(ratings.c.order_id == order_id)
    return connection.execute(query).scalar_one()
