"""A merchant's own menu: its sections, and what stands in them, for whoever works there."""

from dataclasses import dataclass

from markupsafe import Markup

from catalog import queries
from catalog.errors import FieldRefused
from catalog.menu import items, sections
from catalog.menu.item_fields import LONGEST_NAME, ItemField
from catalog.menu.own_menu import (
    OwnItem,
    OwnSection,
    has_sections,
    own_items,
    own_section,
    own_sections,
)
from catalog.menu.pickup import pickup_of
from catalog.views import LocationView, MerchantView
from catalog.weekly import Span
from chat.action import Move, Page, given
from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import may, our_merchant, require_staff
from handlers.merchant.delivery_actions import OpenDelivering
from handlers.merchant.menu_actions import (
    AskItemField,
    AskNewItem,
    AskNewSection,
    OpenMenuPlaces,
    OpenOwnItem,
    OpenOwnMenu,
    OpenOwnSection,
    OpenPickup,
    OpenSectionEdit,
    OpenSectionsOff,
)
from handlers.merchant.table_actions import OpenOwnTables
from people.rights import Right
from wording.hours import span_words

flow = Flow()

SHOWN = 8
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class BeginSection(Move):
    """A new section, by its name."""

    code = "sec-begin"
    location: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class BeginItem(Move):
    """A new item, by its name."""

    code = "item-begin"
    section: int
    text: str = given("")


@flow.page(OpenMenuPlaces)
def menu_places_page(turn: Turn, press: OpenMenuPlaces) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    page, shown, more = leaf(merchant.locations, press.page, SHOWN)
    return Screen(
        text=turn._("<b>The menu of which address?</b>"),
        rows=(
            *columns(1, (Button(_address(turn, each), OpenOwnMenu(each.id)) for each in shown)),
            *leafing(turn, page, lambda page: OpenMenuPlaces(merchant.id, page), more=more),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenOwnMenu)
def own_menu_page(turn: Turn, press: OpenOwnMenu) -> Screen:
    merchant, place = our_place(turn, press.location)
    found = own_sections(turn.connection, place.id)
    page, shown, more = leaf(found, press.page, SHOWN)
    several = len(merchant.locations) > 1
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>Menu of {merchant}</b>", merchant=merchant.name),
                _address(turn, place) if several else None,
            ),
            None if found else turn._("Nothing yet. Begin with a section, such as “Coffee”."),
            _pickup_line(turn, place.id) if found else None,
        ),
        rows=(
            *columns(1, (_section_key(turn, each) for each in shown)),
            *leafing(turn, page, lambda page: OpenOwnMenu(place.id, page), more=more),
            *_menu_keys(turn, merchant, place.id),
        ),
        back=OpenMenuPlaces(merchant.id) if several else OpenDesk(merchant.id),
    )


@flow.page(OpenSectionsOff)
def sections_off_page(turn: Turn, press: OpenSectionsOff) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    found = own_sections(turn.connection, place.id, taken_off=True)
    page, shown, more = leaf(found, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>Menu of {merchant}</b>", merchant=merchant.name),
            turn._("These sections are taken off, with everything in them."),
        ),
        rows=(
            *columns(1, (Button(each.name, OpenSectionEdit(each.id)) for each in shown)),
            *leafing(turn, page, lambda page: OpenSectionsOff(place.id, page), more=more),
        ),
        back=OpenOwnMenu(place.id),
    )


@flow.page(OpenOwnSection)
def own_section_page(turn: Turn, press: OpenOwnSection) -> Screen:
    section = our_section(turn, press.section)
    every = own_items(turn.connection, [section.id], turn.now, taken_off=press.off)[section.id]
    page, shown, more = leaf(every, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            lines(turn._("<b>{section}</b>", section=section.name), served_words(turn, section)),
            _how_much(turn, len(every), off=press.off),
        ),
        rows=(
            *columns(1, (_item_key(turn, each) for each in shown)),
            *leafing(
                turn, page, lambda page: OpenOwnSection(section.id, page, press.off), more=more
            ),
            *(() if press.off else _section_keys(turn, section)),
        ),
        back=OpenOwnSection(section.id) if press.off else OpenOwnMenu(section.location_id),
    )


@flow.page(AskNewSection)
def ask_section_page(turn: Turn, press: AskNewSection) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>A new section</b>"),
            turn._(
                "What is it called? Type its name, up to {number} characters, such as “Breakfast”.",
                number=turn.texts.number(sections.LONGEST_NAME),
            ),
        ),
        asks=BeginSection(place.id),
        back=OpenOwnMenu(place.id),
    )


@flow.page(AskNewItem)
def ask_item_page(turn: Turn, press: AskNewItem) -> Screen:
    section = our_section(turn, press.section, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>New in {section}</b>", section=section.name),
            turn._(
                "What is it called? Type its name, up to {number} characters, such as “Flat white”.",
                number=turn.texts.number(LONGEST_NAME),
            ),
        ),
        asks=BeginItem(section.id),
        back=OpenOwnSection(section.id),
    )


