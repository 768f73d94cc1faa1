"""What a guest hears of an order from a menu while it is made."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.bought import title_apart
from handlers.guest.actions import OpenBooking, OpenVoucher
from handlers.guest.delivery import delivery_news
from handlers.hours import near_time
from handlers.orders import order_words, view_label
from orders import OrderView, queries
from orders.models import Fulfilment
from wording.taking_off import own_shares_words


def ticket_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Nothing once it was had, or called off."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id or not order.is_live():
        return None
    if order.starts_at is None:
        return None
    if order.fulfilment is Fulfilment.DELIVERY:
        return None if payload.get("step") == "ready" else delivery_news(turn, payload)
    if order.ready_at is not None:
        words = _ready(turn, order)
    elif payload.get("step") == "later":
        when = near_time(turn, order.starts_at, order.zone)
        words = turn._("🕒 {merchant} needs until {when}.", merchant=order.merchant, when=when)
    else:
        when = near_time(turn, order.starts_at, order.zone)
        words = turn._(
            "✅ {merchant} accepted your order. Ready at about {when}.",
            merchant=order.merchant,
            when=when,
        )
    code = Button(turn._("🎟 Show the code"), OpenVoucher(order.id), Style.PRIMARY)
    return ticket_screen(turn, order, words, code)


def _ready(turn: Turn, order: OrderView) -> Markup:
    if order.table is not None:
        return turn._("🛎 Your order is on its way to your table.")
    return turn._("🛎 Your order at {merchant} is ready.", merchant=order.merchant)


def picked_up(turn: Turn, order: OrderView) -> Screen:
    """What is told of it when it was handed over."""
    brought = order.table is not None
    words = turn._("✅ Brought. Enjoy!") if brought else turn._("✅ Picked up. Enjoy!")
    return ticket_screen(turn, order, words)


def ticket_screen(turn: Turn, order: OrderView, words: Markup, *keys: Button) -> Screen:
    """One message about an order that takes the place of the one before."""
    return Screen(
        text=paragraphs(words, order_words(turn, order)),
        rows=(
            *((each,) for each in keys),
            (Button(view_label(turn, order), OpenBooking(order.id)),),
        ),
        keep=True,
        subject=f"ticket-{order.id}",
    )


def line_lacking(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """What of the order there is not, and the money that comes back for it."""
    order = queries.order(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id:
        return None
    line = order.lines[payload["position"] - 1]
    thing = title_apart(line, order.lines)
    words = turn._("🚫 {merchant} has no {thing} left.", merchant=order.merchant, thing=thing)
    number = turn.texts.number(payload["quantity"])
    what = turn._("{number} × {thing}", number=number, thing=thing)
    off = payload.get("off", 0)
    back = line.unit_price * payload["quantity"] - off
    return Screen(
        text=paragraphs(words, what, own_shares_words(turn, back, off, order.currency) or None),
        rows=((Button(view_label(turn, order), OpenBooking(order.id)),),),
        keep=True,
    )
