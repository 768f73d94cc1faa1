"""What is collected from its guest first: a courier gets it by a number, and brings it to its place.

From then on it is a delivery as any other, whose kitchen takes longer.
"""

from datetime import datetime

from sqlalchemy import Connection, update

from orders.delivery import keeping, news
from orders.delivery.carrying import carried
from orders.delivery.deliveries import Delivery, move, of_taken
from orders.delivery.delivery_models import (
    Answer,
    DeliveryState,
    Leg,
    delivery_offers,
)
from orders.delivery.news import Step
from orders.delivery.pacing import SILENT_AFTER, deadlines
from orders.errors import DeliveryMoved, OrderMoved, WrongCollectionNumber
from orders.loading import OrderRow, locked_for_staff
from orders.models import OrderState

AWAITED = (DeliveryState.OFFERED, DeliveryState.ACCEPTED, DeliveryState.PICKED_UP)


def collect(
    connection: Connection, order_id: int, courier_id: int, number: str, now: datetime
) -> None:
    """The courier has it, by the number that its guest reads out; again it changes nothing."""
    order, delivery = carried(connection, order_id, courier_id, now)
    if not delivery.is_collection:
        raise DeliveryMoved(order_id, delivery.state)
    if delivery.state is DeliveryState.PICKED_UP:
        return
    if not keeping.is_number(number, delivery.fetch_code):
        raise WrongCollectionNumber(order_id)
    before = (DeliveryState.ACCEPTED,)
    values = {"picked_up_at": now, "waits_until": None}
    move(connection, delivery, before, DeliveryState.PICKED_UP, **values)
    news.tell_guest(connection, order, Step.COLLECTED, now)
    news.ask_for_sign(connection, delivery, courier_id, now + SILENT_AFTER / 2, now)


def receive(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """It is at its place, by a courier or by its guest; again it changes nothing."""
    order = locked_for_staff(connection, order_id, staff_id)
    delivery = of_taken(connection, order)
    if delivery.received_at is not None:
        return
    if order.state != OrderState.CONFIRMED:
        raise OrderMoved(order_id, order.state)
    if not delivery.is_collection:
        raise DeliveryMoved(order_id, delivery.state)
    _begin_return(connection, order, delivery, now)
    news.tell_guest(connection, order, Step.RECEIVED, now)


def _begin_return(
    connection: Connection, order: OrderRow, delivery: Delivery, now: datetime
) -> None:
    assert order.starts_at is not None, order.id
    times = deadlines(order.starts_at, now)
    keeping.withdraw(connection, delivery, now)
    if delivery.state is DeliveryState.PICKED_UP:
        keeping.earn(connection, delivery, now)
    done = update(delivery_offers).where(
        delivery_offers.c.order_id == order.id, delivery_offers.c.answer == Answer.ACCEPTED
    )
    connection.execute(done.values(answer=Answer.DONE, answered_at=now))
    move(
        connection,
        delivery,
        AWAITED,
        DeliveryState.OFFERED,
        leg=Leg.RETURN,
        received_at=now,
        fetch_code=keeping.new_number(),
        offer_from=times.offer_from,
        take_by=times.take_by,
        give_up_at=times.give_up_at,
        told_at=None,
        **dict.fromkeys(keeping.OF_A_COURIER),
    )
    if delivery.is_carried:
        news.tell_courier(connection, delivery, delivery.carried_by, Step.RECEIVED, now)
