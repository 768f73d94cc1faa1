"""What the states of an order are called, in a table's cell."""

from collections.abc import Mapping

from markupsafe import Markup

from chat.turn import Turn
from orders.models import OrderState
from people.looking import Place


def order_states(turn: Turn) -> Mapping[OrderState, Markup]:
    return {
        OrderState.HELD: turn._("held"),
        OrderState.LAPSED: turn._("expired unpaid"),
        OrderState.PLACED: turn._("to be answered"),
        OrderState.CONFIRMED: turn._("confirmed"),
        OrderState.REDEEMED: turn._("redeemed"),
        OrderState.DECLINED: turn._("declined"),
        OrderState.CANCELLED: turn._("cancelled"),
        OrderState.EXPIRED: turn._("expired"),
    }


def refund_states(turn: Turn) -> Mapping[str, Markup]:
    return {
        "due": turn._("on its way"),
        "by_hand": turn._("to be made by hand"),
        "parked": turn._("refused by the provider"),
        "done": turn._("refunded"),
    }


def look_places(turn: Turn) -> Mapping[Place, Markup]:
    """On what kind of page somebody was shown."""
    return {
        Place.PERSON: turn._("their page"),
        Place.ORDER: turn._("order"),
        Place.TALK: turn._("talk with support"),
        Place.CONVERSATION: turn._("conversation"),
        Place.REFUND: turn._("refund"),
        Place.DISPUTE: turn._("dispute"),
        Place.CLAIM: turn._("claim"),
        Place.COMPLAINT: turn._("complaint"),
        Place.REVIEW: turn._("review"),
        Place.SEARCH: turn._("search by name"),
    }
