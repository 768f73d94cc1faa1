"""What a guest hears of an order from a menu while it is made."""

from collections.abc import Mapping
from typing import Any

from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking
from handlers.orders import order_words
from orders import queries


def ticket_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Nothing once it was had, or called off."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id or not order.is_live():
        return None
    if order.starts_at is None:
        return None
    if order.ready_at is None:
        when = turn.texts.day_and_time(order.starts_at, order.zone)
        words = turn._(
            "🕒 {merchant} will have it ready: {when}", merchant=order.merchant, when=when
        )
    else:
        words = turn._("🛍 Your order at {merchant} is ready.", merchant=order.merchant)
    return Screen(
        text=paragraphs(words, order_words(turn, order)),
        rows=((Button(turn._("View booking"), OpenBooking(order.id)),),),
        keep=True,
        subject=f"ticket-{order.id}",
    )
