"""What is said to whoever fills a cart, and can't have it so, or not then."""

from types import MappingProxyType

from sqlalchemy import Connection

from catalog import queries as catalog
from catalog.menu import reading
from catalog.menu.reading import Item
from chat.action import Page
from chat.turn import Turn
from handlers.errors import ChosenWrong
from handlers.guest.actions import OpenBooking, OpenBookings, OpenCheckout, OpenHome, OpenMerchant
from handlers.guest.menu import left_today, place_of
from handlers.guest.menu_actions import OpenCart, OpenItem, OpenPickupTimes
from handlers.guest.menu_words import choice_words
from handlers.guest.table_actions import OpenAtTable
from handlers.merchant.actions import OpenStaffBooking
from handlers.sentences.explained import Explained, Sentences
from orders import Seat, carts, errors, table_views, taking_over
from wording.tables import sitter_names


def not_orderable(turn: Turn, error: errors.NotOrderable) -> Explained:
    words = turn._("Nothing can be ordered from this menu right now.")
    return Explained(words, _place(turn.connection, error.location_id))


def item_gone(turn: Turn, error: errors.ItemGone) -> Explained:
    return Explained(turn._("That isn't on the menu any more."), _menu_of(turn, error.item_id))


def item_sold_out(turn: Turn, error: errors.ItemSoldOut) -> Explained:
    item = reading.item(turn.connection, error.item_id, turn.now)
    if item is not None and _is_none_left(turn, item):
        return Explained(turn._("Others were faster: it's sold out today."), OpenItem(item.id))
    words = turn._("There isn't enough of that left for the day. Please order less, or without it.")
    return Explained(words, _menu_of(turn, error.item_id))


def other_currency(turn: Turn, error: errors.OtherCurrency) -> Explained:
    words = turn._("That has a price in another currency. Please order it by itself.")
    return Explained(words, _menu_of(turn, error.item_id))


def too_many_of_one(turn: Turn, error: errors.TooManyOfOne) -> Explained:
    words = turn.ngettext(
        "At most {number} of one thing can be ordered at once.",
        "At most {number} of one thing can be ordered at once.",
        error.most,
    )
    return Explained(words, _menu_of(turn, error.item_id))


def too_many_unpaid(turn: Turn, error: errors.TooManyUnpaid) -> Explained:
    words = turn.ngettext(
        "Nothing is paid ahead here, so you can have at most {number} item on order at a time.",
        "Nothing is paid ahead here, so you can have at most {number} items on order at a time.",
        error.most,
    )
    return Explained(words, OpenCheckout(error.order_id))


def cart_full(turn: Turn, error: errors.CartFull) -> Explained:
    words = turn.ngettext(
        "Your cart is full: it holds {number} different thing.",
        "Your cart is full: it holds {number} different things.",
        error.most,
    )
    return Explained(words, OpenCart(error.location_id))


