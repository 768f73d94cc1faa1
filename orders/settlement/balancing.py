"""What a set of postings comes to for its merchant: pure arithmetic in minor units."""

from collections.abc import Iterable
from dataclasses import dataclass

from orders.bills.bill_models import BillKind
from orders.models import Account
from orders.transitions import Reason


@dataclass(frozen=True, slots=True)
class Movement:
    """A posting, or the sum of several that are alike."""

    source: str
    destination: str
    purpose: str
    amount: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of a statement, as `orders.settlement_models` explains them."""

    brought: int
    earned: int
    kept: int
    returned: int
    commission: int
    refunded: int

    @property
    def total(self) -> int:
        """What the merchant is owed; less than nothing where it is the merchant who owes."""
        return self.brought + self.earned + self.kept - self.returned - self.commission

    @property
    def payout(self) -> int:
        return max(self.total, 0)

    @property
    def carried(self) -> int:
        """What the next statement begins with: a debt is never forgotten."""
        return min(self.total, 0)


EARNING = (Account.PAYABLE, Account.COMMISSION)
"""What is earned comes into these two; commission is the part that is not the merchant's."""


GIVEN = frozenset({Reason.REDEEMED.value, *map(str, BillKind)})
"""Of what was had; the rest is kept of what was not."""


def balance(movements: Iterable[Movement], brought: int) -> Balance:
    """The statement over these postings, after one that carried `brought` on."""
    earned = kept = returned = commission = refunded = 0
    for each in movements:
        if each.destination in EARNING:
            given = each.purpose in GIVEN
            earned += each.amount if given else 0
            kept += 0 if given else each.amount
        if each.source in EARNING:
            returned += each.amount
        if each.destination == Account.REFUND_DUE and each.source != Account.WORLD:
            refunded += each.amount
        commission += each.amount * (each.destination == Account.COMMISSION)
        commission -= each.amount * (each.source == Account.COMMISSION)
    return Balance(brought, earned, kept, returned, commission, refunded)
