"""How an order that is brought stands, in its guest's words."""

from datetime import timedelta

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.hours import near_time
from handlers.names import first_name
from handlers.pickup_text import PICKUP_STATES
from orders import Delivery, DeliveryState, Handover, OrderView, Why, deliveries, delivery_lists
from orders.models import OrderState
from orders.transitions import Reason
from people import queries as people

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
        if delivery.handover == Handover.COUNTER:
            return None
        when = near_time(turn, delivery.ended_at, order.zone)
        if delivery.handover == Handover.PHOTO:
            return turn._("✅ Left at your door {when}.", when=when)
        return turn._("✅ Delivered {when}.", when=when)
    if order.last is not None and order.last.reason == Reason.UNDELIVERED:
        return turn._("❌ Nobody could bring it, so the order is cancelled. We are sorry.")
    if delivery.why == Why.NOBODY_OPENED:
        return turn._("🚪 Nobody opened the door, so the courier took it back.")
    return None


def _confirmed(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    if delivery.lost_at is not None:
        by = near_time(turn, delivery.give_up_at, order.zone)
        return turn._(
            "❗ The courier can't be reached. The place is looking into it; if nothing happens "
            "by {time}, you get all your money back.",
            time=by,
        )
    match delivery.state:
        case DeliveryState.OFFERED:
            return _nobody_yet(turn, order, delivery)
        case DeliveryState.AT_COUNTER:
            return PICKUP_STATES[order.state](turn, order)
        case DeliveryState.ACCEPTED:
            return lines(
                turn._("🛵 {courier} brings it to you.", courier=courier_name(turn, delivery)),
                _about_when(turn, order, delivery),
            )
        case DeliveryState.PICKED_UP:
            return turn._(
                "🛵 {courier} has your order and sets out soon.",
                courier=courier_name(turn, delivery),
            )
    return _on_the_way(turn, order, delivery)


def _nobody_yet(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
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


def _on_the_way(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    name = courier_name(turn, delivery)
    if delivery.waits_until is not None and delivery.waits_until > turn.now:
        until = turn.texts.time(delivery.waits_until, order.zone)
        return turn._(
            "🚪 {courier} is at your door and waits until {time}.", courier=name, time=until
        )
    if delivery.waits_until is not None:
        return turn._("🚪 {courier} was at your door, and nobody opened.", courier=name)
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


def courier_name(turn: Turn, delivery: Delivery) -> str:
    """By their first name, while they have it."""
    person = people.person(turn.connection, delivery.carried_by)
    return first_name(turn, "" if person is None else person.name)
