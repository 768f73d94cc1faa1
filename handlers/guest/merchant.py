"""A merchant's page: what it is, when it is open, what can be had there."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from catalog import favouriting, lists, opening
from catalog.views import LocationView, MerchantState, MerchantView, ServiceBrief
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import (
    Button,
    LinkButton,
    Photo,
    Row,
    Screen,
    ShareButton,
    lines,
    paragraphs,
)
from chat.turn import Turn
from handlers.guest.actions import (
    LookThere,
    OpenDirections,
    OpenHome,
    OpenMerchant,
    OpenResults,
    OpenReviews,
    OpenService,
)
from handlers.guest.bill_rows import bill_row
from handlers.guest.claiming import OpenClaim
from handlers.guest.found import found_merchant, is_hidden
from handlers.guest.menu_keys import menu_rows
from handlers.guest.queueing import queue_row
from handlers.hours import open_words, week_words
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.reviewing import stars
from wording.kinds import kind_label

flow = Flow()

LONGEST_LABEL = 40
LONGEST_DESCRIPTION = 500
SERVICES = 20
ADDRESSES = 3
WEEKS = 5


@dataclass(frozen=True, slots=True)
class OpenHours(Page):
    """The week's opening hours, of a page of the addresses."""

    code = "hours"
    merchant: int
    search: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class ToggleFavourite(Move):
    """Remember a merchant, or forget it again."""

    code = "like"
    merchant: int
    search: int | None = None


@flow.page(OpenMerchant, asks=lambda press: LookThere(press.merchant))
def merchant_page(turn: Turn, press: OpenMerchant) -> Screen:
    merchant = found_merchant(turn, press.merchant)
    menus = tuple(menu_rows(turn, merchant))
    return Screen(
        text=page_text(turn, merchant, has_menu=bool(menus)),
        rows=(
            *menus,
            *_services(turn, press, merchant),
            *bill_row(turn, merchant),
            *queue_row(turn, merchant),
            *_claim(turn, merchant),
            *_around(turn, press, merchant),
        ),
        photo=Photo(merchant.photo) if merchant.photo else None,
        back=OpenHome() if press.search is None else OpenResults(press.search),
    )


def page_text(turn: Turn, merchant: MerchantView, *, has_menu: bool = False) -> Markup:
    """What guests read of it."""
    return paragraphs(
        _heading(turn, merchant),
        shortened(merchant.description, LONGEST_DESCRIPTION),
        *(_whereabouts(turn, each) for each in merchant.locations[:ADDRESSES]),
        _bookable(turn, merchant, has_menu),
        Markup("<i>{}</i>").format(merchant.attribution) if merchant.attribution else None,
    )


