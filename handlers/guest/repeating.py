"""The same as a former order once more; where a cart has something else in it, its guest is asked first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bought import bought_words, line_words
from handlers.guest.cart import cart_page
from handlers.guest.menu_actions import OpenCart, OrderAgain, SameAgain
from handlers.guest.ordering import as_shown, ordered, to_pay
from handlers.guest.owned import my_order
from orders import Again, Cart, OrderView, carts, repeating

flow = Flow()

LINES = 8


@dataclass(frozen=True, slots=True)
class OpenOrderAgain(Page):
    """Whether a former order takes the place of what is in the cart."""

    code = "againq"
    order: int


@dataclass(frozen=True, slots=True)
class OpenCartAgain(Page):
    """The cart that is like a former order, with what is otherwise by now."""

    code = "againc"
    order: int


@dataclass(frozen=True, slots=True)
class ReplaceCart(Move):
    """In place of what is in that cart, `as_shown`."""

    code = "againr"
    order: int
    cart: int
    shown: int


@dataclass(frozen=True, slots=True)
class AddToCartAgain(Move):
    """Beside it."""

    code = "againb"
    order: int
    cart: int
    shown: int


@flow.move(OrderAgain)
def order_again(turn: Turn, press: OrderAgain) -> Page:
    """What would take the place of something is asked about first."""
    order = my_order(turn, press.order)
    mine = (turn.connection, turn.person.id, press.order, turn.now)
    if repeating.in_the_way(*mine) is not None:
        return OpenOrderAgain(press.order)
    return _cart_of(order, repeating.again(*mine))


@flow.move(SameAgain)
def same_again(turn: Turn, press: SameAgain) -> Page:
    """What is not as it was, or not to be had soon, is seen in the cart before anything is paid."""
    former = my_order(turn, press.order)
    mine = (turn.connection, turn.person.id, press.order, turn.now)
    if repeating.in_the_way(*mine) is not None:
        return OpenOrderAgain(press.order)
    held = repeating.held_again(*mine)
    if held is not None:
        return to_pay(turn, held)
    again = repeating.again(*mine)
    if again.order_id is None or again.gone:
        return OpenCartAgain(former.id)
    cart = carts.own_cart(turn.connection, turn.person.id, again.order_id, turn.now)
    soonest = carts.soonest_pickup(
        turn.connection,
        cart.location_id,
        cart.items,
        turn.now,
        cart.within,
        at_table=cart.sitting_id is not None,
    )
    if cart.total != former.as_ordered:
        return OpenCartAgain(former.id)
    if cart.changes or soonest is None:
        return OpenCart(former.location_id)
    return ordered(turn, again.order_id)


@flow.page(OpenOrderAgain)
def again_page(turn: Turn, press: OpenOrderAgain) -> Screen:
    former = my_order(turn, press.order)
    cart = carts.cart_of(turn.connection, turn.person.id, former.location_id, turn.now)
    way = repeating.in_the_way(turn.connection, turn.person.id, press.order, turn.now)
    if cart is None or way is None:
        keys = ((Button(turn._("Order again"), OrderAgain(former.id), Style.PRIMARY),),)
        return Screen(
            text=paragraphs(turn._("<b>Order this again?</b>"), _first_ordered(turn, former)),
            rows=keys,
            back=OpenCart(former.location_id),
        )
    which = (former.id, cart.order_id, as_shown(cart))
    both = Button(turn._("Keep both"), AddToCartAgain(*which), Style.PRIMARY)
    return Screen(
        text=paragraphs(
            turn._("<b>There is something in your cart already.</b>"),
            _in_it(turn, cart),
            lines(turn._("You want to order again:"), _first_ordered(turn, former)),
            None if way.room else turn._("Both don't fit into one cart."),
        ),
        rows=(
            *(((both,),) if way.room else ()),
            (Button(turn._("Replace the cart"), ReplaceCart(*which), Style.DANGER),),
        ),
        back=OpenCart(former.location_id),
    )


def _first_ordered(turn: Turn, former: OrderView) -> Markup:
    """Without what was taken instead of something."""
    instead = {each.instead for each in former.missing}
    wanted = [line for place, line in enumerate(former.lines, 1) if place not in instead]
    return bought_words(turn, wanted)


def _in_it(turn: Turn, cart: Cart) -> Markup:
    shown = cart.lines[:LINES]
    left = len(cart.lines) - len(shown)
    more = turn.ngettext("and {number} more", "and {number} more", left) if left else None
    return lines(*(line_words(turn, each) for each in shown), more)


@flow.move(ReplaceCart)
def replace_cart(turn: Turn, press: ReplaceCart) -> Page:
    return _put(turn, press, beside=False)


@flow.move(AddToCartAgain)
def add_to_cart(turn: Turn, press: AddToCartAgain) -> Page:
    return _put(turn, press, beside=True)


def _put(turn: Turn, press: ReplaceCart | AddToCartAgain, *, beside: bool) -> Page:
    """Only of the cart that was shown: another one is asked about anew."""
    former = my_order(turn, press.order)
    cart = carts.cart_of(turn.connection, turn.person.id, former.location_id, turn.now)
    if cart is None or (cart.order_id, as_shown(cart)) != (press.cart, press.shown):
        return OpenOrderAgain(former.id)
    mine = (turn.connection, turn.person.id, former.id, turn.now)
    return _cart_of(former, repeating.again(*mine, beside=beside))


def _cart_of(former: OrderView, again: Again) -> Page:
    """With what is missing in it, where something is."""
    return OpenCartAgain(former.id) if again.gone else OpenCart(former.location_id)


@flow.page(OpenCartAgain)
def cart_again_page(turn: Turn, press: OpenCartAgain) -> Screen:
    former = my_order(turn, press.order)
    screen = cart_page(turn, OpenCart(former.location_id))
    gone = repeating.gone(turn.connection, turn.person.id, former.id, turn.now)
    return replace(screen, text=paragraphs(_since(turn, former, gone), screen.text))


def _since(turn: Turn, former: OrderView, gone: Sequence[str]) -> Markup:
    if gone:
        names = turn.texts.listed(list(dict.fromkeys(gone)))
        return turn._("❗ Not to be had any more as you had it: {items}.", items=names)
    amount = turn.texts.money(former.as_ordered, former.currency)
    return turn._("❗ Last time it came to {amount}. Please look at it again.", amount=amount)
