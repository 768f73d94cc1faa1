"""The way to give money back, on the pages of staff and of the market's support, or that it is too late."""

from markupsafe import Markup

from chat.screen import Button, Row
from chat.turn import Turn
from handlers.merchant.actions import OpenGivingBack
from orders import OrderView, goodwill
from people.rights import Right
from wording.giving_back import place_no_more


def giving_back_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """Where something was paid that did not go back, for who may give it."""
    if not turn.person.may(Right.REFUND, order.merchant_id):
        return ()
    if not goodwill.can_give(order, turn.now, in_market=turn.person.may(Right.REFUND)):
        return ()
    return ((Button(turn._("💸 Give money back"), OpenGivingBack(order.id)),),)


def no_more_words(turn: Turn, order: OrderView) -> Markup | None:
    """To who might give money of it back, had it not been paid so long ago."""
    may = Right.REFUND in turn.person.rights.get(order.merchant_id, ())
    return place_no_more(turn, order) if may else None
