"""What guests hear when a place closes a time that they booked, or were about to pay for."""

from collections.abc import Mapping
from typing import Any

from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenCancel, OpenReschedule
from handlers.guest.owned import at_that_day, can_book_again
from handlers.orders import order_words, view_label
from orders import OrderView, queries
from orders.models import OrderState
from orders.notices import checkout_subject

Payload = Mapping[str, Any]


def please_move(turn: Turn, payload: Payload) -> Screen | None:
    """Nothing once the guest has moved it, or it is over."""
    order = _order(turn, payload)
    if order is None or not order.is_live() or not order.terms.asked_to_move:
        return None
    return Screen(
        text=paragraphs(
            turn._(
                "🚫 {merchant} can't take you at that time. Please choose another one.",
                merchant=order.merchant,
            ),
            order_words(turn, order),
            turn._("Moving is free. If you cancel or don't come, you get a full refund.")
            if order.prepaid
            else None,
        ),
        rows=(
            (Button(turn._("Another time"), OpenReschedule(order.id)),),
            (Button(turn._("Cancel"), OpenCancel(order.id)),),
            (Button(view_label(turn, order), OpenBooking(order.id)),),
        ),
        keep=True,
        subject=f"move-{order.id}",
    )


def hold_closed(turn: Turn, payload: Payload) -> Screen | None:
    """Nothing once it was had after all."""
    order = _order(turn, payload)
    if order is None or order.state is not OrderState.LAPSED:
        return None
    again = Button(turn._("Choose another time"), at_that_day(order))
    return Screen(
        text=paragraphs(
            turn._("🚫 {merchant} has closed that time.", merchant=order.merchant),
            order_words(turn, order),
            turn._("Nothing was booked. If you have paid, you get a full refund."),
        ),
        rows=((again,),) if can_book_again(order) else (),
        keep=True,
        subject=checkout_subject(order.id),
    )


def _order(turn: Turn, payload: Payload) -> OrderView | None:
    order = queries.order(turn.connection, payload["order"])
    return order if order is not None and order.guest_id == turn.person.id else None
