"""“Were you there?”: a guest whose code was not shown says whether they were served."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import AskSupport, OpenBooking, OpenRating
from handlers.hours import until_time
from handlers.orders import order_words
from orders import attending, queries

flow = Flow()


@dataclass(frozen=True, slots=True)
class WasThere(Move):
    """Yes: the code is used."""

    code = "wasthere"
    order: int


@dataclass(frozen=True, slots=True)
class WasNotThere(Move):
    """No: the terms decide."""

    code = "wasnot"
    order: int


@flow.move(WasThere)
def was_there(turn: Turn, press: WasThere) -> Page:
    attending.was_there(turn.connection, press.order, turn.person.id, turn.now)
    return OpenRating(press.order)


@flow.move(WasNotThere)
def was_not_there(turn: Turn, press: WasNotThere) -> Page:
    attending.was_not_there(turn.connection, press.order, turn.person.id, turn.now)
    return OpenBooking(press.order)


def were_you_there(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The question, as long as it is open."""
    order = queries.order(turn.connection, payload["order"])
    said = attending.said_of(turn.connection, payload["order"])
    if order is None or order.guest_id != turn.person.id or order.valid_until is None:
        return None
    if said is None or said.was_there is not None or not order.is_live():
        return None
    until = until_time(turn, order.valid_until, order.zone)
    return Screen(
        text=paragraphs(
            turn._("<b>Were you there?</b>"),
            order_words(turn, order),
            turn._(
                "{merchant} says you came, but your code wasn't used. If you were there, say yes and"
                " it counts as used. Without an answer by {until}, it doesn't.",
                merchant=order.merchant,
                until=until,
            ),
        ),
        rows=(
            (
                Button(turn._("Yes, I was there"), WasThere(order.id), Style.SUCCESS),
                Button(turn._("No"), WasNotThere(order.id)),
            ),
            (Button(turn._("💬 Help with this booking"), AskSupport(order.id)),),
        ),
        keep=True,
        subject=f"there-{order.id}",
    )
