"""What a side hears when operators looked at a conversation that was reported."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.conversing import heading
from handlers.guest.message_actions import OpenMessages
from handlers.merchant.message_actions import OpenGuestMessages
from handlers.merchant.messages import sees_to
from orders import Conversation, OrderView, Side, conversations, queries


def conversation_decided(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """That it goes on or is over, and why."""
    order = queries.order(turn.connection, payload["order"])
    found = conversations.conversation(turn.connection, payload["order"])
    side = Side(payload["side"])
    if order is None or found is None or not _is_theirs(turn, order, side):
        return None
    reason = found.last_word
    page = OpenMessages if side is Side.GUEST else OpenGuestMessages
    market = turn.market.name
    return Screen(
        text=paragraphs(
            turn._("<b>{market} has looked at a conversation.</b>", market=market)
            if not found.is_stopped
            else turn._("<b>{market} has ended a conversation.</b>", market=market),
            heading(turn, order, side),
            _says(turn, found, reason) if reason else None,
        ),
        rows=((Button(turn._("See it"), page(order.id)),),),
        keep=True,
        subject=f"conversation-{order.id}",
    )


def _says(turn: Turn, found: Conversation, reason: str) -> Markup:
    if found.is_stopped:
        return turn._("Reason: {reason}", reason=reason)
    return turn._("{market} says: {words}", market=turn.market.name, words=reason)


def _is_theirs(turn: Turn, order: OrderView, side: Side) -> bool:
    if side is Side.GUEST:
        return order.guest_id == turn.person.id
    return sees_to(turn, order)
