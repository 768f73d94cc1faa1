"""At which address a service is given, and by which chairs, rooms and people there."""

from dataclasses import dataclass

from catalog import equipping
from catalog.views import ServiceView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.authorising import our_merchant, our_service
from handlers.merchant.grounds import place_name
from handlers.merchant.service_actions import OpenOwnService
from orders import giving, relocating
from people.rights import Right

flow = Flow()

AT_ONCE = 8
LONGEST = 40


@dataclass(frozen=True, slots=True)
class OpenServicePlaces(Page):
    """At which address it may be given, a page of them."""

    code = "svc-at"
    service: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class RelocateService(Move):
    """It is given there from now on."""

    code = "svc-to"
    service: int
    location: int


@dataclass(frozen=True, slots=True)
class OpenServiceGivers(Page):
    """Who gives it, a page of them."""

    code = "svc-by"
    service: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class GiveBy(Move):
    """Whether this one gives it."""

    code = "svc-give"
    service: int
    resource: int
    gives: bool
    page: int = 0


def place_rows(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    """The address where there are several, who gives it where there is anyone."""
    merchant = our_merchant(turn, service.merchant_id, Right.SHOP)
    row: list[Button] = []
    if len(merchant.locations) > 1:
        row.append(Button(turn._("📍 Address"), OpenServicePlaces(service.id)))
    if service.duration_minutes and equipping.givers_for(turn.connection, service.id):
        row.append(Button(turn._("💺 Who gives it"), OpenServiceGivers(service.id)))
    return (tuple(row),) if row else ()


@flow.page(OpenServicePlaces)
def places_page(turn: Turn, press: OpenServicePlaces) -> Screen:
    service = our_service(turn, press.service)
    merchant = our_merchant(turn, service.merchant_id, Right.SHOP)
    page, shown, more = leaf(merchant.locations, press.page, AT_ONCE)
    keys = (
        Button(
            f"{'✅ ' if each.id == service.location_id else ''}{place_name(each)}",
            RelocateService(service.id, each.id),
        )
        for each in shown
    )
    return Screen(
        text=paragraphs(
            turn._("<b>{service}</b>", service=service.name),
            turn._("At which address is it given? Who gives it there is chosen anew."),
        ),
        rows=(
            *columns(1, keys),
            *leafing(turn, page, lambda n: OpenServicePlaces(service.id, n), more=more),
        ),
        back=OpenOwnService(service.id),
    )


@flow.move(RelocateService)
def relocate_service(turn: Turn, press: RelocateService) -> Page:
    service = our_service(turn, press.service)
    merchant = our_merchant(turn, service.merchant_id, Right.SHOP)
    if press.location not in {each.id for each in merchant.locations}:
        raise PageOutdated(OpenServicePlaces(service.id))
    given = (service.id, press.location, turn.person.id, turn.now)
    relocating.relocate(turn.connection, *given)
    return OpenOwnService(service.id)


@flow.page(OpenServiceGivers)
def givers_page(turn: Turn, press: OpenServiceGivers) -> Screen:
    service = our_service(turn, press.service)
    every = equipping.givers_for(turn.connection, service.id)
    page, shown, more = leaf(every, press.page, AT_ONCE)
    keys = (
        Button(
            f"{'✅' if each.given else '▫️'} {shortened(each.name, LONGEST)}",
            GiveBy(service.id, each.id, not each.given, page),
        )
        for each in shown
    )
    return Screen(
        text=paragraphs(
            turn._("<b>{service}</b>", service=service.name),
            turn._("Who gives it? Press to change. Without anyone, it has places of its own."),
        ),
        rows=(
            *columns(1, keys),
            *leafing(turn, page, lambda n: OpenServiceGivers(service.id, n), more=more),
            (Button(turn._("Done"), OpenOwnService(service.id), Style.SUCCESS),),
        ),
        back=OpenOwnService(service.id),
    )


@flow.move(GiveBy)
def give_by(turn: Turn, press: GiveBy) -> Page:
    service = our_service(turn, press.service)
    given = (press.resource, service.id, turn.person.id, turn.now)
    giving.give(turn.connection, *given, gives=press.gives)
    return OpenServiceGivers(service.id, press.page)
