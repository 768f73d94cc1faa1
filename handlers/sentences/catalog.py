"""What is said when the catalogue refuses something."""

from types import MappingProxyType

from catalog import errors
from catalog.import_files import SUFFIXES
from chat.turn import Turn
from handlers.guest.actions import OpenHome, OpenMerchant
from handlers.guest.application_actions import OpenApplication, OpenApplying
from handlers.operator.actions import OpenMerchantCard
from handlers.roles import merchant_desk, operator_desk
from handlers.sentences.explained import Explained, Sentences


def search_unknown(turn: Turn, _error: errors.SearchUnknown) -> Explained:
    return Explained(turn._("That search has expired. Let's search again."), OpenHome())


def merchant_unknown(turn: Turn, _error: errors.MerchantUnknown) -> Explained:
    return Explained(turn._("That place is no longer here."), OpenHome())


def service_unknown(turn: Turn, _error: errors.ServiceUnknown) -> Explained:
    return Explained(turn._("That's no longer offered."), OpenHome())


def merchant_suspended(turn: Turn, _error: errors.MerchantSuspended) -> Explained:
    words = turn._("This place is suspended. Nobody can join it or invite others for now.")
    return Explained(words, OpenHome())


def still_cancelling(turn: Turn, error: errors.StillCancelling) -> Explained:
    words = turn._("Its bookings are still being cancelled. Reactivate it when that's done.")
    return Explained(words, OpenMerchantCard(error.merchant_id))


def file_refused(turn: Turn, error: errors.FileRefused) -> Explained:
    words = turn._(
        "Choose a file of at most {size} MB whose name ends in one of: {kinds}",
        size=turn.texts.number(error.largest // 1024**2),
        kinds=", ".join(SUFFIXES),
    )
    return Explained(words, OpenHome())


def already_claimed(turn: Turn, error: errors.AlreadyClaimed) -> Explained:
    words = turn._("Someone already manages this place. Contact support if that's wrong.")
    return Explained(words, OpenMerchant(error.merchant_id))


def claim_unknown(turn: Turn, _error: errors.ClaimUnknown) -> Explained:
    return Explained(turn._("That claim doesn't exist."), operator_desk(turn))


def claim_decided(turn: Turn, error: errors.ClaimDecided) -> Explained:
    approved = error.state == "approved"
    words = (
        turn._("This claim was already approved.")
        if approved
        else turn._("This claim was already refused.")
    )
    return Explained(words, operator_desk(turn))


def application_unknown(turn: Turn, _error: errors.ApplicationUnknown) -> Explained:
    return Explained(turn._("That page has expired. Let's start again."), OpenApplying())


def application_sent(turn: Turn, error: errors.ApplicationSent) -> Explained:
    words = turn._("An operator has it already, so it can't be changed now.")
    return Explained(words, OpenApplication(error.application_id))


def application_incomplete(turn: Turn, error: errors.ApplicationIncomplete) -> Explained:
    words = turn._("Something is still missing.")
    return Explained(words, OpenApplication(error.application_id))


def too_many_claims(turn: Turn, error: errors.TooManyClaims) -> Explained:
    words = turn.ngettext(
        "You have already claimed {number} place. Please wait for the answer first.",
        "You have already claimed {number} places. Please wait for an answer first.",
        error.most,
    )
    return Explained(words, OpenHome())


def too_many_claims_today(turn: Turn, error: errors.TooManyClaimsToday) -> Explained:
    words = turn.ngettext(
        "You have claimed {number} place in one day. Please try again tomorrow.",
        "You have claimed {number} places in one day. Please try again tomorrow.",
        error.most,
    )
    return Explained(words, OpenHome())


def not_staff(turn: Turn, _error: errors.NotStaff) -> Explained:
    return Explained(turn._("They don't work here any more."), merchant_desk(turn))


def last_owner(turn: Turn, _error: errors.LastOwner) -> Explained:
    words = turn._("A business needs an owner. Make someone else the owner first.")
    return Explained(words, merchant_desk(turn))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.SearchUnknown: search_unknown,
        errors.MerchantUnknown: merchant_unknown,
        errors.ServiceUnknown: service_unknown,
        errors.MerchantSuspended: merchant_suspended,
        errors.FileRefused: file_refused,
        errors.StillCancelling: still_cancelling,
        errors.AlreadyClaimed: already_claimed,
        errors.ClaimUnknown: claim_unknown,
        errors.ClaimDecided: claim_decided,
        errors.ApplicationUnknown: application_unknown,
        errors.ApplicationSent: application_sent,
        errors.ApplicationIncomplete: application_incomplete,
        errors.TooManyClaims: too_many_claims,
        errors.TooManyClaimsToday: too_many_claims_today,
        errors.NotStaff: not_staff,
        errors.LastOwner: last_owner,
    }
)
