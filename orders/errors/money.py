"""Why something is not paid or given back."""

from datetime import datetime

from database.errors import Refusal
from database.money import Limits
from orders.errors.base import OrderRefusal


class NotPayableAtOnce(Refusal):
    """One payment may not come to so much, or so little: from `fewest` to `most` seats can be paid.

    Where not even one can, `most` is 0.
    """

    def __init__(self, service_id: int, seats: int, fewest: int, most: int) -> None:
        super().__init__(service_id, seats, fewest, most)
        self.service_id = service_id
        self.seats = seats
        self.fewest = fewest
        self.most = most


class NotPayableInOne(Refusal):
    """What is in a cart comes to more, or less, than one payment may."""

    def __init__(self, location_id: int, total: int, currency: str, limits: Limits | None) -> None:
        super().__init__(location_id, total, currency, limits)
        self.location_id = location_id
        self.total = total
        self.currency = currency
        self.limits = limits


class NothingToPay(OrderRefusal):
    """A free order is placed, not paid."""


class PaymentNeeded(OrderRefusal):
    """Only a free order is placed without paying."""


class PaymentMismatch(OrderRefusal):
    """Amount or currency are not those of the request: the invoice is outdated."""


class NotYourInvoice(PaymentMismatch):
    """A link to an invoice may reach anybody, but only the order's guest pays it."""


class PaymentUnknown(Refusal):
    """No request for money has this payload."""


class PaymentDisputed(OrderRefusal):
    """The guest's bank asks for the money back: the code rests until it has decided."""


class RefundSettled(Refusal):
    """The refund is not waiting for anybody's hands: done before, perhaps by somebody else."""

    def __init__(self, refund_id: int, at: datetime | None, by: int | None) -> None:
        super().__init__(refund_id, at, by)
        self.refund_id = refund_id
        self.at = at
        self.by = by


class NothingToGiveBack(OrderRefusal):
    """Nothing was paid for it here, or all of it went back."""


class GivenBackMeanwhile(OrderRefusal):
    """Some of its money went back since that was decided."""


class NotGivenInPart(OrderRefusal):
    """It was paid in a currency that goes back whole."""


class TooLateToGiveBack(OrderRefusal):
    """It was paid so long ago that only the market's support gives of it: until then its place could."""

    def __init__(self, order_id: int, until: datetime) -> None:
        super().__init__(order_id)
        self.args = (order_id, until)
        self.until = until


class TooMuchToGiveBack(OrderRefusal):
    """It is nothing, or more than the guest paid and has not got back: so much is `left`."""

    def __init__(self, order_id: int, left: int, currency: str) -> None:
        super().__init__(order_id)
        self.args = (order_id, left, currency)
        self.left = left
        self.currency = currency
