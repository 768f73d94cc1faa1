"""From a cart straight to paying: what was chosen is kept for the guest and its invoice shown at once."""

from dataclasses import dataclass
from functools import partial
from zlib import crc32

from chat.action import Move, Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import OpenCheckout
from handlers.guest.checkout import Pay, pay
from handlers.guest.invoice import says_terms
from handlers.guest.owned import my_order
from orders import Cart, carts, preparing
from orders.errors import CartChanged
from orders.pricing import Changed
from payments.port import limits_of

flow = Flow()


@dataclass(frozen=True, slots=True)
class OrderCart(Move):
    """That is all, `as_shown`: keep it for me, and let me pay."""

    code = "order"
    order: int
    shown: int


@flow.move(OrderCart)
def order_cart(turn: Turn, press: OrderCart) -> Page:
    """Only what the guest has seen: what has changed since is shown first. Twice is once."""
    if carts.is_held(turn.connection, turn.person.id, press.order, turn.now):
        return to_pay(turn, press.order)
    cart = carts.own_cart(turn.connection, turn.person.id, press.order, turn.now)
    if as_shown(cart) != press.shown:
        raise CartChanged(cart.location_id, cart.changes)
    if cart.changes:
        carts.renew(turn.connection, turn.person.id, press.order, turn.now)
    return ordered(turn, press.order)


def as_shown(cart: Cart) -> int:
    """A number that is another one for whatever a cart may have come to."""
    told = [
        (
            each.position,
            each.title,
            [option.id for option in each.options],
            each.quantity,
            each.unit_price,
            each.what,
            each.left if each.what is Changed.FEWER else None,
        )
        for each in cart.lines
    ]
    way = None if cart.bringing is None else (cart.bringing.address, cart.bringing.reach)
    return crc32(repr([*told, way]).encode()) >> 1


def ordered(turn: Turn, cart_id: int) -> Page:
    """What is in the cart is kept for the guest, who pays next."""
    limits = partial(limits_of, cards=turn.market.cards)
    return to_pay(turn, carts.hold_cart(turn.connection, turn.person.id, cart_id, turn.now, limits))


def to_pay(turn: Turn, order_id: int) -> Page:
    """The terms are read before paying: an invoice without room for them waits for the checkout."""
    preparing.prepare(turn.connection, order_id, turn.person.id, turn.market.cards, turn.now)
    order = my_order(turn, order_id)
    if not order.prepaid or not says_terms(turn, order):
        return OpenCheckout(order_id)
    return pay(turn, Pay(order_id))