@flow.move(BeginSection)
def begin_section(turn: Turn, press: BeginSection) -> Page:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    try:
        made = sections.begin(turn.connection, place.id, press.text, turn.person.id, turn.now)
    except FieldRefused as error:
        raise AskedAgain(error, AskNewSection(place.id)) from error
    return OpenOwnSection(made)


@flow.move(BeginItem)
def begin_item(turn: Turn, press: BeginItem) -> Page:
    section = our_section(turn, press.section, Right.SHOP)
    given_of = (press.text, turn.market.currency, turn.person.id, turn.now)
    try:
        made = items.begin(turn.connection, section.id, *given_of)
    except FieldRefused as error:
        raise AskedAgain(error, AskNewItem(section.id)) from error
    return AskItemField(made, ItemField.PRICE, first=True)


def our_place(
    turn: Turn, location_id: int, right: Right = Right.BOOKINGS
) -> tuple[MerchantView, LocationView]:
    """A location of a merchant for whom the person works as one who may."""
    merchant_id = queries.merchant_of_location(turn.connection, location_id)
    if merchant_id is None:
        raise NotAllowed
    merchant = our_merchant(turn, merchant_id, right)
    return merchant, next(each for each in merchant.locations if each.id == location_id)


def our_section(turn: Turn, section_id: int, right: Right = Right.BOOKINGS) -> OwnSection:
    section = own_section(turn.connection, section_id)
    if section is None:
        raise NotAllowed
    require_staff(turn, section.merchant_id, right)
    return section


def served_words(turn: Turn, section: OwnSection) -> Markup | None:
    """When it is served, where that is not all day."""
    if section.from_minute is None or section.until_minute is None:
        return None
    span = span_words(turn, Span(section.from_minute, section.until_minute))
    return turn._("🕐 {hours}", hours=span)


def menu_keys(turn: Turn, merchant: MerchantView, *, first: bool = False) -> tuple[Button, ...]:
    """To the menu, by way of an address where there are several; `first` also where there is none."""
    places = merchant.locations
    if not places or not (first or has_sections(turn.connection, merchant.id)):
        return ()
    to: Page = OpenOwnMenu(places[0].id) if len(places) == 1 else OpenMenuPlaces(merchant.id)
    return (Button(turn._("🍽 Menu"), to),)


def _address(turn: Turn, location: LocationView) -> Markup:
    named = shortened(location.address or location.name, LONGEST_LABEL)
    return turn._("📍 {address}", address=named)


def _pickup_line(turn: Turn, location_id: int) -> Markup:
    if pickup_of(turn.connection, location_id).active:
        return turn._("🥡 Guests can order to pick up.")
    return turn._("🥡 Guests can't order to pick up yet.")


def _section_key(turn: Turn, section: OwnSection) -> Button:
    name = shortened(section.name, LONGEST_LABEL)
    served = served_words(turn, section)
    label = (
        turn._("{section}", section=name)
        if served is None
        else turn._("{section} · {hours}", section=name, hours=served)
    )
    return Button(label, OpenOwnSection(section.id))


def _item_key(turn: Turn, item: OwnItem) -> Button:
    name = shortened(item.name, LONGEST_LABEL)
    price = turn.texts.money(item.price, item.currency) if item.price else turn._("free")
    if item.sold_out:
        label = turn._("🚫 {item} · {price}", item=name, price=price)
    elif item.active:
        label = turn._("{item} · {price}", item=name, price=price)
    else:
        label = turn._("⏸ {item} · {price}", item=name, price=price)
    return Button(label, OpenOwnItem(item.id))


def _how_much(turn: Turn, number: int, *, off: bool) -> Markup:
    if off:
        return turn._("Taken off. What was ordered of it stays as it was.")
    if not number:
        return turn._("Nothing in it yet.")
    return turn.ngettext("{number} item", "{number} items", number)


def _menu_keys(turn: Turn, merchant: MerchantView, location_id: int) -> tuple[Row, ...]:
    if not may(turn, Right.SHOP, merchant.id):
        return ()
    gone = len(own_sections(turn.connection, location_id, taken_off=True))
    label = turn._("Taken off ({number})", number=turn.texts.number(gone))
    return (
        (Button(turn._("➕ New section"), AskNewSection(location_id), Style.PRIMARY),),
        (
            Button(turn._("🥡 Pick-up"), OpenPickup(location_id)),
            Button(turn._("🛵 Delivery"), OpenDelivering(location_id)),
            Button(turn._("🪑 Tables"), OpenOwnTables(location_id)),
        ),
        *(((Button(label, OpenSectionsOff(location_id)),),) if gone else ()),
    )


def _section_keys(turn: Turn, section: OwnSection) -> tuple[Row, ...]:
    if not may(turn, Right.SHOP, section.merchant_id):
        return ()
    gone = len(own_items(turn.connection, [section.id], turn.now, taken_off=True)[section.id])
    label = turn._("Taken off ({number})", number=turn.texts.number(gone))
    new = Button(turn._("➕ New item"), AskNewItem(section.id), Style.PRIMARY)
    return (
        *(((new,),) if section.archived_at is None else ()),
        (Button(turn._("✏️ Change the section"), OpenSectionEdit(section.id)),),
        *(((Button(label, OpenOwnSection(section.id, off=True)),),) if gone else ()),
    )
