"""What is said where something else instead of what is missing can't be asked for, or answered any more."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.guest.actions import OpenBooking
from handlers.guest.replacement import OpenReplacement
from handlers.merchant.actions import OpenStaffBooking
from handlers.sentences.explained import Explained, Sentences
from orders import errors


def already_asked(turn: Turn, error: errors.AlreadyAsked) -> Explained:
    words = turn._("The guest is asked about this already. Please wait for the answer.")
    return Explained(words, OpenStaffBooking(error.order_id))


def nothing_else(turn: Turn, error: errors.NothingElse) -> Explained:
    words = turn._("That can't be offered instead. Please choose something else.")
    return Explained(words, OpenStaffBooking(error.order_id))


def replacement_over(turn: Turn, error: errors.ReplacementOver) -> Explained:
    words = turn._("It's too late to answer that, or it is answered already.")
    return Explained(words, OpenBooking(error.order_id))


def replacement_gone(turn: Turn, error: errors.ReplacementGone) -> Explained:
    words = turn._("That has just run out, too. You can have the money back.")
    return Explained(words, OpenReplacement(error.replacement_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.AlreadyAsked: already_asked,
        errors.NothingElse: nothing_else,
        errors.ReplacementOver: replacement_over,
        errors.ReplacementGone: replacement_gone,
    }
)
