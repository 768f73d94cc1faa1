"""What we know of a person: shown, handed over as a file, or forgotten."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Document, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenBooking, OpenHome, OpenOffers, OpenPrivacy
from handlers.guest.address_actions import OpenAddresses
from handlers.layout import leaf, leafing, shortened
from handlers.privacy_register import register
from orders import OrderLine, lists
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
                "We keep your name and language as this app gives them, where you "
                "searched, the addresses you saved, what you booked and paid, and what you wrote about it "
                "and to us. Places see your name, your note and your review; other "
                "guests see your review with your first name. We never see your "
                "card."
            ),
        ),
        rows=(
            (Button(turn._("Send me my data"), OpenExport()),),
            (Button(turn._("Your addresses"), OpenAddresses()),),
            (Button(turn._("Offers"), OpenOffers()),),
            (Button(turn._("Delete my data"), OpenForgetting()),),
        ),
        back=OpenHome(),
    )


@flow.page(OpenExport)
def export_page(turn: Turn, _press: OpenExport) -> Screen:
    known = exporting.export(turn.connection, turn.person.id, register())
    content = json.dumps(known, ensure_ascii=False, indent=2).encode()
    return Screen(
        text=turn._("This is everything we know about you."),
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
            turn._("<b>Delete your data?</b>"),
            turn._(
                "Your name, searches, addresses, favourites, notes and comments are deleted "
                "for good. Payments stay in the books as the law requires, without "
                "your name. If you write again, you start as a new guest."
            ),
        ),
        rows=(
            (Button(turn._("Yes, delete my data"), ForgetMe(), Style.DANGER),),
            (Button(turn._("No, keep my data"), OpenHome(), Style.PRIMARY),),
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
        text=turn._("Your data has been deleted. Take care!"),
        rows=((Button(turn._("Start again"), OpenHome()),),),
    )


def _first_these(turn: Turn, press: OpenForgetting, living: Sequence[OrderLine]) -> Screen:
    page, shown, more = leaf(living, press.page, LISTED)
    return Screen(
        text=paragraphs(
            turn._("<b>You still have bookings</b>"),
            turn._(
                "These codes are still valid. Use or cancel them first so that you don't lose them."
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
