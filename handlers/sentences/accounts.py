"""What is said when a payout account can't be taken, or a payout can't be said to have gone there."""

from types import MappingProxyType

from markupsafe import Markup

from chat.turn import Turn
from handlers.merchant.actions import AskAccount, AskHolder
from handlers.operator.actions import OpenPayouts
from handlers.sentences.explained import Explained, Sentences
from orders import errors


def holder_missing(turn: Turn, error: errors.HolderMissing) -> Explained:
    return Explained(turn._("Please type a name that can be read."), AskHolder(error.merchant_id))


def holder_too_long(turn: Turn, error: errors.HolderTooLong) -> Explained:
    return Explained(_too_long(turn, error.longest), AskHolder(error.merchant_id))


def account_too_long(turn: Turn, error: errors.AccountTooLong) -> Explained:
    return Explained(_too_long(turn, error.longest), AskAccount(error.merchant_id))


def account_unreadable(turn: Turn, error: errors.AccountUnreadable) -> Explained:
    words = turn._("That says no account. Please type an IBAN, or what a transfer needs.")
    return Explained(words, AskAccount(error.merchant_id))


def iban_mistyped(turn: Turn, error: errors.IbanMistyped) -> Explained:
    words = turn._("That IBAN has a mistake in it. Please check it and type it once more.")
    return Explained(words, AskAccount(error.merchant_id))


def other_account(turn: Turn, _error: errors.OtherAccount) -> Explained:
    words = turn._("The account isn't the one that was shown. Please look at it once more.")
    return Explained(words, OpenPayouts())


def _too_long(turn: Turn, longest: int) -> Markup:
    return turn._(
        "That's too long; the limit is {longest} characters. Please shorten it.",
        longest=turn.texts.number(longest),
    )


SENTENCES: Sentences = MappingProxyType(
    {
        errors.AccountRefused: account_unreadable,
        errors.HolderMissing: holder_missing,
        errors.HolderTooLong: holder_too_long,
        errors.AccountTooLong: account_too_long,
        errors.AccountUnreadable: account_unreadable,
        errors.IbanMistyped: iban_mistyped,
        errors.OtherAccount: other_account,
    }
)
