"""Where a delivery has gone wrong its guest chooses, and its place or an operator decides, by a press."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from orders.delivery import keeping, news, offering
from orders.delivery.deliveries import Delivery, move, of_taken, taken
from orders.delivery.delivery_models import DeliveryState, Why
from orders.delivery.keeping import ON_BOARD, may_choose
from orders.delivery.news import Step
from orders.delivery.overdue import call_off
from orders.delivery.pacing import deadlines
from orders.errors import DeliveryMoved, OrderMoved
from orders.line_models import order_adjustments
from orders.loading import OrderRow, locked_for_guest
from orders.models import orders
from orders.money import goodwill, refunding
from orders.pricing import AdjustmentKind
from orders.rules import LIVE
from orders.transitions import Reason, RefundReason
from payments.port import WHOLE_ONLY
from people.rights import GRANTS, Right, require, role_at

__all__ = [
    "fee_of",
    "fetch",
    "have_money_back",
    "may_choose",
    "refund_lost",
    "send_another",
]


def fetch(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """The guest comes to the counter themselves; what the way would have cost goes back."""
    order = locked_for_guest(connection, order_id, guest_id)
    delivery = of_taken(connection, order)
    if delivery.state is DeliveryState.AT_COUNTER:
        return
    here = delivery.state is DeliveryState.OFFERED and not delivery.is_collection
    if not here or not may_choose(delivery, now):
        raise DeliveryMoved(order_id, delivery.state)
    move(connection, delivery, (DeliveryState.OFFERED,), DeliveryState.AT_COUNTER)
    keeping.withdraw(connection, delivery, now)
    give_fee_back(connection, order, now)
    news.tell_guest(connection, order, Step.FETCHES, now, quiet=True)
    news.tell_place(connection, order, Step.FETCHES, now)


def have_money_back(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """The guest waits no longer, and gets all of it; again it changes nothing."""
    order = locked_for_guest(connection, order_id, guest_id)
    delivery = of_taken(connection, order)
    if delivery.state is DeliveryState.FAILED:
        return
    if not may_choose(delivery, now):
        raise DeliveryMoved(order_id, delivery.state)
    why = Why.NO_COURIER if delivery.lost_at is None else Why.LOST
    call_off(connection, order, delivery, why, guest_id, now)


def send_another(connection: Connection, order_id: int, actor_id: int, now: datetime) -> None:
    """The place makes it again, and another courier brings it."""
    order, delivery = _lost(connection, order_id, actor_id)
    if delivery.is_collection:  # there is only one of it
        raise DeliveryMoved(order_id, delivery.state)
    times = deadlines(now, now)
    connection.execute(update(orders).where(orders.c.id == order_id).values(ready_at=None))
    offering.look_again(
        connection,
        order,
        delivery,
        now,
        offer_from=now,
        take_by=times.take_by,
        give_up_at=times.give_up_at,
    )


def refund_lost(connection: Connection, order_id: int, actor_id: int, now: datetime) -> None:
    """It is not made again: its guest gets everything back."""
    order, delivery = _lost(connection, order_id, actor_id)
    ours = role_at(connection, actor_id, order.merchant_id) is not None
    reason = Reason.MERCHANT if ours else Reason.OPERATOR
    call_off(connection, order, delivery, Why.LOST, actor_id, now, reason)


def fee_of(connection: Connection, order_id: int) -> int:
    """What the way costs, in minor units of the order's currency."""
    query = select(order_adjustments.c.amount).where(
        order_adjustments.c.order_id == order_id,
        order_adjustments.c.kind == AdjustmentKind.DELIVERY,
    )
    return sum(connection.execute(query).scalars())


def give_fee_back(connection: Connection, order: OrderRow, now: datetime) -> None:
    """As goodwill does, from whoever earns it; of Stars nothing can go back in part."""
    fee = fee_of(connection, order.id)
    payment = goodwill.paid(connection, order.id)
    if not fee or payment is None or order.currency in WHOLE_ONLY:
        return
    if fee > payment.left:
        return
    shares = goodwill.borne(connection, order, fee)
    refunding.request(connection, payment, order, now, shares=shares, reason=RefundReason.GOODWILL)


def _lost(connection: Connection, order_id: int, actor_id: int) -> tuple[OrderRow, Delivery]:
    """What a courier is gone with, for its place's staff and the market's support."""
    order, delivery = taken(connection, order_id)
    role = role_at(connection, actor_id, order.merchant_id, lock=True)
    if role is None or Right.BOOKINGS not in GRANTS[role]:
        require(connection, actor_id, Right.REFUND)
    if order.state not in LIVE:
        raise OrderMoved(order_id, order.state)
    if delivery.state not in ON_BOARD or delivery.lost_at is None:
        raise DeliveryMoved(order_id, delivery.state)
    return order, delivery
