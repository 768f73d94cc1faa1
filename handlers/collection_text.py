"""How an order stands that is first collected from its guest, in their words."""

from datetime import datetime

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.hours import near_time
from handlers.names import first_name_of
from orders import Delivery, DeliveryState, OrderView


def collection_text(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    """Until its place has it."""
    if delivery.state is DeliveryState.OFFERED:
        return _nobody_yet(turn, order, delivery)
    name = first_name_of(turn, delivery.carried_by)
    if delivery.state is DeliveryState.PICKED_UP:
        return turn._("🧺 {courier} has it and brings it to the place.", courier=name)
    number = turn._("Your number for the courier: <code>{code}</code>", code=delivery.fetch_code)
    if delivery.waits_until is not None:
        return lines(at_door_text(turn, order, name, delivery.waits_until), number)
    return lines(_comes(turn, order, name), number)


def _comes(turn: Turn, order: OrderView, name: str) -> Markup:
    if order.collect_at is None or order.collect_at <= turn.now:
        return turn._("🛵 {courier} comes to collect it.", courier=name)
    when = near_time(turn, order.collect_at, order.zone)
    return turn._("🛵 {courier} comes to collect it at about {time}.", courier=name, time=when)


def _nobody_yet(turn: Turn, order: OrderView, delivery: Delivery) -> Markup:
    if delivery.told_at is None and order.collect_at is not None and order.collect_at > turn.now:
        when = near_time(turn, order.collect_at, order.zone)
        return turn._("✅ Accepted. A courier comes to collect it at about {time}.", time=when)
    if delivery.told_at is None:
        return turn._("✅ Accepted. A courier will come to collect it.")
    by = near_time(turn, delivery.give_up_at, order.zone)
    return turn._(
        "❗ No courier has come for it yet; we go on asking. You can take it to the place "
        "yourself, or have your money back. At {time} all of it goes back by itself.",
        time=by,
    )


def at_door_text(turn: Turn, order: OrderView, name: str, until: datetime) -> Markup:
    """A courier is in front of a door that nobody opens, or was."""
    if until <= turn.now:
        return turn._("🚪 {courier} was at your door, and nobody opened.", courier=name)
    time = turn.texts.time(until, order.zone)
    return turn._("🚪 {courier} is at your door and waits until {time}.", courier=name, time=time)