def too_many_carts(turn: Turn, error: errors.TooManyCarts) -> Explained:
    words = turn.ngettext(
        "You have filled {number} cart. Please pay or empty it first.",
        "You have filled {number} carts. Please pay or empty one first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def cart_empty(turn: Turn, error: errors.CartEmpty) -> Explained:
    """At a table somebody else may pay for what was in it."""
    seat = table_views.mine(turn.connection, turn.person.id)
    payer = taking_over.payer_of(turn.connection, error.order_id)
    if seat is None or payer is None:
        return Explained(turn._("Your cart is empty."), OpenCart(error.location_id))
    words = turn._(
        "{name} pays for what you chose, so your cart is empty.", name=_called(turn, seat, payer)
    )
    return Explained(words, OpenAtTable(seat.sitting_id))


def _called(turn: Turn, seat: Seat, guest: int) -> str:
    seen = table_views.at_table(turn.connection, seat.sitting_id, turn.person.id, turn.now)
    names = sitter_names(turn, seen.sitters) if seen else {}
    return names.get(guest) or turn._("Somebody at your table").unescape()


def cart_changed(turn: Turn, error: errors.CartChanged) -> Explained:
    words = turn._("The menu has changed since you filled your cart. Please look at it again.")
    return Explained(words, OpenCart(error.location_id))


def line_note_too_long(turn: Turn, error: errors.LineNoteTooLong) -> Explained:
    words = turn.ngettext(
        "That's too long: it may have {number} character.",
        "That's too long: it may have {number} characters.",
        error.most,
    )
    return Explained(words, OpenHome())


def kitchen_full(turn: Turn, error: errors.KitchenFull) -> Explained:
    words = turn._("Others were faster: the kitchen is busy at that time. Please try again.")
    return Explained(words, OpenCart(error.location_id))


def pickup_gone(turn: Turn, error: errors.PickupGone) -> Explained:
    words = turn._("It can't be ready at that time any more. Please choose another one.")
    return Explained(words, _times(turn, error.location_id))


def no_pickup_soon(turn: Turn, error: errors.NoPickupSoon) -> Explained:
    cart = carts.cart_of(turn.connection, turn.person.id, error.location_id, turn.now)
    if cart is not None and cart.sitting_id is not None:
        words = turn._("The kitchen can't make it right now. Please ask the staff.")
        return Explained(words, OpenCart(error.location_id))
    words = turn._("It can't be ready within the next few hours. Please choose a time.")
    return Explained(words, _times(turn, error.location_id))


def not_payable_in_one(turn: Turn, error: errors.NotPayableInOne) -> Explained:
    following = OpenCart(error.location_id)
    if error.limits is None:
        return Explained(turn._("This can't be paid here, so it can't be ordered."), following)
    if error.total < error.limits.least:
        words = turn._("That's too little for one payment. Please add something.")
        return Explained(words, following)
    return Explained(turn._("That's too much for one payment. Please order less."), following)


def chosen_wrong(turn: Turn, error: ChosenWrong) -> Explained:
    return Explained(choice_words(turn, error.refusal), OpenItem(error.refusal.item_id))


def not_a_ticket(turn: Turn, error: errors.NotATicket) -> Explained:
    words = turn._("That isn't an order from a menu.")
    return Explained(words, OpenStaffBooking(error.order_id))


def made_already(turn: Turn, error: errors.MadeAlready) -> Explained:
    words = turn._(
        "It's made and waits for you, so it can't be cancelled any more. If you don't come for it,"
        " that counts as a missed visit."
    )
    return Explained(words, OpenBooking(error.order_id))


def promise_refused(turn: Turn, error: errors.PromiseRefused) -> Explained:
    words = turn._("That's too late for what was ordered. If it can't be made, please decline it.")
    return Explained(words, OpenStaffBooking(error.order_id))


def line_not_left(turn: Turn, error: errors.LineNotLeft) -> Explained:
    words = turn._("So many of that are not left in this order.")
    return Explained(words, OpenStaffBooking(error.order_id))


def _times(turn: Turn, location_id: int) -> Page:
    """Where another time is chosen, as long as there is something to pick up then."""
    cart = carts.cart_of(turn.connection, turn.person.id, location_id, turn.now)
    chooses = cart is not None and cart.lines and cart.sitting_id is None
    return OpenPickupTimes(location_id) if chooses else OpenCart(location_id)


def _is_none_left(turn: Turn, item: Item) -> bool:
    _, location = place_of(turn, item.location_id)
    return item.sold_out or left_today(turn, location, [item]).get(item.id) == 0


def _menu_of(turn: Turn, item_id: int) -> Page:
    item = reading.item(turn.connection, item_id, turn.now)
    return OpenHome() if item is None else OpenItem(item_id)


def _place(connection: Connection, location_id: int) -> Page:
    merchant = catalog.merchant_of_location(connection, location_id)
    return OpenHome() if merchant is None else OpenMerchant(merchant)


SENTENCES: Sentences = MappingProxyType(
    {
        errors.NotOrderable: not_orderable,
        errors.ItemGone: item_gone,
        errors.ItemSoldOut: item_sold_out,
        errors.OtherCurrency: other_currency,
        errors.TooManyOfOne: too_many_of_one,
        errors.TooManyUnpaid: too_many_unpaid,
        errors.CartFull: cart_full,
        errors.TooManyCarts: too_many_carts,
        errors.CartEmpty: cart_empty,
        errors.CartChanged: cart_changed,
        errors.LineNoteTooLong: line_note_too_long,
        errors.KitchenFull: kitchen_full,
        errors.PickupGone: pickup_gone,
        errors.NoPickupSoon: no_pickup_soon,
        errors.NotPayableInOne: not_payable_in_one,
        ChosenWrong: chosen_wrong,
        errors.NotATicket: not_a_ticket,
        errors.LineNotLeft: line_not_left,
        errors.MadeAlready: made_already,
        errors.PromiseRefused: promise_refused,
    }
)
