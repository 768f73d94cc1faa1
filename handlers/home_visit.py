"""Where something is done that is done at its guest's: the same words for everybody who may read them."""

from markupsafe import Markup

from chat.screen import LinkButton, Row
from chat.turn import Turn
from orders import DeliveryState, OrderView, address_for, deliveries
from orders.models import Fulfilment
from orders.pricing import AdjustmentKind
from wording.visits import address_words, map_link


def is_visit(order: OrderView) -> bool:
    """Whether its place comes to its guest."""
    return order.fulfilment is Fulfilment.HOME


def goes_there(order: OrderView) -> bool:
    """Whether its guest goes to its place, rather than that somebody comes to them."""
    return order.fulfilment not in {Fulfilment.HOME, Fulfilment.DELIVERY}


def is_fetched(turn: Turn, order: OrderView) -> bool:
    """Whether its guest comes for what was to be brought to them."""
    if order.fulfilment is not Fulfilment.DELIVERY:
        return False
    delivery = deliveries.of_order(turn.connection, order.id)
    return delivery is not None and delivery.state is DeliveryState.AT_COUNTER


def visit_place(turn: Turn, order: OrderView) -> Markup:
    """The address for who needs it; for others only that it is at the guest's."""
    address = address_for(turn.connection, turn.person.id, order.id)
    if address is None:
        return turn._("🏠 at the guest's home")
    return address_words(turn, address)


def left_words(turn: Turn, order: OrderView) -> Markup | None:
    """Since when whoever comes is on their way, for who may know where to."""
    if not is_visit(order) or not order.is_live():
        return None
    address = address_for(turn.connection, turn.person.id, order.id)
    if address is None or address.left_at is None:
        return None
    return turn._("🚗 On the way since {time}.", time=turn.texts.time(address.left_at, order.zone))


def map_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """The way there, for who needs it."""
    if not is_visit(order):
        return ()
    address = address_for(turn.connection, turn.person.id, order.id)
    if address is None:
        return ()
    return ((LinkButton(turn._("🗺 Open the map"), map_link(address)),),)


def came_words(turn: Turn, order: OrderView) -> str:
    """What staff say where no code was shown: at a home they come, and not the guest."""
    return turn._("✅ We were there") if is_visit(order) else turn._("✅ The guest came")


def nobody_words(turn: Turn, order: OrderView) -> str:
    return turn._("Nobody opened") if is_visit(order) else turn._("Nobody came")


def coming_fee(turn: Turn, order: OrderView) -> Markup | None:
    """What of the total is for coming."""
    fee = sum(each.amount for each in order.adjustments if each.kind is AdjustmentKind.FEE)
    if not fee or not is_visit(order):
        return None
    return turn._("{fee} of it for the way", fee=turn.texts.money(fee, order.currency))
