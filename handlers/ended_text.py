"""Why an order came to nothing: the reasons are the same for bookings and for orders of a menu, the words are each one's own."""

from dataclasses import dataclass

from markupsafe import Markup

from chat.turn import Turn
from orders import OrderView
from orders.transitions import Reason


@dataclass(frozen=True, slots=True)
class EndedWords:
    """What a kind of order says where it is called by its name."""

    unanswered: Markup
    refused: Markup
    reversed: Markup  # by the guest's bank
    returned: Markup  # by whoever took the payment


def declined_text(order: OrderView, words: EndedWords) -> Markup:
    """By a press of the place, or by its silence."""
    silent = order.last is not None and order.last.reason == Reason.UNANSWERED
    return words.unanswered if silent else words.refused


def cancelled_text(turn: Turn, order: OrderView, words: EndedWords) -> Markup:
    """By whom."""
    reason = order.last.reason if order.last is not None else Reason.GUEST
    if reason == Reason.GUEST:
        return turn._("❌ Cancelled by you.")
    if reason == Reason.MERCHANT:
        return turn._("❌ Cancelled by the place. We are sorry.")
    if reason == Reason.DISPUTE:
        return words.reversed
    if reason == Reason.PROVIDER:
        return words.returned
    return turn._("❌ Cancelled by the operator of this market. We are sorry.")
