"""A typed code is worth a page of its own: redemption for the clerk, the voucher for its owner."""

from chat.action import Page
from chat.turn import Turn
from handlers.guest.actions import OpenVoucher
from handlers.merchant.actions import OpenRedemption
from orders import codes, vouchers
from orders.errors import CodeMistyped, CodeUnknown


def for_code(turn: Turn, text: str) -> Page | None:
    """The page that a typed code opens; None for words that are none, or a stranger's code."""
    code = codes.normalise(text)
    if code is None:
        return None
    if turn.person.merchants and (codes.is_spelt_out(text) or _exists(turn, code)):
        return OpenRedemption(code)
    return _mine(turn, code)


def _exists(turn: Turn, code: str) -> bool:
    """Whether it opens anything; what only might be a code could be words by chance."""
    try:
        vouchers.look(turn.connection, code)
    except (CodeMistyped, CodeUnknown):
        return False
    return True


def _mine(turn: Turn, code: str) -> Page | None:
    try:
        voucher = vouchers.look(turn.connection, code)
    except (CodeMistyped, CodeUnknown):
        return None
    return OpenVoucher(voucher.order_id) if voucher.guest_id == turn.person.id else None
