"""A note for the place: asked for by a press, or made of what was typed while the order waits."""

from dataclasses import dataclass

from catalog import searching
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import fitting
from handlers.guest.actions import (
    OpenBooking,
    OpenCheckout,
    OpenMeant,
    OpenNote,
    OpenPlace,
    OpenResults,
    SayOfHold,
)
from handlers.guest.owned import my_order
from handlers.orders import note_words
from orders import OrderView, placing

flow = Flow()

LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class GiveNote(Move):
    """What the place should know; empty takes the note away."""

    code = "note"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class KeepNote(Move):
    """What was typed, and is kept as a search, is the note."""

    code = "keepnote"
    order: int
    search: int


@flow.page(OpenNote, asks=lambda press: GiveNote(press.order))
def note_page(turn: Turn, press: OpenNote) -> Screen:
    order = my_order(turn, press.order)
    return Screen(
        text=paragraphs(
            turn._("What should {merchant} know? Just type it.", merchant=order.merchant),
            note_words(turn, order),
        ),
        back=_before(turn, order),
    )


@flow.page(OpenMeant, asks=lambda press: SayOfHold(press.order))
def meant_page(turn: Turn, press: OpenMeant) -> Screen:
    order = my_order(turn, press.order)
    looking = searching.recall(turn.connection, press.search, turn.person.id)
    look = OpenPlace(press.search) if looking.point is None else OpenResults(press.search)
    note = note_words(turn, order)
    return Screen(
        text=paragraphs(
            turn._("“{words}”", words=looking.words),
            turn._(
                "Is that a note for {merchant}, or are you looking for it?", merchant=order.merchant
            ),
            turn._("There is a note already; this one would take its place: {note}", note=note)
            if note
            else None,
        ),
        rows=(
            (Button(turn._("📝 It's a note"), KeepNote(order.id, press.search), Style.PRIMARY),),
            (Button(turn._("🔎 Look for it"), look),),
        ),
        back=_before(turn, order),
    )


@flow.move(GiveNote)
def give_note(turn: Turn, press: GiveNote) -> Page:
    note = fitting(press.text, LONGEST_NOTE, OpenNote(press.order))
    placing.give_note(turn.connection, press.order, turn.person.id, note)
    return OpenCheckout(press.order)


@flow.move(KeepNote)
def keep_note(turn: Turn, press: KeepNote) -> Page:
    words = searching.recall(turn.connection, press.search, turn.person.id).words
    placing.give_note(turn.connection, press.order, turn.person.id, words)
    return OpenCheckout(press.order)


def _before(turn: Turn, order: OrderView) -> Page:
    return OpenCheckout(order.id) if order.is_held(turn.now) else OpenBooking(order.id)
