"""What a place offers first that somebody adds, and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog import applying
from catalog.applications import Application, FirstService
from catalog.errors import FieldRefused, PictureUnreadable
from catalog.service_fields import LONGEST_NAME, ServiceField
from catalog.service_values import value_of
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.guest.application_actions import (
    AskFirstService,
    OpenApplication,
    OpenApplicationPhoto,
    following,
    later,
    parent,
    unsent,
)
from handlers.layout import columns
from handlers.merchant.service_fields import CHOICES, how_to_answer
from payments.port import limits_of
from wording.service_fields import question, value_words

flow = Flow()

F = ServiceField
ASKED = (F.NAME, F.DURATION, F.PRICE)


@dataclass(frozen=True, slots=True)
class GiveFirstService(Move):
    """A field of it, typed."""

    code = "add-offered"
    application: int
    field: ServiceField
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SetFirstService(Move):
    """A field of it, pressed."""

    code = "add-offset"
    application: int
    field: ServiceField
    value: int | None


@dataclass(frozen=True, slots=True)
class LeaveFirstService(Move):
    """Services are left for later."""

    code = "add-no-offer"
    application: int


@dataclass(frozen=True, slots=True)
class GiveApplicationPhoto(Move):
    """A picture, sent."""

    code = "add-shot"
    application: int
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class DropApplicationPhoto(Move):
    """Without a picture, for now."""

    code = "add-no-photo"
    application: int


@flow.page(AskFirstService)
def service_page(turn: Turn, press: AskFirstService) -> Screen:
    application = unsent(turn, press.application)
    service = _described(application, press.field)
    title = turn._("<b>{service}</b>", service=service.name) if service.name else None
    return Screen(
        text=paragraphs(
            turn._("<b>What can guests book first?</b>") if press.field is F.NAME else title,
            _question(turn, press.field, service),
        ),
        rows=_choices(turn, application, press.field, service),
        asks=GiveFirstService(application.id, press.field),
        back=parent(application),
    )


def _described(application: Application, field: ServiceField) -> FirstService:
    """As far as it was; its price is asked for when it has a name."""
    service = application.service or FirstService()
    if field not in ASKED or (field is not F.NAME and not service.name):
        raise PageOutdated(OpenApplication(application.id))
    return service


def _question(turn: Turn, field: ServiceField, service: FirstService) -> str:
    if field is F.NAME:
        return turn._(
            "Type its name, up to {number} characters, such as “Haircut”. You add more later.",
            number=turn.texts.number(LONGEST_NAME),
        )
    return paragraphs(question(turn, field), how_to_answer(turn, field, service.currency))


def _choices(
    turn: Turn, application: Application, field: ServiceField, service: FirstService
) -> tuple[Row, ...]:
    if field is F.NAME:
        label = later(turn, said=bool(service.name))
        return ((Button(label, LeaveFirstService(application.id)),),)
    values: list[int | None] = [*CHOICES[field]]
    rows = columns(3, _buttons(turn, application, field, values, service.currency))
    if field is F.DURATION:
        rows += columns(1, _buttons(turn, application, field, [None], service.currency))
    return rows


def _buttons(
    turn: Turn,
    application: Application,
    field: ServiceField,
    values: list[int | None],
    currency: str,
) -> Iterator[Button]:
    for value in values:
        label = value_words(turn, field, value, currency)
        yield Button(label, SetFirstService(application.id, field, value))


@flow.move(GiveFirstService)
def give_service(turn: Turn, press: GiveFirstService) -> Page:
    service = _described(unsent(turn, press.application), press.field)
    try:
        value = value_of(0, press.field, press.text, service.currency)
        return _put(turn, press, value)
    except FieldRefused as error:
        raise AskedAgain(error, AskFirstService(press.application, press.field)) from error


@flow.move(SetFirstService)
def set_service(turn: Turn, press: SetFirstService) -> Page:
    _described(unsent(turn, press.application), press.field)
    if press.field is F.NAME:
        raise PageOutdated(AskFirstService(press.application))
    try:
        return _put(turn, press, press.value)
    except FieldRefused as error:
        raise AskedAgain(error, AskFirstService(press.application, press.field)) from error


def _put(turn: Turn, press: GiveFirstService | SetFirstService, value: Any) -> Page:
    mine = (turn.connection, press.application, turn.person.id)
    if press.field is F.NAME:
        applying.name_service(*mine, value, turn.market.currency)
    elif press.field is F.DURATION:
        applying.time_service(*mine, value)
    else:
        applying.price_service(*mine, value, partial(limits_of, cards=turn.market.cards))
    return following(turn, press.application)


@flow.move(LeaveFirstService)
def leave_service(turn: Turn, press: LeaveFirstService) -> Page:
    applying.leave_service(turn.connection, press.application, turn.person.id)
    return following(turn, press.application)


@flow.page(OpenApplicationPhoto)
def photo_page(turn: Turn, press: OpenApplicationPhoto) -> Screen:
    application = unsent(turn, press.application)
    unreadable = turn._("I couldn't read that picture. Please send it once more as a photo.")
    return Screen(
        text=paragraphs(
            unreadable if press.again else None,
            turn._("<b>A photo of {merchant}</b>", merchant=application.name),
            turn._("Send a photo in this chat. Guests see it at the top of your page."),
        ),
        photo=Photo(application.photo) if application.photo else None,
        rows=((Button(turn._("Without a photo"), DropApplicationPhoto(application.id)),),),
        asks=GiveApplicationPhoto(application.id),
        back=parent(application),
    )


@flow.move(GiveApplicationPhoto)
def give_photo(turn: Turn, press: GiveApplicationPhoto) -> Page:
    try:
        applying.show(turn.connection, press.application, turn.person.id, press.photo)
    except PictureUnreadable:
        return OpenApplicationPhoto(press.application, again=True)
    return following(turn, press.application)


@flow.move(DropApplicationPhoto)
def drop_photo(turn: Turn, press: DropApplicationPhoto) -> Page:
    applying.show(turn.connection, press.application, turn.person.id, None)
    return following(turn, press.application)
