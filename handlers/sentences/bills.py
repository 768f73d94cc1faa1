"""What is said where nothing is to be paid at the counter."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.guest.actions import OpenBooking
from handlers.merchant.actions import OpenServed
from handlers.sentences.explained import Explained, Sentences
from orders import errors, queries


def nothing_left_to_pay(turn: Turn, error: errors.NothingLeftToPay) -> Explained:
    words = turn._("Nothing is left to be paid for this booking.")
    order = queries.order(turn.connection, error.order_id)
    if order is not None and order.guest_id == turn.person.id:
        return Explained(words, OpenBooking(error.order_id))
    return Explained(words, OpenServed(error.order_id))


SENTENCES: Sentences = MappingProxyType({errors.NothingLeftToPay: nothing_left_to_pay})
