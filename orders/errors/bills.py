"""Why something is not paid at the counter."""

from database.errors import Refusal
from database.money import Limits
from orders.errors.base import OrderRefusal


class NothingLeftToPay(OrderRefusal):
    """Nothing was left for the counter, or it is paid, or nobody comes any more."""


class RestUnknown(OrderRefusal):
    """Its guest is asked just now to take something else: the rest may come to less."""


class RestChanged(OrderRefusal):
    """Another amount than this is left of the order, or nothing."""


class BillRefusal(Refusal):
    """Something about one bill, by its key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class BillUnknown(BillRefusal):
    """No bill has this key."""


class BillPaid(BillRefusal):
    """It was paid, perhaps by somebody else."""


class BillOver(BillRefusal):
    """Nobody paid it in time, or its place takes no bills any more."""


class BillBeingPaid(BillRefusal):
    """Somebody else is paying it just now."""


class NoBillsHere(Refusal):
    """The merchant takes no bills in the chat, or has no place where it could."""

    def __init__(self, merchant_id: int) -> None:
        super().__init__(merchant_id)
        self.merchant_id = merchant_id


class BillUnpayable(NoBillsHere):
    """One payment may not come to so much, or so little; nothing can be paid without `limits`."""

    def __init__(self, merchant_id: int, currency: str, limits: Limits | None) -> None:
        super().__init__(merchant_id)
        self.args = (merchant_id, currency, limits)
        self.currency = currency
        self.limits = limits


class NotTippable(OrderRefusal):
    """No tip is taken there, or it was too long ago, or so many were given already."""


class NotHadYet(Refusal):
    """Of what nobody had yet nothing is written off: whoever does not come is a no-show."""

    def __init__(self, order_id: int) -> None:
        super().__init__(order_id)
        self.order_id = order_id
