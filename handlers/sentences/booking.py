"""What is said to a guest who can't have it that way, and what they can have instead."""

from types import MappingProxyType
from zoneinfo import ZoneInfo

from catalog import queries as catalog
from chat.action import Action
from chat.turn import Turn
from handlers.guest.actions import (
    OpenBooking,
    OpenBookings,
    OpenCheckout,
    OpenHome,
    OpenMerchant,
    OpenService,
)
from handlers.merchant.actions import OpenStaffBooking
from handlers.sentences.explained import Explained, Sentences
from orders import errors, queries


def not_bookable(turn: Turn, error: errors.NotBookable) -> Explained:
    service = catalog.service(turn.connection, error.service_id)
    following = OpenHome() if service is None else OpenMerchant(service.merchant_id)
    return Explained(turn._("That can't be booked any more. Here is what can."), following)


def slot_gone(turn: Turn, error: errors.SlotGone) -> Explained:
    words = turn._("That time is not offered any more. These are free:")
    return Explained(words, OpenService(error.service_id))


def too_late(turn: Turn, error: errors.TooLate) -> Explained:
    words = turn._("It is too late to book that time. These are free:")
    return Explained(words, OpenService(error.service_id))


def sold_out(turn: Turn, error: errors.SoldOut) -> Explained:
    words = turn._("Somebody was faster, that one is gone. These are free:")
    return Explained(words, _same_day(turn, error))


def too_many_seats(turn: Turn, error: errors.TooManySeats) -> Explained:
    words = turn.ngettext(
        "One booking takes at most {number} person.",
        "One booking takes at most {number} people.",
        error.most,
    )
    return Explained(words, OpenService(error.service_id, seats=error.most))


def too_many_holds(turn: Turn, error: errors.TooManyHolds) -> Explained:
    words = turn.ngettext(
        "You have {number} booking that is not paid yet. Please pay it or let it go first.",
        "You have {number} bookings that are not paid yet. Please pay one or let one go first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def not_your_order(turn: Turn, _error: errors.NotYourOrder) -> Explained:
    return Explained(turn._("I find no such booking of yours."), OpenBookings())


def hold_lapsed(turn: Turn, error: errors.HoldLapsed) -> Explained:
    order = queries.order(turn.connection, error.order_id)
    following: Action = OpenBookings()
    if order is not None:
        following = OpenService(order.service_id, seats=order.seats)
    words = turn._("The time to pay is over, so it is free for others again. Choose anew:")
    return Explained(words, following)


def already_placed(turn: Turn, error: errors.AlreadyPlaced) -> Explained:
    return Explained(turn._("This is booked already, all is well."), OpenBooking(error.order_id))


def nothing_to_pay(turn: Turn, error: errors.NothingToPay) -> Explained:
    return Explained(turn._("This is free: just press “Book”."), OpenCheckout(error.order_id))


def payment_needed(turn: Turn, error: errors.PaymentNeeded) -> Explained:
    return Explained(turn._("This has to be paid to be booked."), OpenCheckout(error.order_id))


def payment_mismatch(turn: Turn, error: errors.PaymentMismatch) -> Explained:
    words = turn._("This invoice is outdated. Please ask for a new one.")
    return Explained(words, OpenCheckout(error.order_id))


def payment_unknown(turn: Turn, _error: errors.PaymentUnknown) -> Explained:
    words = turn._("This invoice is not good any more. Nothing was charged.")
    return Explained(words, OpenBookings())


def order_moved(turn: Turn, error: errors.OrderMoved) -> Explained:
    words = turn._("That can't be done any more. This is how it stands:")
    return Explained(words, _as_they_see_it(turn, error.order_id))


def not_reschedulable(turn: Turn, error: errors.NotReschedulable) -> Explained:
    words = turn._("It is too late to change the time of this booking.")
    return Explained(words, OpenBooking(error.order_id))


def not_rateable(turn: Turn, error: errors.NotRateable) -> Explained:
    words = turn._("Each visit is rated once, after the code was used.")
    return Explained(words, OpenBooking(error.order_id))


def own_place(turn: Turn, error: errors.OwnPlace) -> Explained:
    words = turn._("You work there: only guests give stars.")
    return Explained(words, OpenBooking(error.order_id))


def _as_they_see_it(turn: Turn, order_id: int) -> Action:
    """The booking as its guest sees it, or as the place's staff does."""
    order = queries.order(turn.connection, order_id)
    ours = order is not None and order.merchant_id in turn.person.merchants
    theirs = order is not None and order.guest_id == turn.person.id
    return OpenStaffBooking(order_id) if ours and not theirs else OpenBooking(order_id)


def _same_day(turn: Turn, error: errors.SoldOut) -> Action:
    service = catalog.service(turn.connection, error.service_id)
    if service is None or error.starts_at is None:
        return OpenService(error.service_id)
    day = error.starts_at.astimezone(ZoneInfo(service.zone)).date()
    return OpenService(error.service_id, day)


SENTENCES: Sentences = MappingProxyType(
    {
        errors.NotBookable: not_bookable,
        errors.SlotGone: slot_gone,
        errors.TooLate: too_late,
        errors.SoldOut: sold_out,
        errors.TooManySeats: too_many_seats,
        errors.TooManyHolds: too_many_holds,
        errors.NotYourOrder: not_your_order,
        errors.HoldLapsed: hold_lapsed,
        errors.AlreadyPlaced: already_placed,
        errors.NothingToPay: nothing_to_pay,
        errors.PaymentNeeded: payment_needed,
        errors.PaymentMismatch: payment_mismatch,
        errors.PaymentUnknown: payment_unknown,
        errors.OrderMoved: order_moved,
        errors.NotReschedulable: not_reschedulable,
        errors.NotRateable: not_rateable,
        errors.OwnPlace: own_place,
    }
)