@flow.page(OpenHours)
def hours_page(turn: Turn, press: OpenHours) -> Screen:
    merchant = found_merchant(turn, press.merchant)
    page, shown, more = leaf(merchant.locations, press.page, WEEKS)
    return Screen(
        text=paragraphs(
            turn._("<b>{merchant}</b>, opening hours", merchant=merchant.name),
            *(_week(turn, merchant, each) for each in shown),
        ),
        rows=(
            *(columns(1, _ways_there(turn, shown)) if len(merchant.locations) > 1 else ()),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=OpenMerchant(press.merchant, press.search),
    )


@flow.move(ToggleFavourite)
def toggle_favourite(turn: Turn, press: ToggleFavourite) -> Page:
    favouriting.toggle(turn.connection, turn.person.id, press.merchant, turn.now)
    return OpenMerchant(press.merchant, press.search)


def _heading(turn: Turn, merchant: MerchantView) -> Markup:
    badge = turn._("✓ approved by {market}", market=turn.market.name) if merchant.approved else None
    facts = (kind_label(turn, merchant.category), stars(turn, merchant.rating), badge)
    return lines(
        turn._("<b>{merchant}</b>", merchant=merchant.name),
        dotted(facts),
    )


def _whereabouts(turn: Turn, location: LocationView) -> Markup:
    state = opening.open_state(location, turn.now)
    opened = open_words(turn, state, location.zone)
    return lines(
        turn._("📍 {address}", address=location.address) if location.address else None,
        turn._("🕐 {hours}", hours=opened) if opened else None,
        turn._("📞 {phone}", phone=location.phone) if location.phone else None,
    )


def _ways_there(turn: Turn, shown: Iterable[LocationView]) -> Iterable[Button]:
    for each in shown:
        if each.address:
            address = shortened(each.address, LONGEST_LABEL)
            to_it = OpenDirections(each.merchant_id, each.id)
            yield Button(turn._("🗺 {address}", address=address), to_it)


def _week(turn: Turn, merchant: MerchantView, location: LocationView) -> Markup:
    week = opening.week(location, turn.now)
    several = len(merchant.locations) > 1
    where = turn._("📍 {address}", address=location.address) if several else None
    return lines(where, week_words(turn, week) if week else turn._("Opening hours not known"))


def _bookable(turn: Turn, merchant: MerchantView, has_menu: bool) -> Markup | None:
    if (merchant.services or has_menu) and merchant.bookable:
        return turn._("What would you like?")
    return turn._("This place can't be booked here yet. Call or walk in.")


def _services(turn: Turn, press: OpenMerchant, merchant: MerchantView) -> tuple[Row, ...]:
    if not merchant.bookable:
        return ()
    page, shown, more = leaf(merchant.services, press.page, SERVICES)
    return (
        *columns(1, (_service(turn, press, each) for each in shown)),
        *leafing(turn, page, lambda page: replace(press, page=page), more=more),
    )


def _service(turn: Turn, press: OpenMerchant, service: ServiceBrief) -> Button:
    opens = OpenService(service.id, press.day, press.seats, press.search, press.hour)
    return Button(service_label(turn, service), opens)


def service_label(turn: Turn, service: ServiceBrief) -> Markup:
    """Its name and its price."""
    name = shortened(service.name, LONGEST_LABEL)
    return turn._("{service} · {price}", service=name, price=price_words(turn, service))


def price_words(turn: Turn, service: ServiceBrief) -> str:
    """A price as a button says it."""
    if service.price == 0:
        return turn._("free")
    return turn.texts.money(service.price, service.currency)


def _claim(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    if merchant.state is not MerchantState.LISTED or is_hidden(turn, merchant):
        return ()
    return ((Button(turn._("Is this yours?"), OpenClaim(merchant.id)),),)


def _around(turn: Turn, press: OpenMerchant, merchant: MerchantView) -> Iterable[Row]:
    location = merchant.locations[0] if merchant.locations else None
    if location is not None:
        yield (
            Button(turn._("🗺 Directions"), OpenDirections(merchant.id, location.id)),
            Button(turn._("🕐 Hours"), OpenHours(merchant.id, press.search)),
        )
    if len(merchant.locations) > ADDRESSES:
        number = len(merchant.locations)
        label = turn.ngettext("📍 {number} address", "📍 All {number} addresses", number)
        yield (Button(label, OpenHours(merchant.id, press.search)),)
    if merchant.rating.count:
        label = turn.ngettext("⭐ {number} review", "⭐ {number} reviews", merchant.rating.count)
        yield (Button(label, OpenReviews(merchant.id, 0, press.search)),)
    yield (
        Button(_like(turn, merchant), ToggleFavourite(merchant.id, press.search)),
        ShareButton(
            turn._("Share"),
            OpenMerchant(merchant.id),
            str(turn._("{merchant} on {market}", merchant=merchant.name, market=turn.market.name)),
        ),
    )
    if location is not None and (location.website or "").startswith("https://"):
        yield (LinkButton(turn._("Website"), location.website or ""),)


def _like(turn: Turn, merchant: MerchantView) -> Markup:
    if lists.is_favourite(turn.connection, turn.person.id, merchant.id):
        return turn._("♥ Saved")
    return turn._("♡ Save")
