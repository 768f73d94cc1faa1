"""How an order that is brought stands, in its guest's words."""

from datetime import datetime, timedelta

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.collection_text import at_door_text, collection_text
from handlers.hours import near_time
from handlers.names import first_name_of
from handlers.pickup_text import PICKUP_STATES
from orders import Delivery, DeliveryState, Handover, OrderView, Why, deliveries, delivery_lists
from orders.models import OrderState
from orders.transitions import Reason

MINUTE = timedelta(minutes=1)


def delivery_text(turn: Turn, order: OrderView) -> Markup:
    """As it stands now."""
    delivery = deliveries.of_order(turn.connection, order.id)
    if delivery is None:
        return PICKUP_STATES[order.state](turn, order)
    if order.state is OrderState.CONFIRMED:
        return _confirmed(turn, order, delivery)
    return _ended(turn, order, delivery) or PICKUP_STATES[order.state](turn, order)


def _ended(turn: Turn, order: OrderView, delivery: Delivery) -> Markup | None:
    if order.state is OrderState.REDEEMED and delivery.ended_at is not None:
        return _handed_over(turn, order, delivery, delivery.ended_at)
    undelivered = order.last is not None and order.last.reason == Reason.UNDELIVERED
    if undelivered and delivery.is_collection and delivery.why == Why.NO_COURIER:
        return turn._("❌ Nobody could collect it, so the order is cancelled. We are sorry.")
    if undelivered:
        return turn._("❌ Nobody could bring it, so the order is cancelled. We are sorry.")
    if delivery.why != Why.NOBODY_OPENED:
        return None
    if delivery.is_collection:
        return turn._("🚪 Nobody opened the door, so nothing was collected.")
    return turn._("🚪 Nobody opened the door, so the courier took it back.")


def _handed_over(
    turn: Turn, order: OrderView, delivery: Delivery, ended_at: datetime
) -> Markup | None:
    if delivery.handover == Handover.COUNTER:
        return None
    when = near_time(turn, ended_at, order.zone)
    if delivery.handover == Handover.PHOTO:
        return turn._("✅ Left at your door {when}.", when=when)
    return turn._("✅ Delivered {when}.", when=when)


def _confirmed(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    if delivery.lost_at is not None:
        by = near_time(turn, delivery.give_up_at, order.zone)
        return turn._(
            "❗ The courier can't be reached. The place is looking into it; if nothing happens "
            "by {time}, you get all your money back.",
            time=by,
        )
    if delivery.is_collection:
        return collection_text(turn, order, delivery)
    match delivery.state:
        case DeliveryState.OFFERED:
            return _nobody_yet(turn, order, delivery)
        case DeliveryState.AT_COUNTER:
            return _at_counter(turn, order)
    return _with_courier(turn, order, delivery)


def _at_counter(turn: Turn, order: OrderView) -> Markup:
    """Its guest wanted to come for it: what it was late for before does not count any more."""
    if order.ready_at is not None or order.valid_until is None:
        return PICKUP_STATES[order.state](turn, order)
    until = near_time(turn, order.valid_until, order.zone)
    return turn._("🛍 You come for it yourself. Your code is good until {until}.", until=until)


def _with_courier(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    name = first_name_of(turn, delivery.carried_by)
    if delivery.state is DeliveryState.ACCEPTED:
        brings = turn._("🛵 {courier} brings it to you.", courier=name)
        return lines(brings, _about_when(turn, order, delivery))
    if delivery.state is DeliveryState.PICKED_UP:
        return turn._("🛵 {courier} has your order and sets out soon.", courier=name)
    return _on_the_way(turn, order, delivery, name)


def _nobody_yet(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    if delivery.received_at is not None and delivery.told_at is None:
        return lines(turn._("🧺 The place has it."), _about_when(turn, order, delivery))
    if delivery.told_at is None:
        return lines(
            turn._("✅ Accepted. A courier will bring it to you."),
            _about_when(turn, order, delivery),
        )
    by = near_time(turn, delivery.give_up_at, order.zone)
    return turn._(
        "❗ No courier has taken it yet; we go on asking. You can pick it up yourself, or have "
        "your money back. At {time} all of it goes back by itself.",
        time=by,
    )


def _on_the_way(turn: Turn, order: OrderView, delivery: Delivery, name: str) -> Markup:
    if delivery.waits_until is not None:
        return at_door_text(turn, order, name, delivery.waits_until)
    meters = delivery_lists.meters_to_door(turn.connection, delivery, turn.now)
    if meters is None:
        return turn._("🛵 {courier} is on the way to you.", courier=name)
    return turn._(
        "🛵 {courier} is on the way to you, about {distance} away.",
        courier=name,
        distance=turn.texts.distance(meters),
    )


def _about_when(turn: Turn, order: OrderView, delivery: Delivery) -> Markup | None:
    if order.starts_at is None:
        return None
    leaves = max(order.starts_at, turn.now)
    when = near_time(turn, leaves + delivery.minutes * MINUTE, order.zone)
    return turn._("🏠 At your door at about {time}.", time=when)
