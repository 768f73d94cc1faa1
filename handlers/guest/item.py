"""One thing of a menu: how it can be had, for how much, and a key that puts it into the cart."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from markupsafe import Markup

from catalog import opening
from catalog.menu import reading
from catalog.menu.choosing import Choice
from catalog.menu.errors import ChoiceRefused
from catalog.menu.reading import Item
from catalog.views import LocationView, MerchantView
from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Photo, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import ChosenWrong
from handlers.guest.actions import OpenHome
from handlers.guest.chosen import apart, beside, packed
from handlers.guest.menu import left_today, place_of, why_not
from handlers.guest.menu_actions import OpenCart, OpenItem, OpenMenu, OpenPickupTimes
from handlers.guest.menu_words import choice_words
from handlers.guest.option_keys import choice_of, chosen_of, chosen_words, offered, option_rows
from handlers.guest.ordering import ordered, to_pay
from handlers.hours import near_time, open_words
from handlers.layout import shortened
from handlers.orders import at_words
from orders import carts, table_views
from orders.errors import CartChanged, ItemSoldOut, NoPickupSoon, PickupGone
from wording.menus import allergens_words, diets_words

flow = Flow()

MOST = 20
LONGEST_DESCRIPTION = 500
FEW = 5
FEWER, MORE = "−", "＋"


class Then(StrEnum):
    """What comes next: more of it, or that is all and is paid, for as soon as possible or for when they open."""

    CART = "0"
    PAY = "1"
    PAY_AHEAD = "2"


@dataclass(frozen=True, slots=True)
class AddToCart(Move):
    """Put so many into the cart, chosen like that.

    `chosen` says too how many things were in the cart: pressed twice it is put in once.
    """

    code = "put"
    item: int
    chosen: str
    quantity: int
    then: Then = Then.CART


@flow.page(OpenItem)
def item_page(turn: Turn, press: OpenItem) -> Screen:
    merchant, location, item = _found(turn, press.item)
    left = left_today(turn, location, [item]).get(item.id)
    chosen = chosen_of(item, press.chosen, OpenItem(item.id))
    wish = replace(press, chosen=packed(offered(item), chosen), quantity=_fitting(press.quantity))
    choice = choice_of(item, chosen)
    stops = why_not(turn, item, left)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>{name}</b>", name=item.name),
                at_words(turn, merchant.name, location.address),
                _closed(turn, location),
            ),
            shortened(item.description, LONGEST_DESCRIPTION),
            lines(
                turn._("<b>{price}</b>", price=turn.texts.money(item.price, item.currency)),
                diets_words(turn, item.diets),
                allergens_words(turn, item.allergens),
            ),
            chosen_words(turn, item, chosen),
            stops or _left(turn, left),
            choice_words(turn, choice) if isinstance(choice, ChoiceRefused) else None,
        ),
        rows=(
            *option_rows(turn, item, chosen, lambda chosen: replace(wish, chosen=chosen)),
            *(() if stops else _adding(turn, wish, (location, item), choice)),
        ),
        photo=Photo(item.photo) if item.photo else None,
        back=OpenMenu(location.id, item.section_id),
    )


@flow.move(AddToCart)
def add_to_cart(turn: Turn, press: AddToCart) -> Page:
    *_, item = _found(turn, press.item)
    told, had = apart(press.chosen)
    chosen = chosen_of(item, told, OpenItem(item.id))
    refusal = choice_of(item, chosen)
    if isinstance(refusal, ChoiceRefused):
        raise ChosenWrong(refusal)
    wanted = (turn.person.id, item.id, sorted(chosen), _fitting(press.quantity))
    if press.then is Then.CART:
        carts.add(turn.connection, *wanted, "", turn.brought_by, turn.now, had=had)
        return OpenCart(item.location_id)
    held = carts.held_of_item(turn.connection, *wanted, turn.now)
    if held is not None:
        return to_pay(turn, held)
    order = carts.add(turn.connection, *wanted, "", turn.brought_by, turn.now)
    return _paid_at_once(turn, press, item, order)


def _paid_at_once(turn: Turn, press: AddToCart, item: Item, order: int) -> Page:
    """What can't be had so soon stays in the cart, and its guest chooses a time."""
    mine = (turn.connection, turn.person.id)
    if press.then is Then.PAY_AHEAD:
        quantity = _fitting(press.quantity)
        at = carts.first_pickup(turn.connection, item, quantity, turn.now)
        carts.set_pickup_at(*mine, order, at, turn.now)
    try:
        return ordered(turn, order)
    except (NoPickupSoon, PickupGone):
        return OpenPickupTimes(item.location_id)
    except CartChanged:
        if len(carts.own_cart(*mine, order, turn.now).lines) > 1:
            return OpenCart(item.location_id)
        raise ItemSoldOut(item.id) from None


