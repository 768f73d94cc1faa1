"""What a courier does with an order on its way, and what its place and guest do with it meanwhile."""

from datetime import datetime

from sqlalchemy import Connection, update

from catalog.geography import distance
from orders.agreed_addresses import agreed_address
from orders.course.expiring import expire
from orders.delivery import couriers, keeping, live_map, news, offering
from orders.delivery.deliveries import Delivery, move, note, of_taken, taken
from orders.delivery.delivery_models import UNDER_WAY, DeliveryState, Why
from orders.delivery.keeping import ON_BOARD
from orders.delivery.news import Step
from orders.delivery.pacing import AT_THE_PLACE, DECIDE, DOORSTEP, SILENT_AFTER, deadlines
from orders.errors import (
    DeliveryMoved,
    NoDelivery,
    NotAtTheDoor,
    NotCollectedYet,
    WaitLonger,
    WrongFetchCode,
)
from orders.loading import OrderRow, locked_for_guest, locked_for_staff
from orders.models import orders
from people import standing
from people.rights import Right, require


def hand_to_courier(
    connection: Connection, order_id: int, staff_id: int, fetch_code: str, now: datetime
) -> None:
    """The place gives it to the courier who shows this number; again it changes nothing.

    What nobody called ready is ready by that.
    """
    order = locked_for_staff(connection, order_id, staff_id)
    delivery = of_taken(connection, order)
    if delivery.is_collection:
        raise NotCollectedYet(order_id)
    if delivery.state in ON_BOARD:
        return
    if delivery.state is not DeliveryState.ACCEPTED:
        raise DeliveryMoved(order_id, delivery.state)
    if not keeping.is_number(fetch_code, delivery.fetch_code):
        raise WrongFetchCode(order_id)
    before = (DeliveryState.ACCEPTED,)
    move(connection, delivery, before, DeliveryState.PICKED_UP, picked_up_at=now)
    made = update(orders).where(orders.c.id == order_id, orders.c.ready_at.is_(None))
    connection.execute(made.values(ready_at=now))
    news.tell_courier(connection, delivery, delivery.carried_by, Step.FETCHED, now)
    news.tell_guest(connection, order, Step.FETCHED, now, quiet=True)
    news.ask_for_sign(connection, delivery, delivery.carried_by, now + SILENT_AFTER / 2, now)


def leave(connection: Connection, order_id: int, courier_id: int, now: datetime) -> None:
    """The courier is on the way to the guest, who sees where; again it changes nothing."""
    order, delivery = carried(connection, order_id, courier_id, now)
    if delivery.state is DeliveryState.ON_THE_WAY:
        return
    if delivery.is_collection:
        raise DeliveryMoved(order_id, delivery.state)
    before = (DeliveryState.PICKED_UP,)
    move(connection, delivery, before, DeliveryState.ON_THE_WAY, left_at=now)
    news.tell_guest(connection, order, Step.LEFT, now)
    live_map.show(connection, courier_id, now)


def still_there(connection: Connection, order_id: int, courier_id: int, now: datetime) -> None:
    """A sign of the courier, and no more."""
    carried(connection, order_id, courier_id, now)


def nobody_opens(connection: Connection, order_id: int, courier_id: int, now: datetime) -> None:
    """The courier stands at the door, and waits for some minutes; again they are the same minutes."""
    order, delivery = carried(connection, order_id, courier_id, now)
    if delivery.state is not _to_door(delivery):
        raise DeliveryMoved(order_id, delivery.state)
    if delivery.waits_until is not None:
        return
    check_at_door(connection, delivery, now)
    there = keeping.wanted_at(order, delivery, now) if delivery.is_collection else now
    note(connection, delivery, waits_until=max(now, there) + DOORSTEP)
    news.tell_guest(connection, order, Step.AT_DOOR, now)


