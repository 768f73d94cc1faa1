"""What is said to whoever wants more, or more often, than one person may: so much is left for the others."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.guest.actions import OpenBookings, OpenTalk
from handlers.merchant.actions import OpenStaffBooking
from handlers.roles import merchant_desk
from handlers.sentences.explained import Explained, Sentences
from orders import errors


def too_many_support_messages(turn: Turn, error: errors.TooManySupportMessages) -> Explained:
    words = turn._(
        "You have written {number} messages today. Please wait for an answer before the next one.",
        number=turn.texts.number(error.most),
    )
    return Explained(words, OpenTalk())


def too_many_holds(turn: Turn, error: errors.TooManyHolds) -> Explained:
    words = turn.ngettext(
        "You have {number} booking or order that isn't finished yet. Please finish or cancel it first.",
        "You have {number} bookings or orders that aren't finished yet. Please finish or cancel one first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def too_many_free(turn: Turn, error: errors.TooManyFree) -> Explained:
    words = turn.ngettext(
        "You already have {number} upcoming booking or order with nothing paid ahead, which is the "
        "limit. Please use or cancel it first.",
        "You already have {number} upcoming bookings or orders with nothing paid ahead, which is the "
        "limit. Please use or cancel one first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def too_many_free_here(turn: Turn, error: errors.TooManyFreeHere) -> Explained:
    words = turn.ngettext(
        "You already have {number} booking or order here with nothing paid ahead, which is the "
        "limit. Please use or cancel it first.",
        "You already have {number} bookings or orders here with nothing paid ahead, which is the "
        "limit. Please use or cancel one first.",
        error.most,
    )
    return Explained(words, OpenBookings())


def too_many_free_then(turn: Turn, _error: errors.TooManyFreeThen) -> Explained:
    words = turn._(
        "You've already booked this. For more people, cancel it and book again for everyone."
    )
    return Explained(words, OpenBookings())


def too_many_free_today(turn: Turn, error: errors.TooManyFreeToday) -> Explained:
    words = turn.ngettext(
        "You have made {number} booking or order with nothing paid ahead in one day. Please try again"
        " tomorrow.",
        "You have made {number} bookings or orders with nothing paid ahead in one day. Please try again"
        " tomorrow.",
        error.most,
    )
    return Explained(words, OpenBookings())


def too_many_written_in(turn: Turn, error: errors.TooManyWrittenIn) -> Explained:
    words = turn.ngettext(
        "You have written in {number} booking in a short time. Please try again later.",
        "You have written in {number} bookings in a short time. Please try again later.",
        error.most,
    )
    return Explained(words, merchant_desk(turn))


def asked_too_often(turn: Turn, error: errors.AskedTooOften) -> Explained:
    words = turn._("This guest was asked often enough today. Please try again tomorrow.")
    return Explained(words, OpenStaffBooking(error.order_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.TooManySupportMessages: too_many_support_messages,
        errors.TooManyHolds: too_many_holds,
        errors.TooManyFree: too_many_free,
        errors.TooManyFreeHere: too_many_free_here,
        errors.TooManyFreeThen: too_many_free_then,
        errors.TooManyFreeToday: too_many_free_today,
        errors.TooManyWrittenIn: too_many_written_in,
        errors.AskedTooOften: asked_too_often,
    }
)
