"""One service as its merchant sees it: shown whole, put on offer, paused, copied, moved, taken off."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from catalog import services
from catalog.service_fields import LONGEST_NAME, ServiceField
from catalog.service_lists import own_services
from catalog.views import ServiceView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenService
from handlers.layout import shortened
from handlers.merchant.addons import addons_row
from handlers.merchant.authorising import our_service
from handlers.merchant.service_actions import (
    AskServicePhoto,
    OpenOwnService,
    OpenServicePart,
    OpenServices,
    Part,
)
from handlers.merchant.service_fields import field_line
from handlers.merchant.service_place import place_rows
from handlers.merchant.services import SHOWN
from handlers.merchant.visit_actions import OpenVisits
from handlers.terms import service_terms
from orders import terms_of

flow = Flow()

F = ServiceField
LONGEST_TEXT = 300
ROOM_FOR_COPY = 12


@dataclass(frozen=True, slots=True)
class SetServiceActive(Move):
    """Put on offer, or paused."""

    code = "svc-on"
    service: int
    on: bool


@dataclass(frozen=True, slots=True)
class MoveService(Move):
    """To a place in the list."""

    code = "svc-move"
    service: int
    to: int


@dataclass(frozen=True, slots=True)
class CopyService(Move):
    """The same once more; pressed while there are `among` so many, so that a double tap makes one."""

    code = "svc-copy"
    service: int
    among: int


@dataclass(frozen=True, slots=True)
class TakeOffService(Move):
    """Off the list, for good or until it is put back."""

    code = "svc-off"
    service: int


@dataclass(frozen=True, slots=True)
class PutBackService(Move):
    """On the list again, paused."""

    code = "svc-back"
    service: int


@flow.page(OpenOwnService)
def own_service_page(turn: Turn, press: OpenOwnService) -> Screen:
    service = our_service(turn, press.service)
    if service.archived_at is not None:
        return _taken_off(turn, service)
    listed = [each.id for each in own_services(turn.connection, service.merchant_id)]
    place = listed.index(service.id)
    return Screen(
        text=paragraphs(
            lines(turn._("<b>{service}</b>", service=service.name), _standing(turn, service)),
            shortened(service.description, LONGEST_TEXT),
            lines(*(field_line(turn, service, each) for each in _summed_up(service))),
            service_terms(turn, service, terms_of(service)),
        ),
        rows=(
            *_offering(turn, service),
            *_parts(turn, service),
            *addons_row(turn, service),
            *_visits(turn, service),
            *place_rows(turn, service),
            *_order(turn, service, place, len(listed)),
            (
                Button(turn._("Copy"), CopyService(service.id, len(listed))),
                Button(turn._("Take off"), TakeOffService(service.id), Style.DANGER),
            ),
        ),
        photo=Photo(service.photo) if service.photo else None,
        back=OpenServices(service.merchant_id, place // SHOWN),
    )


@flow.move(SetServiceActive)
def set_service_active(turn: Turn, press: SetServiceActive) -> Page:
    our_service(turn, press.service)
    services.set_active(turn.connection, press.service, turn.person.id, turn.now, active=press.on)
    return OpenOwnService(press.service)


@flow.move(MoveService)
def move_service(turn: Turn, press: MoveService) -> Page:
    our_service(turn, press.service)
    services.move(turn.connection, press.service, press.to, turn.person.id, turn.now)
    return OpenOwnService(press.service)


@flow.move(CopyService)
def copy_service(turn: Turn, press: CopyService) -> Page:
    service = our_service(turn, press.service)
    if len(own_services(turn.connection, service.merchant_id)) != press.among:
        raise PageOutdated(OpenServices(service.merchant_id))
    name = shortened(service.name, LONGEST_NAME - ROOM_FOR_COPY)
    called = str(turn._("{service} (copy)", service=name).unescape())
    made = services.copy(
        turn.connection, service.id, called[:LONGEST_NAME], turn.person.id, turn.now
    )
    return OpenOwnService(made)


@flow.move(TakeOffService)
def take_off_service(turn: Turn, press: TakeOffService) -> Page:
    our_service(turn, press.service)
    services.take_off(turn.connection, press.service, turn.person.id, turn.now)
    return OpenOwnService(press.service)


@flow.move(PutBackService)
def put_back_service(turn: Turn, press: PutBackService) -> Page:
    our_service(turn, press.service)
    services.put_back(turn.connection, press.service, turn.person.id, turn.now)
    return OpenOwnService(press.service)


def _taken_off(turn: Turn, service: ServiceView) -> Screen:
    return Screen(
        text=paragraphs(
            turn._("<b>{service}</b>", service=service.name),
            turn._("It is taken off. What is booked of it stays booked."),
        ),
        rows=((Button(turn._("↩️ Put it back"), PutBackService(service.id)),),),
        back=OpenServices(service.merchant_id),
    )


def _standing(turn: Turn, service: ServiceView) -> Markup:
    if service.active:
        return turn._("✅ Guests can book it.")
    return turn._("⏸ Paused: guests don't see it.")


def _summed_up(service: ServiceView) -> Iterator[ServiceField]:
    yield F.PRICE
    if service.was_price is not None:
        yield F.WAS_PRICE
    yield F.DURATION
    if service.duration_minutes is not None:
        yield from (F.CAPACITY, F.LEAD, F.HORIZON)
    if service.uses > 1:
        yield F.USES


def _offering(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    if not service.active:
        offer = SetServiceActive(service.id, on=True)
        return ((Button(turn._("✅ Offer it to guests"), offer, Style.SUCCESS),),)
    return (
        (
            Button(turn._("⏸ Pause"), SetServiceActive(service.id, on=False)),
            Button(turn._("How guests see it"), OpenService(service.id)),
        ),
    )


def _parts(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    def key(label: Markup, part: Part) -> Button:
        return Button(label, OpenServicePart(service.id, part))

    return (
        (key(turn._("📝 Name and text"), Part.TEXT), key(turn._("💶 Price"), Part.PRICE)),
        (key(turn._("🕐 Time"), Part.TIME), key(turn._("👥 Places"), Part.PLACES)),
        (
            key(turn._("📜 Terms of cancelling"), Part.TERMS),
            key(turn._("💳 How it is paid"), Part.PAYING),
        ),
        (Button(turn._("📷 Photo"), AskServicePhoto(service.id)),),
    )


def _visits(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    """Of what is given at homes: where one goes for it."""
    if not service.at_home:
        return ()
    return ((Button(turn._("🏠 Visits to guests"), OpenVisits(service.location_id)),),)


def _order(turn: Turn, service: ServiceView, place: int, of: int) -> tuple[Row, ...]:
    up = Button(turn._("⬆️ Up"), MoveService(service.id, max(0, place - 1)))
    down = Button(turn._("⬇️ Down"), MoveService(service.id, place + 1))
    row = (*((up,) if place else ()), *((down,) if place < of - 1 else ()))
    return (row,) if row else ()
