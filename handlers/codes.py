"""A typed code is worth a page of its own: redemption for the clerk, the voucher for its owner.

Whoever has no right to a code is told the same of every one, so that nobody learns which there are.
"""

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import OpenVoucher
from handlers.merchant.actions import OpenRedemption
from orders import VoucherView, codes, couriers, guessing, vouchers
from orders.errors import CodeMistyped, CodeUnknown, NotYourMerchant

WRONG = (CodeMistyped, CodeUnknown, NotYourMerchant)
"""Refusals that count as a wrong code, whichever way it came."""


def for_code(turn: Turn, text: str) -> Page | None:
    """The page that a typed code opens; None for words that are none, or a stranger's code."""
    code = codes.normalise(text)
    if code is None:
        return None
    if turn.person.merchants and (codes.is_spelt_out(text) or _exists(turn, code)):
        return OpenRedemption(code)
    return _mine(turn, code)


def for_likely_code(turn: Turn, text: str) -> Page | None:
    """Likewise for what is most likely a code with a slip in it, and a search otherwise.

    A clerk types codes all day; a guest means one where it is written as codes are printed.
    """
    code = codes.likely(text)
    if code is None or not (turn.person.merchants or codes.is_grouped(text)):
        return None
    return OpenRedemption(code)


def _exists(turn: Turn, code: str) -> bool:
    """Whether it opens anything; what only might be a code could be words by chance."""
    try:
        vouchers.look(turn.connection, code)
    except (CodeMistyped, CodeUnknown):
        return False
    return True


def looked_up(turn: Turn, code: str) -> VoucherView:
    """The voucher of a shown code, for its guest, its courier, and staff who do not try too many."""
    staff = bool(turn.person.merchants)
    guessing.check(turn.connection, turn.person.id, turn.now, staff=staff)
    try:
        voucher = vouchers.look(turn.connection, code)
    except CodeMistyped:
        if staff:
            raise
        raise CodeUnknown from None
    if staff or voucher.guest_id == turn.person.id:
        return voucher
    if couriers.job_of(turn.connection, turn.person.id) == voucher.order_id:
        return voucher
    raise CodeUnknown


def count_wrong(turn: Turn) -> None:
    """After such a refusal, which itself changed nothing."""
    guessing.note(turn.connection, turn.person.id, turn.now)


def _mine(turn: Turn, code: str) -> Page | None:
    try:
        voucher = vouchers.look(turn.connection, code)
    except (CodeMistyped, CodeUnknown):
        return None
    return OpenVoucher(voucher.order_id) if voucher.guest_id == turn.person.id else None
