"""A place that somebody adds, as guests will see it; asking for it, and what came of that."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import applying, lists
from catalog.applications import Application, recall
from catalog.claiming import ClaimState
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHelp, OpenHome
from handlers.guest.application_actions import (
    OpenApplication,
    OpenApplicationAddress,
    OpenApplicationKinds,
    OpenApplicationName,
    OpenApplicationPlace,
    OpenApplying,
    next_page,
)
from handlers.kinds import kind_label
from handlers.roles import merchant_desk_of

flow = Flow()


@dataclass(frozen=True, slots=True)
class AskApproval(Move):
    """Put it before the operators."""

    code = "add-ask"
    application: int


@flow.page(OpenApplication)
def application_page(turn: Turn, press: OpenApplication) -> Screen:
    application = recall(turn.connection, press.application, turn.person.id)
    if application.claim_id is not None:
        return _asked(turn, application, application.claim_id)
    if application.missing:
        raise PageOutdated(next_page(application))
    return Screen(
        text=paragraphs(
            turn._("This is how guests will see it:"),
            _card(turn, application),
            _on_the_map(turn, application),
        ),
        rows=(
            (Button(turn._("✅ Ask for approval"), AskApproval(application.id), Style.PRIMARY),),
            (
                Button(turn._("Change the name"), OpenApplicationName(application.id)),
                Button(turn._("Change the category"), OpenApplicationKinds(application.id)),
            ),
            (
                Button(turn._("Change the location"), OpenApplicationPlace(application.id)),
                Button(turn._("Change the address"), OpenApplicationAddress(application.id)),
            ),
        ),
        back=OpenApplying(),
    )


@flow.move(AskApproval)
def ask_approval(turn: Turn, press: AskApproval) -> Page:
    applying.ask(turn.connection, press.application, turn.person.id, turn.now)
    return OpenApplication(press.application)


def _card(turn: Turn, application: Application) -> Markup:
    kind = application.category
    return lines(
        turn._("<b>{merchant}</b>", merchant=application.name),
        kind_label(turn, kind) if kind else None,
        turn._("📍 {address}", address=application.address) if application.address else None,
    )


def _on_the_map(turn: Turn, application: Application) -> Markup:
    if application.place is None:
        return turn._("On the map: the location that you shared.")
    return turn._("On the map: {place}.", place=application.place)


def _asked(turn: Turn, application: Application, claim_id: int) -> Screen:
    claim = lists.claim(turn.connection, claim_id)
    state = None if claim is None else claim.state
    home: Row = (Button(turn._("🏠 Home"), OpenHome(), Style.PRIMARY),)
    if claim is not None and state == ClaimState.APPROVED:
        words = turn._("It's approved: guests find it here.")
        desk = Button(turn._("🏪 My desk"), merchant_desk_of(claim.merchant_id))
        return Screen(text=paragraphs(_card(turn, application), words), rows=((desk,), home))
    if state == ClaimState.REFUSED:
        words = turn._("It wasn't approved. You can add it again with other details.")
        again = Button(turn._("🏪 Add your place"), OpenApplying())
        return Screen(
            text=paragraphs(_card(turn, application), words), rows=((again,),), back=OpenHelp()
        )
    return Screen(
        text=paragraphs(
            turn._("<b>Thank you!</b>"),
            turn._("An operator will check it and you'll get a message here."),
            _card(turn, application),
        ),
        rows=(home,),
    )
