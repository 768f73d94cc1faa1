"""What the states of an order are called, in a table's cell."""

from collections.abc import Mapping

from markupsafe import Markup

from chat.turn import Turn
from orders.models import OrderState


def state_name(turn: Turn, state: OrderState) -> Markup:
    """In a word or two."""
    names: Mapping[OrderState, Markup] = {
        OrderState.HELD: turn._("held"),
        OrderState.LAPSED: turn._("expired unpaid"),
        OrderState.PLACED: turn._("to be answered"),
        OrderState.CONFIRMED: turn._("confirmed"),
        OrderState.REDEEMED: turn._("redeemed"),
        OrderState.DECLINED: turn._("declined"),
        OrderState.CANCELLED: turn._("cancelled"),
        OrderState.EXPIRED: turn._("expired"),
    }
    return names[state]
