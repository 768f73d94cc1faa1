"""What is said where something is not paid at the counter."""

from dataclasses import replace
from types import MappingProxyType

from chat.turn import Turn
from handlers.errors import AmountUnpayable
from handlers.guest.actions import OpenBooking, OpenHome, OpenMerchant
from handlers.guest.bill_actions import OpenBill
from handlers.merchant.actions import OpenServed, OpenStaffBooking
from handlers.sentences.explained import Explained, Sentences
from orders import bill_views, errors, queries


def nothing_left_to_pay(turn: Turn, error: errors.NothingLeftToPay) -> Explained:
    words = turn._("Nothing is left to be paid for this booking.")
    order = queries.order(turn.connection, error.order_id)
    if order is not None and order.guest_id == turn.person.id:
        return Explained(words, OpenBooking(error.order_id))
    return Explained(words, OpenServed(error.order_id))


def not_had_yet(turn: Turn, error: errors.NotHadYet) -> Explained:
    words = turn._(
        "You can write it off once the code was used. Whoever doesn't come is a no-show."
    )
    return Explained(words, OpenStaffBooking(error.order_id))


def bill_unknown(turn: Turn, _error: errors.BillUnknown) -> Explained:
    return Explained(turn._("This bill isn't here any more."), OpenHome())


def bill_paid(turn: Turn, error: errors.BillPaid) -> Explained:
    """To whoever paid it their own page; to others the place's."""
    bill = bill_views.by_key(turn.connection, error.key)
    words = turn._("This bill is paid already.")
    if bill is None:
        return Explained(words, OpenHome())
    if bill.guest_id == turn.person.id and bill.order_id is not None:
        return Explained(words, OpenBooking(bill.order_id))
    return Explained(words, OpenMerchant(bill.merchant_id))


def rest_unknown(turn: Turn, error: errors.RestUnknown) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    if order is not None and order.guest_id == turn.person.id:
        words = turn._("Please say first whether you take something else: it may cost you less.")
        return Explained(words, OpenBooking(error.order_id))
    words = turn._(
        "The guest is asked to take something else, so it may cost less. Please wait for the answer,"
        " or don't ask for it any more."
    )
    return Explained(words, OpenStaffBooking(error.order_id))


def rest_changed(turn: Turn, error: errors.RestChanged) -> Explained:
    words = turn._("What is left to pay has changed. Please look at it again.")
    return Explained(words, OpenBooking(error.order_id))


def bill_over(turn: Turn, error: errors.BillOver) -> Explained:
    words = turn._("This bill can't be paid here any more. Ask at the counter for a new one.")
    return Explained(words, OpenBill(error.key))


def bill_being_paid(turn: Turn, error: errors.BillBeingPaid) -> Explained:
    words = turn._("Somebody else is paying this bill just now. Try again in a few minutes.")
    return Explained(words, OpenBill(error.key))


def no_bills_here(turn: Turn, error: errors.NoBillsHere) -> Explained:
    words = turn._("Bills can't be paid in the chat here. Please pay at the counter.")
    return Explained(words, OpenMerchant(error.merchant_id))


def bill_unpayable(turn: Turn, error: errors.BillUnpayable) -> Explained:
    if error.limits is None:
        return no_bills_here(turn, error)
    least, most = (
        turn.texts.money(each, error.currency) for each in (error.limits.least, error.limits.most)
    )
    words = turn._("Payments here must be between {least} and {most}.", least=least, most=most)
    return Explained(words, OpenMerchant(error.merchant_id))


def amount_unpayable(turn: Turn, error: AmountUnpayable) -> Explained:
    told = bill_unpayable(turn, error.refusal)
    return told if error.refusal.limits is None else replace(told, next=error.again)


def not_tippable(turn: Turn, error: errors.NotTippable) -> Explained:
    words = turn._("No more tips can be given for this. Thank you!")
    return Explained(words, OpenBooking(error.order_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.NothingLeftToPay: nothing_left_to_pay,
        errors.NotHadYet: not_had_yet,
        errors.RestUnknown: rest_unknown,
        errors.RestChanged: rest_changed,
        errors.BillUnknown: bill_unknown,
        errors.BillPaid: bill_paid,
        errors.BillOver: bill_over,
        errors.BillBeingPaid: bill_being_paid,
        errors.NoBillsHere: no_bills_here,
        errors.BillUnpayable: bill_unpayable,
        AmountUnpayable: amount_unpayable,
        errors.NotTippable: not_tippable,
    }
)
