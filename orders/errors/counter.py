"""Why a code is not redeemed, or a visit not answered for."""

from datetime import datetime

from database.errors import Refusal
from orders.errors.base import OrderRefusal


class CodeMistyped(Refusal):
    """The check character says that this code was never given out."""


class CodeUnknown(Refusal):
    """Well-formed, but nobody has this code."""


class TooManyCodes(Refusal):
    """The person has tried so many wrong codes that the next one waits until then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class AlreadyRedeemed(OrderRefusal):
    """Every use was made; the last one at this moment, by whom and where."""

    def __init__(self, order_id: int, at: datetime, by: str, where: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, at, by, where)
        self.at = at
        self.by = by
        self.where = where


class VoucherVoid(OrderRefusal):
    """The order was cancelled, declined or refunded: `state` is the order's."""

    def __init__(self, order_id: int, state: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, state)
        self.state = state


class VoucherExpired(OrderRefusal):
    """Its last moment has passed."""

    def __init__(self, order_id: int, at: datetime) -> None:
        super().__init__(order_id)
        self.args = (order_id, at)
        self.at = at


class NotOver(OrderRefusal):
    """Whether the guest came is said when the slot is over and no code was used."""


class NotWrittenIn(OrderRefusal):
    """Its guest came through the market, and speaks for themselves."""
