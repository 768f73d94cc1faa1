"""The cart: one message that is edited with each press, from the first thing to paying."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from markupsafe import Markup

from catalog.views import LocationView, MerchantView
from chat.action import Move, Page, given
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bought import apart, line_words
from handlers.errors import fitting
from handlers.guest.cart_fulfilment import can_be_had_so, cart_sum, how_rows, how_words, seat_of
from handlers.guest.menu import place_of
from handlers.guest.menu_actions import (
    OpenCart,
    OpenCartLine,
    OpenLineOptions,
    OpenMenu,
    OpenPickupTimes,
)
from handlers.guest.menu_words import changed_words
from handlers.guest.ordering import OrderCart, as_shown
from handlers.guest.table_actions import LeaveTable, OpenAtTable
from handlers.layout import leaf, leafing, shortened
from handlers.orders import at_words
from orders import Cart, CartLine, HowPaid, PaidHere, carts
from payments.port import limits_of
from wording.paying import order_plan_words

flow = Flow()

LINES = 8
LONGEST_LABEL = 20
LONGEST_ALONE = 44
LONGEST_NOTE = 140
FEWER, MORE = "−", "＋"


@dataclass(frozen=True, slots=True)
class ChangeQuantity(Move):
    """So many of a line; none takes it out."""

    code = "many"
    order: int
    position: int
    quantity: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class GiveLineNote(Move):
    """What the kitchen should know of a line; empty takes the note away."""

    code = "linenote"
    order: int
    position: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class EmptyCart(Move):
    """Nothing after all."""

    code = "empty"
    order: int


@flow.page(OpenCart)
def cart_page(turn: Turn, press: OpenCart) -> Screen:
    merchant, location = place_of(turn, press.location)
    cart = carts.cart_of(turn.connection, turn.person.id, press.location, turn.now)
    heading = lines(
        turn._("<b>🛒 Your order</b>"),
        at_words(turn, merchant.name, location.address),
    )
    if cart is None or not cart.lines:
        return _empty(turn, press, heading)
    page, shown, more = leaf(cart.lines, press.page, LINES)
    paid = how_paid(turn, cart, merchant, location)
    return Screen(
        text=paragraphs(
            heading,
            *(_line_words(turn, cart, each) for each in shown),
            lines(
                *cart_sum(turn, cart),
                order_plan_words(turn, paid, paid.ahead, paid.at_counter, cart.currency),
            ),
            how_words(turn, cart),
        ),
        rows=(
            *chain.from_iterable(_line_rows(turn, cart, each, page) for each in shown),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
            *how_rows(turn, cart),
            *_ways(turn, cart, paid),
        ),
        back=OpenMenu(press.location),
    )


@flow.page(OpenCartLine)
def cart_line_page(turn: Turn, press: OpenCartLine) -> Screen:
    cart = carts.cart_of(turn.connection, turn.person.id, press.location, turn.now)
    line = None if cart is None else line_at(cart, press.position)
    if cart is None or line is None:
        raise PageOutdated(OpenCart(press.location))
    remove = ChangeQuantity(cart.order_id, line.position, 0)
    options = Button(turn._("Change options"), OpenLineOptions(cart.location_id, line.position))
    no_note = Button(turn._("Remove note"), GiveLineNote(cart.order_id, line.position))
    return Screen(
        text=paragraphs(
            _line_words(turn, cart, line),
            turn._("Anything the kitchen should know? Just type it.") if not line.note else None,
        ),
        rows=(
            _counting(turn, cart, line),
            *(((options,),) if line.varies else ()),
            *(((no_note,),) if line.note else ()),
            (Button(turn._("Take it out"), remove, Style.DANGER),),
        ),
        back=OpenCart(cart.location_id),
        asks=GiveLineNote(cart.order_id, line.position),
    )


@flow.move(ChangeQuantity)
def change_quantity(turn: Turn, press: ChangeQuantity) -> Page:
    cart = my_cart(turn, press.order)
    carts.set_quantity(
        turn.connection, turn.person.id, press.order, press.position, press.quantity, turn.now
    )
    return OpenCart(cart.location_id, press.page)


@flow.move(GiveLineNote)
def give_line_note(turn: Turn, press: GiveLineNote) -> Page:
    cart = my_cart(turn, press.order)
    here = OpenCartLine(cart.location_id, press.position)
    note = fitting(press.text, LONGEST_NOTE, here)
    carts.set_note(turn.connection, turn.person.id, press.order, press.position, note, turn.now)
    return OpenCart(cart.location_id)


@flow.move(EmptyCart)
def empty_cart(turn: Turn, press: EmptyCart) -> Page:
    cart = my_cart(turn, press.order)
    carts.empty(turn.connection, turn.person.id, press.order, turn.now)
    return OpenMenu(cart.location_id)


def my_cart(turn: Turn, order_id: int) -> Cart:
    """The cart, as long as it is one."""
    return carts.own_cart(turn.connection, turn.person.id, order_id, turn.now)


def line_at(cart: Cart, position: int) -> CartLine | None:
    """None where it was taken out."""
    return next((each for each in cart.lines if each.position == position), None)


def _empty(turn: Turn, press: OpenCart, heading: Markup) -> Screen:
    menu = OpenMenu(press.location)
    return Screen(
        text=paragraphs(heading, turn._("Nothing chosen yet.")),
        rows=((Button(turn._("🍽 Menu"), menu, Style.PRIMARY),),),
        back=menu,
    )


def _line_words(turn: Turn, cart: Cart, line: CartLine) -> Markup:
    amount = turn.texts.money(line.amount, cart.currency) if line.can_be_had else None
    return lines(line_words(turn, line, amount), changed_words(turn, line, cart.currency))


def _counting(
    turn: Turn, cart: Cart, line: CartLine, page: int = 0
) -> tuple[Button, Button, Button]:
    def so_many(quantity: int) -> ChangeQuantity:
        return ChangeQuantity(cart.order_id, line.position, quantity, page)

    number = turn._("{number} ×", number=turn.texts.number(line.quantity))
    return (
        Button(FEWER, so_many(line.quantity - 1)),
        Button(number, OpenCartLine(cart.location_id, line.position)),
        Button(MORE, so_many(line.quantity + 1)),
    )


def _line_rows(turn: Turn, cart: Cart, line: CartLine, page: int) -> Iterator[Row]:
    """A key beside those that count; what tells it apart is read whole in a row for itself."""
    counting = fewer, _, more = _counting(turn, cart, line, page)
    own = apart(line, cart.lines)
    name = own or line.title
    alone = len(own) > LONGEST_LABEL
    label = turn._("✏️ {item}", item=shortened(name, LONGEST_ALONE if alone else LONGEST_LABEL))
    opens = Button(label, OpenCartLine(cart.location_id, line.position))
    if alone:
        yield (opens,)
        yield counting
    else:
        yield opens, fewer, more


def _where(turn: Turn, cart: Cart) -> Button:
    """To where and when it is had."""
    if cart.sitting_id is None:
        time = turn._("🕐 Pick-up time") if cart.bringing is None else turn._("🕐 When")
        return Button(time, OpenPickupTimes(cart.location_id))
    if seat_of(turn, cart) is None:
        return Button(turn._("🛍 Pick it up"), LeaveTable(cart.sitting_id))
    return Button(turn._("👥 At this table"), OpenAtTable(cart.sitting_id))


def how_paid(turn: Turn, cart: Cart, merchant: MerchantView, location: LocationView) -> HowPaid:
    """What of it would be paid now, and what at the counter."""
    limits = partial(limits_of, cards=turn.market.cards)
    here = PaidHere(location.menu_payment, merchant.max_no_shows)
    return carts.how_paid(turn.connection, cart, here, turn.now, limits)


def _ways(turn: Turn, cart: Cart, paid: HowPaid) -> Iterator[Row]:
    total = turn.texts.money(paid.ahead, cart.currency)
    yield Button(turn._("➕ Add more"), OpenMenu(cart.location_id)), _where(turn, cart)
    if cart.items and can_be_had_so(cart):
        label = turn._("Pay {total}", total=total) if paid.ahead else turn._("Order now")
        yield (Button(label, OrderCart(cart.order_id, as_shown(cart)), Style.SUCCESS),)
    yield (Button(turn._("Empty the cart"), EmptyCart(cart.order_id)),)
