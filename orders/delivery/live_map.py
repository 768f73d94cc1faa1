"""Where a courier is who comes to a guest, on a map in the guest's chat: on the way, and never after."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from database.outbox import Message, put_all
from database.point import Point
from orders.delivery import couriers
from orders.delivery.deliveries import Delivery, stands
from orders.delivery.delivery_models import DeliveryState, deliveries
from orders.models import orders
from orders.notices import RETRACT, microseconds, notice

ABOUT = "courier_map"


def subject(order_id: int) -> str:
    """Of the message with the map."""
    return f"courier-map-{order_id}"


def begin_shift(
    connection: Connection, courier_id: int, point: Point | None, now: datetime
) -> None:
    """They are asked from now on, and where they are is seen by whoever waits for them."""
    couriers.begin_shift(connection, courier_id, point, now)
    show(connection, courier_id, now)


def follow(connection: Connection, courier_id: int, point: Point, now: datetime) -> None:
    """A courier on shift is there by now; of who is not, nothing is kept."""
    if couriers.move_to(connection, courier_id, point, now):
        show(connection, courier_id, now)


def show(connection: Connection, courier_id: int, now: datetime) -> None:
    """The guest to whom they are on the way sees where they are by now, if that is known.

    The first time it is a message of its own; then that one changes.
    """
    courier = couriers.courier(connection, courier_id)
    point = None if courier is None else courier.fresh_point(now)
    if point is None:
        return
    on_the_way = (
        deliveries.c.courier_id == courier_id,
        stands(DeliveryState.ON_THE_WAY),
        deliveries.c.lost_at.is_(None),
    )
    query = select(deliveries.c.order_id, deliveries.c.mapped_at, orders.c.guest_id)
    found = connection.execute(
        query.join(orders, orders.c.id == deliveries.c.order_id).where(*on_the_way)
    ).one_or_none()
    if found is None:
        return
    if found.mapped_at is None:
        this = (deliveries.c.order_id == found.order_id, *on_the_way)
        change = update(deliveries).where(*this).values(mapped_at=now)
        if connection.execute(change).rowcount != 1:
            return
    mark = f"{found.order_id}:{microseconds(now)}:{point.latitude},{point.longitude}"
    again = found.mapped_at is not None
    told = notice(ABOUT, found.guest_id, mark, quiet=again, order=found.order_id)
    put_all(connection, [told], now)


def take_away(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """No map shows its courier any more: they are on the way no longer, or nobody knows where.

    It goes whether or not it was there a moment ago: it may be brought just now.
    """
    if delivery.state is not DeliveryState.ON_THE_WAY:
        return
    this = deliveries.c.order_id == delivery.order_id
    connection.execute(update(deliveries).where(this).values(mapped_at=None))
    query = select(orders.c.guest_id).where(orders.c.id == delivery.order_id)
    guest = connection.execute(query).scalar_one()
    gone = {"person": guest, "subject": subject(delivery.order_id)}
    key = f"retract:{subject(delivery.order_id)}:{microseconds(now)}"
    put_all(connection, [Message(RETRACT, key, gone)], now)