def _fitting(quantity: int) -> int:
    return max(1, min(quantity, MOST))


def _found(turn: Turn, item_id: int) -> tuple[MerchantView, LocationView, Item]:
    item = reading.item(turn.connection, item_id, turn.now)
    if item is None:
        raise PageOutdated(OpenHome())
    merchant, location = place_of(turn, item.location_id)
    return merchant, location, item


def _left(turn: Turn, left: int | None) -> Markup | None:
    """Said of the last few."""
    if left is None or left > FEW:
        return None
    return turn.ngettext("Only {number} left today.", "Only {number} left today.", left)


def _adding(
    turn: Turn, wish: OpenItem, of: tuple[LocationView, Item], choice: Choice | ChoiceRefused
) -> Iterator[Row]:
    location, item = of
    quantity = wish.quantity
    fewer = replace(wish, quantity=max(1, quantity - 1))
    more = replace(wish, quantity=_fitting(quantity + 1))
    number = turn._("{number} ×", number=turn.texts.number(quantity))
    yield Button(FEWER, fewer), Button(number, wish), Button(MORE, more)
    if isinstance(choice, ChoiceRefused) or wish.chosen is None:
        return
    price = turn.texts.money(choice.unit_price * quantity, item.currency)
    cart = carts.cart_of(turn.connection, turn.person.id, item.location_id, turn.now)
    had = 0 if cart is None else cart.counted
    add = AddToCart(item.id, beside(wish.chosen, had), quantity)
    yield (Button(turn._("Add · {price}", price=price), add, Style.SUCCESS),)
    if cart is None or not cart.lines:
        yield from _paying(turn, replace(add, then=Then.PAY), (location, item), price)


def _paying(turn: Turn, pay: AddToCart, of: tuple[LocationView, Item], price: str) -> Iterator[Row]:
    """Where it is closed, what is paid now is picked up when it opens, and the key says so."""
    location, item = of
    whole = _is_paid_whole(turn, location, item.currency)
    if opening.open_state(location, turn.now).open is not False:
        now = turn._("Pay now · {price}", price=price)
        label = now if whole else turn._("Order now · {price}", price=price)
        yield (Button(label, pay, Style.PRIMARY),)
        return
    at = carts.first_pickup(turn.connection, item, pay.quantity, turn.now)
    if at is not None:
        when = near_time(turn, at, location.zone)
        label = (
            turn._("Pay for {when} · {price}", when=when, price=price)
            if whole
            else turn._("Order for {when} · {price}", when=when, price=price)
        )
        yield (Button(label, replace(pay, then=Then.PAY_AHEAD), Style.PRIMARY),)


def _is_paid_whole(turn: Turn, location: LocationView, currency: str) -> bool:
    """Whether all of it is paid when it is ordered, where the guest is."""
    picked_up, at_table = (
        carts.percent_at(location.menu_payment, currency, at_table=each) for each in (False, True)
    )
    if picked_up != at_table:
        seat = table_views.mine(turn.connection, turn.person.id)
        if seat is not None and seat.location_id == location.id:
            return at_table == 100
    return picked_up == 100


def _closed(turn: Turn, location: LocationView) -> Markup | None:
    """When it opens, where it is closed."""
    state = opening.open_state(location, turn.now)
    return open_words(turn, state, location.zone) if state.open is False else None
