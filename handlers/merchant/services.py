"""Everything that a merchant offers, as its people see it, and how something new is added."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import queries, services
from catalog.errors import FieldRefused
from catalog.service_fields import LONGEST_NAME, ServiceField
from catalog.service_lists import OwnService, own_services
from catalog.views import LocationView, MerchantView
from chat.action import Move, Page, given
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import our_merchant
from handlers.merchant.menu import menu_keys
from handlers.merchant.service_actions import (
    AskNewService,
    AskServiceField,
    OpenNewPlaces,
    OpenOwnService,
    OpenServices,
)
from people.rights import Right

flow = Flow()

SHOWN = 8
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class BeginService(Move):
    """A new service, by its name."""

    code = "svc-begin"
    location: int
    text: str = given("")


@flow.page(OpenServices)
def services_page(turn: Turn, press: OpenServices) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    found = own_services(turn.connection, merchant.id, taken_off=press.off)
    page, shown, more = leaf(found, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Services of {merchant}</b>", merchant=merchant.name),
            _how_many(turn, found, off=press.off),
        ),
        rows=(
            *columns(1, (_line(turn, each) for each in shown)),
            *leafing(
                turn, page, lambda page: OpenServices(merchant.id, page, press.off), more=more
            ),
            *(() if press.off else _other_keys(turn, merchant)),
        ),
        back=OpenServices(merchant.id) if press.off else OpenDesk(merchant.id),
    )


@flow.page(OpenNewPlaces)
def new_places_page(turn: Turn, press: OpenNewPlaces) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.SHOP)
    page, shown, more = leaf(merchant.locations, press.page, SHOWN)
    return Screen(
        text=turn._("<b>At which address is it?</b>"),
        rows=(
            *columns(1, (Button(_place(turn, each), AskNewService(each.id)) for each in shown)),
            *leafing(turn, page, lambda page: OpenNewPlaces(merchant.id, page), more=more),
        ),
        back=OpenServices(merchant.id),
    )


@flow.page(AskNewService)
def ask_new_page(turn: Turn, press: AskNewService) -> Screen:
    merchant = _merchant_at(turn, press.location)
    return Screen(
        text=paragraphs(
            turn._("<b>A new service</b>"),
            turn._(
                "What is it called? Type its name, up to {number} characters, such as “Haircut”.",
                number=turn.texts.number(LONGEST_NAME),
            ),
        ),
        asks=BeginService(press.location),
        back=OpenServices(merchant.id),
    )


@flow.move(BeginService)
def begin_service(turn: Turn, press: BeginService) -> Page:
    _merchant_at(turn, press.location)
    try:
        made = services.begin(
            turn.connection,
            press.location,
            press.text,
            turn.market.currency,
            turn.person.id,
            turn.now,
        )
    except FieldRefused as error:
        raise AskedAgain(error, AskNewService(press.location)) from error
    return AskServiceField(made, ServiceField.DURATION, first=True)


def _how_many(turn: Turn, found: tuple[OwnService, ...], *, off: bool) -> Markup:
    if off:
        return turn._("Taken off. What is booked of them stays booked.")
    if not found:
        return turn._("Nothing yet. Add what guests can book, and set its price.")
    paused = sum(not each.active for each in found)
    number = turn.ngettext("{number} service", "{number} services", len(found))
    if not paused:
        return number
    waiting = turn.ngettext("{number} paused", "{number} paused", paused)
    return turn._("{services}, {paused}", services=number, paused=waiting)


def _other_keys(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    places = merchant.locations
    new: Page = AskNewService(places[0].id) if len(places) == 1 else OpenNewPlaces(merchant.id)
    gone = len(own_services(turn.connection, merchant.id, taken_off=True))
    label = turn._("Taken off ({number})", number=turn.texts.number(gone))
    menu = menu_keys(turn, merchant, first=True)
    return (
        *(((Button(turn._("➕ New service"), new, Style.PRIMARY),),) if places else ()),
        *((menu,) if menu else ()),
        *(((Button(label, OpenServices(merchant.id, off=True)),),) if gone else ()),
    )


def _line(turn: Turn, service: OwnService) -> Button:
    name = shortened(service.name, LONGEST_LABEL)
    price = turn.texts.money(service.price, service.currency) if service.price else turn._("free")
    label = (
        turn._("{service} · {price}", service=name, price=price)
        if service.active
        else turn._("⏸ {service} · {price}", service=name, price=price)
    )
    return Button(label, OpenOwnService(service.id))


def _place(turn: Turn, location: LocationView) -> Markup:
    return turn._(
        "📍 {address}", address=shortened(location.address or location.name, LONGEST_LABEL)
    )


def _merchant_at(turn: Turn, location_id: int) -> MerchantView:
    merchant_id = queries.merchant_of_location(turn.connection, location_id)
    if merchant_id is None:
        raise NotAllowed
    return our_merchant(turn, merchant_id, Right.SHOP)
