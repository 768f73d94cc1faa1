"""What is said to a guest who can't have it that way, and what they can have instead."""

from types import MappingProxyType

from catalog import queries as catalog
from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import (
    OpenBooking,
    OpenBookings,
    OpenCheckout,
    OpenHome,
    OpenMerchant,
    OpenService,
)
from handlers.guest.address_actions import OpenAddresses
from handlers.guest.owned import at_that_day
from handlers.merchant.actions import OpenStaffBooking
from handlers.orders import is_of_menu
from handlers.sentences.explained import Explained, Sentences
from orders import errors, queries


def not_bookable(turn: Turn, error: errors.NotBookable) -> Explained:
    service = catalog.service(turn.connection, error.service_id)
    following = OpenHome() if service is None else OpenMerchant(service.merchant_id)
    return Explained(turn._("That can't be booked any more. Here's what can:"), following)


def slot_gone(turn: Turn, error: errors.SlotGone) -> Explained:
    words = turn._("That time is no longer available. These are free:")
    return Explained(words, OpenService(error.service_id))


def too_late(turn: Turn, error: errors.TooLate) -> Explained:
    words = turn._("It's too late to book that time. These are free:")
    return Explained(words, OpenService(error.service_id))


def too_many_seats(turn: Turn, error: errors.TooManySeats) -> Explained:
    words = turn.ngettext(
        "One booking is for at most {number} person.",
        "One booking is for at most {number} people.",
        error.most,
    )
    return Explained(words, OpenService(error.service_id, seats=error.most))


def not_payable_at_once(turn: Turn, error: errors.NotPayableAtOnce) -> Explained:
    if not error.most:
        words = turn._("This price can't be paid here, so it can't be booked.")
        return Explained(words, OpenService(error.service_id))
    if error.seats < error.fewest:
        words = turn.ngettext(
            "That's too little for one payment. Book for {number} person or more.",
            "That's too little for one payment. Book for {number} people or more.",
            error.fewest,
        )
        return Explained(words, OpenService(error.service_id, seats=error.fewest))
    words = turn.ngettext(
        "That's too much for one payment. Please book for {number} person at a time.",
        "That's too much for one payment. Please book for at most {number} people at a time.",
        error.most,
    )
    return Explained(words, OpenService(error.service_id, seats=error.most))


def not_your_order(turn: Turn, _error: errors.NotYourOrder) -> Explained:
    return Explained(turn._("I can't find that booking."), OpenBookings())


def hold_lapsed(turn: Turn, error: errors.HoldLapsed) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    if order is not None and is_of_menu(order):
        words = turn._("It's not kept for you any more. Please order again:")
    elif order is not None and not order.prepaid:
        words = turn._("It's not kept for you any more. Pick a time again:")
    else:
        words = turn._("Your time to pay is up. Pick a time again:")
    return Explained(words, OpenBookings() if order is None else at_that_day(order))


def already_placed(turn: Turn, error: errors.AlreadyPlaced) -> Explained:
    words = (
        turn._("This is already ordered. You're all set.")
        if _is_ordered(turn, error)
        else turn._("This is already booked. You're all set.")
    )
    return Explained(words, OpenBooking(error.order_id))


def nothing_to_pay(turn: Turn, error: errors.NothingToPay) -> Explained:
    words = (
        turn._("There is nothing to pay now: just press “Order now”.")
        if _is_ordered(turn, error)
        else turn._("There is nothing to pay now: just press “Book”.")
    )
    return Explained(words, OpenCheckout(error.order_id))


def payment_needed(turn: Turn, error: errors.PaymentNeeded) -> Explained:
    words = (
        turn._("Payment is needed to order this.")
        if _is_ordered(turn, error)
        else turn._("Payment is needed to book this.")
    )
    return Explained(words, OpenCheckout(error.order_id))


def _is_ordered(turn: Turn, error: errors.OrderRefusal) -> bool:
    """From a menu, and not booked."""
    order = queries.order(turn.connection, error.order_id)
    return order is not None and is_of_menu(order)


def payment_mismatch(turn: Turn, error: errors.PaymentMismatch) -> Explained:
    words = turn._("This invoice is outdated. Please ask for a new one.")
    return Explained(words, OpenCheckout(error.order_id))


def not_your_invoice(turn: Turn, _error: errors.NotYourInvoice) -> Explained:
    return Explained(turn._("This invoice is not yours."), OpenBookings())


