"""What money of an order moved for, in words."""

from collections.abc import Mapping

from markupsafe import Markup

from chat.turn import Turn
from orders.transitions import Reason, RefundReason


def purpose_words(turn: Turn, purpose: str) -> Markup:
    """As a ledger's column says it; one that has no words yet as it is kept."""
    words = {**_course(turn), **_refunds(turn)}
    return words.get(purpose) or Markup.escape(purpose.replace("_", " "))


def _course(turn: Turn) -> Mapping[str, Markup]:
    return {
        "captured": turn._("payment"),
        "recouped": turn._("goodwill, out of what was kept"),
        "dispute_fee": turn._("the bank's fee"),
        Reason.REDEEMED: turn._("redeemed"),
        Reason.GUEST: turn._("cancelled by the guest"),
        Reason.MERCHANT: turn._("cancelled by the merchant"),
        Reason.OPERATOR: turn._("cancelled by the market"),
        Reason.SUSPENDED: turn._("merchant suspended"),
        Reason.STAFF: turn._("declined"),
        Reason.UNANSWERED: turn._("not answered in time"),
        Reason.UNUSED: turn._("not used"),
        Reason.PROVIDER: turn._("returned by the provider"),
        Reason.DISPUTE: turn._("taken back by the bank"),
    }


def _refunds(turn: Turn) -> Mapping[str, Markup]:
    return {
        RefundReason.GOODWILL: turn._("goodwill"),
        RefundReason.WRONG_AMOUNT: turn._("wrong amount"),
        RefundReason.WRONG_CURRENCY: turn._("wrong currency"),
        RefundReason.WRONG_PAYER: turn._("paid by somebody else"),
        RefundReason.WRONG_PROVIDER: turn._("paid another way"),
        RefundReason.DUPLICATE: turn._("paid twice"),
        RefundReason.LATE: turn._("paid too late"),
        RefundReason.CLOSED: turn._("takes no orders any more"),
        RefundReason.PROVIDER_REST: turn._("the rest of what was returned"),
        RefundReason.DISPUTE_REST: turn._("the rest of what was taken back"),
    }
