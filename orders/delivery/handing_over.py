"""An order is in its guest's hands: by the code that they show, or left at the door with a photo."""

from datetime import datetime

from sqlalchemy import Connection

from catalog import media
from orders.course import redeeming
from orders.course.redeeming import Press, Redeemed
from orders.delivery import live_map
from orders.delivery.carrying import had
from orders.delivery.deliveries import Delivery, move
from orders.delivery.delivery_models import DeliveryState, Handover
from orders.delivery.keeping import ON_BOARD, earn
from orders.errors import DeliveryMoved, NotLeftAtDoor, WrongCode
from orders.reading.vouchers import look, meant_by


def hand_over_by_code(
    connection: Connection, order_id: int, code: str, courier_id: int, now: datetime
) -> Redeemed:
    """The guest's code, typed or scanned at the door; the same press again is the same use.

    Raises what redeeming raises, and WrongCode for the code of another order.
    """
    order, delivery = had(connection, order_id, courier_id, now)
    view = look(connection, meant_by(code))
    if view.order_id != order_id:
        raise WrongCode(order_id)
    if delivery.ended_at is None:
        end(connection, delivery, now, handover=Handover.CODE)
    nonce = f"{view.voucher_id}-1-{courier_id}"
    return redeeming.redeem_locked(connection, order, view, Press(courier_id, nonce, now))


def hand_over_by_photo(
    connection: Connection, order_id: int, photo: str, courier_id: int, now: datetime
) -> None:
    """Left at the door, as its guest asked; again it changes nothing. `photo` is a key of a picture."""
    order, delivery = had(connection, order_id, courier_id, now)
    if delivery.state is DeliveryState.HANDED_OVER:
        return
    media.check(connection, photo)
    if not delivery.at_the_door:
        raise NotLeftAtDoor(order_id)
    end(connection, delivery, now, handover=Handover.PHOTO, photo=photo)
    redeeming.redeem_at_the_door(connection, order, courier_id, now)


def end(connection: Connection, delivery: Delivery, now: datetime, **how: str) -> None:
    if delivery.is_collection or delivery.state not in ON_BOARD:
        raise DeliveryMoved(delivery.order_id, delivery.state)
    values = {"ended_at": now, "waits_until": None, "lost_at": None, **how}
    move(connection, delivery, ON_BOARD, DeliveryState.HANDED_OVER, **values)
    live_map.take_away(connection, delivery, now)
    earn(connection, delivery, now)