def payment_unknown(turn: Turn, _error: errors.PaymentUnknown) -> Explained:
    words = turn._("This invoice is no longer valid. Nothing was charged.")
    return Explained(words, OpenBookings())


def order_moved(turn: Turn, error: errors.OrderMoved) -> Explained:
    words = turn._("That's no longer possible. Here's where things stand:")
    return Explained(words, _as_they_see_it(turn, error.order_id))


def not_reschedulable(turn: Turn, error: errors.NotReschedulable) -> Explained:
    words = turn._("It's too late to change the time of this booking.")
    return Explained(words, OpenBooking(error.order_id))


def proposal_over(turn: Turn, error: errors.ProposalOver) -> Explained:
    words = turn._("The other time isn't kept any more. Your booking stays as it is.")
    return Explained(words, OpenBooking(error.order_id))


def not_movable(turn: Turn, error: errors.NotMovable) -> Explained:
    words = turn._("This booking can't be moved any more.")
    return Explained(words, OpenStaffBooking(error.order_id))


def not_rateable(turn: Turn, error: errors.NotRateable) -> Explained:
    words = turn._("Each visit is rated once, after the code was used.")
    return Explained(words, OpenBooking(error.order_id))


def own_place(turn: Turn, error: errors.OwnPlace) -> Explained:
    words = turn._("You work there, and only guests can rate.")
    return Explained(words, OpenBooking(error.order_id))


def address_needed(turn: Turn, error: errors.AddressNeeded) -> Explained:
    words = turn._("They come to you for this. Where should they come?")
    return Explained(words, OpenAddresses(error.service_id))


def outside_area(turn: Turn, error: errors.OutsideArea) -> Explained:
    words = turn._("They don't come to that address. Is there another one?")
    return Explained(words, OpenAddresses(error.service_id))


def not_a_visit(turn: Turn, error: errors.NotAVisit) -> Explained:
    return Explained(turn._("Nobody goes out for this one."), OpenStaffBooking(error.order_id))


def too_early_to_leave(turn: Turn, error: errors.TooEarlyToLeave) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    zone = turn.market.zone if order is None else order.zone
    when = turn.texts.day_and_time(error.soonest, zone)
    words = turn._("That is early. You can say so from {when} on.", when=when)
    return Explained(words, OpenStaffBooking(error.order_id))


def order_too_small(turn: Turn, error: errors.OrderTooSmall) -> Explained:
    least = turn.texts.money(error.least, error.currency)
    words = turn._("They come to that address for {least} or more.", least=least)
    return Explained(words, OpenService(error.service_id))


def moved_too_often(turn: Turn, error: errors.MovedTooOften) -> Explained:
    words = turn._("This booking has been moved too often today. Please try again tomorrow.")
    return Explained(words, _as_they_see_it(turn, error.order_id))


def _as_they_see_it(turn: Turn, order_id: int) -> Page:
    """The booking as its guest sees it, or as the place's staff does."""
    order = queries.order(turn.connection, order_id)
    ours = order is not None and order.merchant_id in turn.person.merchants
    theirs = order is not None and order.guest_id == turn.person.id
    return OpenStaffBooking(order_id) if ours and not theirs else OpenBooking(order_id)


SENTENCES: Sentences = MappingProxyType(
    {
        errors.AddressNeeded: address_needed,
        errors.OutsideArea: outside_area,
        errors.OrderTooSmall: order_too_small,
        errors.NotAVisit: not_a_visit,
        errors.TooEarlyToLeave: too_early_to_leave,
        errors.NotBookable: not_bookable,
        errors.SlotGone: slot_gone,
        errors.TooLate: too_late,
        errors.TooManySeats: too_many_seats,
        errors.NotPayableAtOnce: not_payable_at_once,
        errors.NotYourOrder: not_your_order,
        errors.HoldLapsed: hold_lapsed,
        errors.AlreadyPlaced: already_placed,
        errors.NothingToPay: nothing_to_pay,
        errors.PaymentNeeded: payment_needed,
        errors.PaymentMismatch: payment_mismatch,
        errors.NotYourInvoice: not_your_invoice,
        errors.PaymentUnknown: payment_unknown,
        errors.OrderMoved: order_moved,
        errors.NotReschedulable: not_reschedulable,
        errors.MovedTooOften: moved_too_often,
        errors.ProposalOver: proposal_over,
        errors.NotMovable: not_movable,
        errors.NotRateable: not_rateable,
        errors.OwnPlace: own_place,
    }
)
