"""A place that somebody adds, as guests will see it; asking for it, and what came of that."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from catalog import applying, lists
from catalog.applications import Application, recall
from catalog.claiming import ClaimState
from catalog.errors import ApplicationIncomplete
from catalog.previewing import preview
from catalog.service_fields import ServiceField
from catalog.views import MerchantView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHelp, OpenHome
from handlers.guest.application_actions import (
    AskFirstService,
    OpenApplication,
    OpenApplicationAddress,
    OpenApplicationHours,
    OpenApplicationKinds,
    OpenApplicationName,
    OpenApplicationPhoto,
    OpenApplicationPlace,
    OpenApplying,
    following,
)
from handlers.guest.merchant import page_text, service_label
from handlers.layout import columns
from handlers.merchant.hours import weekday_lines
from handlers.roles import merchant_desk_of
from wording.kinds import kind_label

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
    ahead = following(turn, application.id)
    if ahead != OpenApplication(application.id):
        raise PageOutdated(ahead)
    seen = preview(application)
    return Screen(
        text=paragraphs(
            turn._("This is how guests will see it:"),
            page_text(turn, seen),
            _hours(turn, application),
            _on_the_map(turn, application),
        ),
        photo=Photo(seen.photo) if seen.photo else None,
        rows=(
            *_offered(turn, application, seen),
            (Button(turn._("✅ Ask for approval"), AskApproval(application.id), Style.PRIMARY),),
            *columns(2, _changes(turn, application)),
        ),
        back=OpenApplying(),
    )


def _offered(turn: Turn, application: Application, seen: MerchantView) -> tuple[Row, ...]:
    """The button that guests will press; here it leads to what it is called."""
    to = AskFirstService(application.id)
    return tuple((Button(service_label(turn, each), to),) for each in seen.services)


def _changes(turn: Turn, application: Application) -> Iterator[Button]:
    service = application.service
    yield Button(turn._("Change the name"), OpenApplicationName(application.id))
    yield Button(turn._("Change the category"), OpenApplicationKinds(application.id))
    yield Button(turn._("Change the location"), OpenApplicationPlace(application.id))
    yield Button(turn._("Change the address"), OpenApplicationAddress(application.id))
    hours = turn._("Change the hours") if application.week else turn._("➕ Hours")
    yield Button(hours, OpenApplicationHours(application.id))
    photo = turn._("Change the photo") if application.photo else turn._("➕ Photo")
    yield Button(photo, OpenApplicationPhoto(application.id))
    if service is None or not service.name:
        yield Button(turn._("➕ First service"), AskFirstService(application.id))
        return
    of_it = (application.id, ServiceField.DURATION), (application.id, ServiceField.PRICE)
    yield Button(turn._("Change the duration"), AskFirstService(*of_it[0]))
    yield Button(turn._("Change the price"), AskFirstService(*of_it[1]))


def _hours(turn: Turn, application: Application) -> Markup | None:
    if application.week:
        return lines(turn._("<b>🕐 Hours</b>"), weekday_lines(turn, application.week))
    if application.service is None or not application.service.minutes:
        return None
    return turn._("Without hours nobody can choose a time: add them here, or later at your desk.")


@flow.move(AskApproval)
def ask_approval(turn: Turn, press: AskApproval) -> Page:
    application = recall(turn.connection, press.application, turn.person.id)
    if application.claim_id is None and following(turn, press.application) != OpenApplication(
        press.application
    ):
        raise ApplicationIncomplete(press.application)
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
