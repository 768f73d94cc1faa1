"""What we know of a person: shown, handed over as a file, or forgotten."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Document, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenHome, OpenOffers, OpenPrivacy
from handlers.layout import leaf, leafing, shortened
from handlers.privacy_register import register
from orders import lists
from orders.lists import OrderLine
from orders.models import OrderState
from people import exporting, forgetting

flow = Flow()

LISTED = 10
TITLE = 30


@dataclass(frozen=True, slots=True)
class OpenExport(Page):
    """Everything that we know of them, as a file."""

    code = "export"


@dataclass(frozen=True, slots=True)
class OpenForgetting(Page):
    """What forgetting means, and whether they are sure."""

    code = "forget"
    page: int = 0


@dataclass(frozen=True, slots=True)
class ForgetMe(Move):
    """Forget the person who presses it."""

    code = "forgetme"


@dataclass(frozen=True, slots=True)
class OpenForgotten(Page):
    """They are forgotten."""

    code = "forgotten"


@flow.page(OpenPrivacy)
def privacy_page(turn: Turn, _press: OpenPrivacy) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>Your data</b>"),
            turn._(
                "We keep your name and language as this app tells them, the places where you"
                " looked, what you booked and paid, and what you wrote about it and to"
                " us. Places see your name, your note and your review; other guests read your"
                " review with your first name. We never see your card."
            ),
        ),
        rows=(
            (Button(turn._("Send me all of it"), OpenExport()),),
            (Button(turn._("Offers"), OpenOffers()),),
            (Button(turn._("Forget me"), OpenForgetting()),),
        ),
        back=OpenHome(),
    )


@flow.page(OpenExport)
def export_page(turn: Turn, _press: OpenExport) -> Screen:
    known = exporting.export(turn.connection, turn.person.id, register())
    content = json.dumps(known, ensure_ascii=False, indent=2).encode()
    return Screen(
        text=turn._("This is all that we know of you."),
        document=Document("my-data.json", "application/json", content),
        rows=((Button(turn._("Your data"), OpenPrivacy()),),),
        keep=True,
    )


@flow.page(OpenForgetting)
def forgetting_page(turn: Turn, press: OpenForgetting) -> Screen:
    coming = lists.coming_of_guest(turn.connection, turn.person.id, turn.now, limit=None)
    living = [each for each in coming if each.state is not OrderState.HELD]
    if living:
        return _first_these(turn, press, living)
    return Screen(
        text=paragraphs(
            turn._("<b>Forget you?</b>"),
            turn._(
                "Your name, searches, favourites, notes and comments go for good. Payments stay on"
                " the books as the law asks, without your name. If you write again, you are new"
                " to us."
            ),
        ),
        rows=(
            (Button(turn._("Yes, forget me"), ForgetMe(), Style.DANGER),),
            (Button(turn._("No, stay"), OpenHome(), Style.PRIMARY),),
        ),
        back=OpenPrivacy(),
    )


@flow.move(ForgetMe)
def forget_me(turn: Turn, _press: ForgetMe) -> Page:
    forgetting.forget(turn.connection, turn.person.id, register(), turn.now)
    return OpenForgotten()


@flow.page(OpenForgotten)
def forgotten_page(turn: Turn, _press: OpenForgotten) -> Screen:
    return Screen(
        text=turn._("You are forgotten. Take care!"),
        rows=((Button(turn._("Begin anew"), OpenHome()),),),
    )


def _first_these(turn: Turn, press: OpenForgetting, living: Sequence[OrderLine]) -> Screen:
    page, shown, more = leaf(living, press.page, LISTED)
    return Screen(
        text=paragraphs(
            turn._("<b>There is still something to come</b>"),
            turn._(
                "These codes are good. Use or cancel them first, so that nothing of yours is lost."
            ),
        ),
        rows=(
            *(_row(each) for each in shown),
            *leafing(turn, page, OpenForgetting, more=more),
        ),
        back=OpenPrivacy(),
    )


def _row(line: OrderLine) -> Row:
    return (Button(shortened(line.title, TITLE), OpenBooking(line.id)),)
