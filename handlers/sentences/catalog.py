"""What is said when the catalogue refuses something."""

from types import MappingProxyType

from catalog import errors
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenMerchant
from handlers.operator.actions import OpenMerchantCard
from handlers.roles import operator_desk
from handlers.sentences.explained import Explained, Sentences


def search_unknown(turn: Turn, _error: errors.SearchUnknown) -> Explained:
    return Explained(turn._("That search is not there any more. Let's look anew."), OpenHome())


def merchant_unknown(turn: Turn, _error: errors.MerchantUnknown) -> Explained:
    return Explained(turn._("That place is not here any more."), OpenHome())


def service_unknown(turn: Turn, _error: errors.ServiceUnknown) -> Explained:
    return Explained(turn._("That is not offered any more."), OpenHome())


def merchant_suspended(turn: Turn, _error: errors.MerchantSuspended) -> Explained:
    words = turn._("This place is suspended: nobody joins or invites there for now.")
    return Explained(words, OpenHome())


def still_cancelling(turn: Turn, error: errors.StillCancelling) -> Explained:
    words = turn._("Its bookings are still being cancelled. Let it back in when that is done.")
    return Explained(words, OpenMerchantCard(error.merchant_id))


def already_claimed(turn: Turn, error: errors.AlreadyClaimed) -> Explained:
    words = turn._("Somebody looks after this place already. Write to support if that is wrong.")
    return Explained(words, OpenMerchant(error.merchant_id))


def claim_unknown(turn: Turn, _error: errors.ClaimUnknown) -> Explained:
    return Explained(turn._("There is no such claim."), operator_desk(turn))


def claim_decided(turn: Turn, error: errors.ClaimDecided) -> Explained:
    approved = error.state == "approved"
    words = (
        turn._("This claim was approved before.")
        if approved
        else turn._("This claim was refused before.")
    )
    return Explained(words, operator_desk(turn))


def too_many_claims(turn: Turn, error: errors.TooManyClaims) -> Explained:
    words = turn.ngettext(
        "You have asked for {number} place already. Please wait for the answer first.",
        "You have asked for {number} places already. Please wait for an answer first.",
        error.most,
    )
    return Explained(words, OpenHome())


def too_many_claims_today(turn: Turn, error: errors.TooManyClaimsToday) -> Explained:
    words = turn.ngettext(
        "You have asked for {number} place within a day. Please try again tomorrow.",
        "You have asked for {number} places within a day. Please try again tomorrow.",
        error.most,
    )
    return Explained(words, OpenHome())


SENTENCES: Sentences = MappingProxyType(
    {
        errors.SearchUnknown: search_unknown,
        errors.MerchantUnknown: merchant_unknown,
        errors.ServiceUnknown: service_unknown,
        errors.MerchantSuspended: merchant_suspended,
        errors.StillCancelling: still_cancelling,
        errors.AlreadyClaimed: already_claimed,
        errors.ClaimUnknown: claim_unknown,
        errors.ClaimDecided: claim_decided,
        errors.TooManyClaims: too_many_claims,
        errors.TooManyClaimsToday: too_many_claims_today,
    }
)
