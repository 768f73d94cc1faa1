"""From a cart straight to paying: what was chosen is kept for the guest and its invoice shown at once."""

from dataclasses import dataclass
from functools import partial

from chat.action import Move, Page
from chat.flow import Flow
from chat.turn import Turn
from handlers.guest.actions import OpenCheckout
from handlers.guest.checkout import Pay, pay
from handlers.guest.invoice import says_terms
from handlers.guest.menu_actions import OpenCart, OrderAgain, SameAgain
from handlers.guest.owned import my_order
from orders import carts, preparing
from payments.port import limits_of

flow = Flow()


@dataclass(frozen=True, slots=True)
class OrderCart(Move):
    """That is all: keep it for me, and let me pay."""

    code = "order"
    order: int


@flow.move(OrderCart)
def order_cart(turn: Turn, press: OrderCart) -> Page:
    return ordered(turn, press.order)


@flow.move(OrderAgain)
def order_again(turn: Turn, press: OrderAgain) -> Page:
    order = my_order(turn, press.order)
    carts.again(turn.connection, turn.person.id, press.order, turn.now)
    return OpenCart(order.location_id)


@flow.move(SameAgain)
def same_again(turn: Turn, press: SameAgain) -> Page:
    """What is gone since is said in the cart, before anything is paid."""
    order = my_order(turn, press.order)
    again = carts.again(turn.connection, turn.person.id, press.order, turn.now)
    if again.gone:
        return OpenCart(order.location_id)
    return ordered(turn, again.order_id)


def ordered(turn: Turn, cart_id: int) -> Page:
    """The terms are read before paying: an invoice without room for them waits for the checkout."""
    limits = partial(limits_of, cards=turn.market.cards)
    order_id = carts.hold_cart(turn.connection, turn.person.id, cart_id, turn.now, limits)
    preparing.prepare(turn.connection, order_id, turn.person.id, turn.market.cards, turn.now)
    order = my_order(turn, order_id)
    if not order.total or not says_terms(turn, order):
        return OpenCheckout(order_id)
    return pay(turn, Pay(order_id))
