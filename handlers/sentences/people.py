"""What is said when people may not join or leave."""

from types import MappingProxyType

from chat.turn import Turn
from handlers.guest.actions import OpenBookings, OpenHome
from handlers.guest.address_actions import OpenAddresses
from handlers.roles import merchant_desk, operator_desk
from handlers.sentences.explained import Explained, Sentences
from people import errors


def invitation_unknown(turn: Turn, _error: errors.InvitationUnknown) -> Explained:
    words = turn._("This invitation is not valid. Please ask for a new one.")
    return Explained(words, OpenHome())


def invitation_expired(turn: Turn, error: errors.InvitationExpired) -> Explained:
    day = turn.texts.full_day(error.expired_at.date())
    words = turn._("This invitation was valid until {day}. Please ask for a new one.", day=day)
    return Explained(words, OpenHome())


def invitation_used(turn: Turn, _error: errors.InvitationUsed) -> Explained:
    words = turn._("This invitation has been used already. Please ask for a new one.")
    return Explained(words, OpenHome())


def invitation_void(turn: Turn, _error: errors.InvitationVoid) -> Explained:
    words = turn._("This invitation was withdrawn. Please ask for a new one.")
    return Explained(words, OpenHome())


def no_right(turn: Turn, _error: errors.NoRight) -> Explained:
    return Explained(turn._("You don't have access to that page. Let's start here."), OpenHome())


def last_operator(turn: Turn, _error: errors.LastOperator) -> Explained:
    words = turn._("There is no other operator. Invite someone first.")
    return Explained(words, operator_desk(turn))


def named_by_setting(turn: Turn, _error: errors.NamedBySetting) -> Explained:
    words = turn._(
        "This operator is set in the installation's settings. Remove them "
        "there (HEREABOUTS_OPERATORS) and restart."
    )
    return Explained(words, operator_desk(turn))


def live_vouchers(turn: Turn, _error: errors.LiveVouchers) -> Explained:
    words = turn._("You still have valid codes. Please use or cancel them first.")
    return Explained(words, OpenBookings())


def money_under_way(turn: Turn, _error: errors.MoneyUnderWay) -> Explained:
    words = turn._(
        "A payment or refund of yours is still on its way. You can delete "
        "your data once it is settled."
    )
    return Explained(words, OpenBookings())


def forgotten(turn: Turn, _error: errors.Forgotten) -> Explained:
    return Explained(turn._("Your data was just deleted, so nothing was done."), OpenHome())


def too_many_invitations(turn: Turn, error: errors.TooManyInvitations) -> Explained:
    words = turn.ngettext(
        "{number} invitation is already open. Please wait until it is used or expires.",
        "{number} invitations are already open. Please wait until one is used or expires.",
        error.most,
    )
    return Explained(words, merchant_desk(turn) if turn.person.merchants else operator_desk(turn))


def sign_in_expired(turn: Turn, _error: errors.SignInExpired) -> Explained:
    words = turn._("This sign-in link has been used or is too old. Please ask for a new one.")
    return Explained(words, OpenHome())


def address_gone(turn: Turn, _error: errors.AddressGone) -> Explained:
    return Explained(turn._("That address is not kept any more."), OpenAddresses())


def too_many_addresses(turn: Turn, error: errors.TooManyAddresses) -> Explained:
    words = turn.ngettext(
        "You have saved {number} address already. Please delete one first.",
        "You have saved {number} addresses already. Please delete one first.",
        error.most,
    )
    return Explained(words, OpenAddresses())


SENTENCES: Sentences = MappingProxyType(
    {
        errors.InvitationUnknown: invitation_unknown,
        errors.InvitationExpired: invitation_expired,
        errors.InvitationUsed: invitation_used,
        errors.InvitationVoid: invitation_void,
        errors.NoRight: no_right,
        errors.LastOperator: last_operator,
        errors.NamedBySetting: named_by_setting,
        errors.LiveVouchers: live_vouchers,
        errors.MoneyUnderWay: money_under_way,
        errors.Forgotten: forgotten,
        errors.SignInExpired: sign_in_expired,
        errors.TooManyInvitations: too_many_invitations,
        errors.AddressGone: address_gone,
        errors.TooManyAddresses: too_many_addresses,
    }
)
