"""A menu as guests read it: a section at a time, with what is served now and what is not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog import queries
from catalog.menu import reading
from catalog.menu.reading import Item, Menu, Section, Serving
from catalog.views import LocationView, MerchantState, MerchantView
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenMerchant
from handlers.guest.choosing import choice_key
from handlers.guest.found import found_merchant
from handlers.guest.menu_actions import OpenCart, OpenItem, OpenMenu
from handlers.guest.table_actions import OpenAtTable
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.orders import at_words
from orders import Cart, carts, table_views
from wording.menus import diets_words
from wording.tables import table_title

flow = Flow()

ITEMS = 10
LONGEST_LABEL = 40
LONGEST_DESCRIPTION = 90
LONGEST_SECTION = 20


@flow.page(OpenMenu)
def menu_page(turn: Turn, press: OpenMenu) -> Screen:
    merchant, location = place_of(turn, press.location)
    menu = reading.menu_at(turn.connection, press.location, local_now(turn, location))
    section = _shown(menu, press.section)
    if section is None:
        raise PageOutdated(OpenMerchant(merchant.id))
    page, items, more = leaf(section.items, press.page, ITEMS)
    left = left_today(turn, location, items)
    cart = carts.cart_of(turn.connection, turn.person.id, press.location, turn.now)
    here = OpenMenu(press.location, section.id)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>Menu</b>"),
                at_words(turn, merchant.name, location.address),
            ),
            _heading(turn, menu, section),
            *(_item(turn, each) for each in items),
        ),
        rows=(
            *_sections(turn, press, menu, section),
            *columns(1, (_key(turn, each, left.get(each.id)) for each in items)),
            *leafing(turn, page, lambda page: replace(here, page=page), more=more),
            *cart_row(turn, cart),
            *_table_row(turn, press.location),
        ),
        back=OpenMerchant(merchant.id),
    )


def place_of(turn: Turn, location_id: int) -> tuple[MerchantView, LocationView]:
    """The location and whose it is, as guests may see them; else home, with a word of excuse."""
    merchant_id = queries.merchant_of_location(turn.connection, location_id)
    if merchant_id is None:
        raise PageOutdated(OpenHome())
    merchant = found_merchant(turn, merchant_id)
    location = next((each for each in merchant.locations if each.id == location_id), None)
    if location is None or merchant.state is not MerchantState.ACTIVE:
        raise PageOutdated(OpenMerchant(merchant_id))
    return merchant, location


def local_now(turn: Turn, location: LocationView) -> datetime:
    """By the clock of the place."""
    return turn.now.astimezone(ZoneInfo(location.zone))


def cart_row(turn: Turn, cart: Cart | None) -> tuple[Row, ...]:
    """The way to what was chosen, where there is something."""
    if cart is None or not cart.lines:
        return ()
    number = sum(each.quantity for each in cart.lines)
    total = turn.texts.money(cart.total, cart.currency)
    label = turn.ngettext(
        "🛒 Your order · {number} item · {total}",
        "🛒 Your order · {number} items · {total}",
        number,
        total=total,
    )
    return ((Button(label, OpenCart(cart.location_id), Style.SUCCESS),),)


def _table_row(turn: Turn, location_id: int) -> tuple[Row, ...]:
    """To what all at the guest's table ordered, where they sit at one here."""
    seat = table_views.mine(turn.connection, turn.person.id)
    if seat is None or seat.location_id != location_id:
        return ()
    label = turn._("👥 At this table · {table}", table=table_title(turn, seat.table))
    return ((Button(label, OpenAtTable(seat.sitting_id)),),)


def left_today(turn: Turn, location: LocationView, items: Sequence[Item]) -> dict[int, int]:
    """How many there are still of those that are counted."""
    day = local_now(turn, location).date()
    return carts.stock_left(turn.connection, items, day, turn.now)


def why_not(turn: Turn, item: Item, left: int | None) -> Markup | None:
    """Why it cannot be had now, where it cannot."""
    if item.sold_out or left == 0:
        return turn._("❌ Sold out today.")
    return None if item.served else served_words(turn, item.serving)


def served_words(turn: Turn, serving: Serving) -> Markup | None:
    """When something is served that is not served all day."""
    if serving.from_minute is None or serving.until_minute is None:
        return None
    begin, end = (turn.texts.clock(each) for each in (serving.from_minute, serving.until_minute))
    if serving.served:
        return turn._("Served until {time}.", time=end)
    return turn._("Not served now, only from {begin} to {end}.", begin=begin, end=end)


def _shown(menu: Menu, wished: int | None) -> Section | None:
    """The wished one, or the first that is served now."""
    filled = [each for each in menu.sections if each.items]
    asked = next((each for each in filled if each.id == wished), None)
    served = next((each for each in filled if each.served), None)
    return asked or served or next(iter(filled), None)


def _heading(turn: Turn, menu: Menu, section: Section) -> Markup | None:
    return lines(
        turn._("<b>{name}</b>", name=section.name) if len(menu.sections) > 1 else None,
        served_words(turn, section.serving),
    )


def _item(turn: Turn, item: Item) -> Markup | None:
    """What its key has no room for."""
    about = shortened(item.description, LONGEST_DESCRIPTION)
    diets = diets_words(turn, item.diets)
    if not about and diets is None:
        return None
    name = turn._("<b>{name}</b>", name=item.name)
    return lines(dotted((name, diets)), about)


def _sections(turn: Turn, press: OpenMenu, menu: Menu, shown: Section) -> Iterator[Row]:
    filled = [each for each in menu.sections if each.items]
    if len(filled) > 1:
        yield from columns(
            2,
            (
                choice_key(
                    turn,
                    shortened(each.name, LONGEST_SECTION),
                    OpenMenu(press.location, each.id),
                    each.id == shown.id,
                )
                for each in filled
            ),
        )


def _key(turn: Turn, item: Item, left: int | None) -> Button:
    name = shortened(item.name, LONGEST_LABEL)
    if item.sold_out or left == 0:
        return Button(turn._("{item} · sold out today", item=name), OpenItem(item.id))
    price = turn.texts.money(item.price, item.currency)
    return Button(turn._("{item} · {price}", item=name, price=price), OpenItem(item.id))