def check_at_door(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Whoever lets their place be known is believed only there."""
    courier = couriers.courier(connection, delivery.carried_by)
    here = courier and courier.fresh_point(now)
    door = agreed_address(connection, delivery.order_id)
    if here and door and (meters := round(distance(here, door.point))) > AT_THE_PLACE:
        raise NotAtTheDoor(delivery.order_id, meters)


def take_back(connection: Connection, order_id: int, courier_id: int, now: datetime) -> None:
    """Nobody opened in time: the order ends by its terms, as one that nobody came for."""
    order, delivery = carried(connection, order_id, courier_id, now)
    until = delivery.waits_until
    if delivery.state is not _to_door(delivery) or until is None:
        raise DeliveryMoved(order_id, delivery.state)
    if now < until:
        raise WaitLonger(order_id, until)
    keeping.fail(connection, delivery, Why.NOBODY_OPENED, now)
    expire(connection, order_id, now, courier_id)
    news.tell_place(connection, order, Step.OVER, now)


def _to_door(delivery: Delivery) -> DeliveryState:
    """The state in which its courier comes to the guest's door."""
    return DeliveryState.ACCEPTED if delivery.is_collection else DeliveryState.ON_THE_WAY


def give_up(connection: Connection, order_id: int, courier_id: int, now: datetime) -> None:
    """The courier can't: before it is fetched others are asked; afterwards its place decides."""
    order, delivery = carried(connection, order_id, courier_id, now)
    if delivery.state is DeliveryState.ACCEPTED:
        offering.look_again(connection, order, delivery, now, **waits(order, delivery, now))
        return
    couriers.let_go(connection, courier_id)
    lose(connection, order, delivery, now)


def waits(order: OrderRow, delivery: Delivery, now: datetime) -> dict[str, datetime]:
    """How long others are looked for; what is collected is collected as soon as somebody can, or as its guest chose."""
    times = deadlines(keeping.wanted_at(order, delivery, now), now)
    return {"take_by": times.take_by, "give_up_at": times.give_up_at}


def lose(connection: Connection, order: OrderRow, delivery: Delivery, now: datetime) -> None:
    """It is gone with its courier: place and operators decide, and if nobody does, the money goes back."""
    if delivery.lost_at is not None:
        return
    note(connection, delivery, lost_at=now, give_up_at=now + DECIDE)
    live_map.take_away(connection, delivery, now)
    news.tell_guest(connection, order, Step.LOST, now)
    news.tell_place(connection, order, Step.LOST, now)
    news.tell_operators(connection, order, now)


def leave_at_the_door(
    connection: Connection, order_id: int, guest_id: int, now: datetime, *, at_the_door: bool
) -> None:
    """The guest wants it left at the door with a photo, or rather given by hand."""
    delivery = of_taken(connection, locked_for_guest(connection, order_id, guest_id))
    if delivery.state not in UNDER_WAY:
        raise DeliveryMoved(order_id, delivery.state)
    if delivery.at_the_door == at_the_door:
        return
    note(connection, delivery, at_the_door=at_the_door)
    if delivery.courier_id is not None:
        news.tell_courier(connection, delivery, delivery.courier_id, Step.CHANGED, now)


def carried(
    connection: Connection, order_id: int, courier_id: int, now: datetime
) -> tuple[OrderRow, Delivery]:
    """What a courier has, theirs alone until the transaction ends, with a sign of them.

    NoDelivery for what they don't have (any more).
    """
    order, delivery = had(connection, order_id, courier_id, now)
    if delivery.ended_at is not None:
        raise NoDelivery(order_id)
    return order, delivery


def had(
    connection: Connection, order_id: int, courier_id: int, now: datetime
) -> tuple[OrderRow, Delivery]:
    """Likewise, or what they have brought."""
    standing.keep(connection, courier_id)
    couriers.hear(connection, courier_id, now)
    order, delivery = taken(connection, order_id)
    require(connection, courier_id, Right.DELIVER, order.merchant_id)
    if delivery.courier_id != courier_id:
        raise NoDelivery(order_id)
    return order, delivery
