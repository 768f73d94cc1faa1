"""The way to give money back, on the pages of staff and of the market's support."""

from chat.screen import Button, Row
from chat.turn import Turn
from handlers.merchant.actions import OpenGivingBack
from orders import OrderView, goodwill
from people.rights import Right


def giving_back_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """Where something was paid that did not go back, for who may give it."""
    if not turn.person.may(Right.REFUND, order.merchant_id):
        return ()
    if not goodwill.can_give(order, turn.now, in_market=turn.person.may(Right.REFUND)):
        return ()
    return ((Button(turn._("💸 Give money back"), OpenGivingBack(order.id)),),)
