"""A guest writes to the operators without leaving the chat, about one of their bookings or anything else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import AskSupport, OpenBooking, OpenSupport, OpenTalk
from handlers.guest.owned import my_order
from handlers.orders import order_words
from handlers.talk import SHOWN, room_for, talk_words
from orders import Talk, supporting

flow = Flow()


@dataclass(frozen=True, slots=True)
class WriteToSupport(Move):
    """A message to the operators."""

    code = "write"
    answers_links = True
    order: int | None
    text: str = given("")


@flow.page(OpenTalk)
def talk_page(turn: Turn, press: OpenTalk) -> Screen:
    order = None if press.order is None else my_order(turn, press.order)
    talk = Talk(turn.person.id, press.order)
    found = supporting.messages(turn.connection, talk, SHOWN + 1, press.before)
    shown = room_for(found)
    earlier = OpenTalk(press.order, shown[-1].id) if len(found) > len(shown) else None
    return Screen(
        text=paragraphs(
            turn._("<b>💬 Support</b>"),
            None if order is None else order_words(turn, order),
            talk_words(turn, shown, turn._("You")),
        ),
        rows=(
            *(() if earlier is None else ((Button(turn._("‹ Earlier messages"), earlier),),)),
            (Button(turn._("✍️ Write"), AskSupport(press.order)),),
        ),
        back=OpenSupport() if press.order is None else OpenBooking(press.order),
    )


@flow.page(AskSupport)
def ask_support_page(turn: Turn, press: AskSupport) -> Screen:
    order = None if press.order is None else my_order(turn, press.order)
    last = supporting.messages(turn.connection, Talk(turn.person.id, press.order), 1)
    return Screen(
        text=paragraphs(
            turn._("<b>💬 Support</b>"),
            None if order is None else order_words(turn, order),
            talk_words(turn, last, turn._("You")),
            turn._(
                "Type your message: the people who run {market} read it and answer here.",
                market=turn.market.name,
            ),
        ),
        rows=() if not last else ((Button(turn._("Earlier messages"), OpenTalk(press.order)),),),
        back=OpenSupport() if press.order is None else OpenBooking(press.order),
        asks=WriteToSupport(press.order),
    )


@flow.move(WriteToSupport)
def write_to_support(turn: Turn, press: WriteToSupport) -> Page:
    words = fitting(press.text, supporting.LONGEST, AskSupport(press.order))
    if words:
        talk = Talk(turn.person.id, press.order)
        supporting.ask(turn.connection, talk, words, turn.now)
    return OpenTalk(press.order)


def support_answered(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """The operators' answer, with the way to go on."""
    talk = Talk(turn.person.id, payload["order"])
    found = supporting.messages(turn.connection, talk, 1)
    if not found:
        return None
    return Screen(
        text=paragraphs(turn._("<b>💬 Support</b>"), talk_words(turn, found, turn._("You"))),
        rows=((Button(turn._("Reply"), AskSupport(payload["order"]), Style.PRIMARY),),),
        keep=True,
    )
