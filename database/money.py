"""How money is counted: in whole minor units, of which each currency has its own."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

WHOLE = frozenset(
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
        "UGX", "VND", "VUV", "XAF", "XOF", "XPF", "XTR",
    }
)  # fmt: skip
THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def minor_exponent(currency: str) -> int:
    """How many digits the minor unit of a currency takes, by ISO 4217, which invoices follow.

    Coins that nobody uses any more count all the same: the forint has its hundredths. Telegram's
    Stars have none.
    """
    if currency in WHOLE:
        return 0
    return 3 if currency in THOUSANDTHS else 2


def in_digits(minor: int, currency: str) -> str:
    """An amount as machines and people read it: 1234.50, without the currency."""
    return f"{Decimal(minor).scaleb(-minor_exponent(currency)):f}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one payment may come to, in minor units; what is free needs none."""

    least: int
    most: int

    def take(self, amount: int) -> bool:
        return amount == 0 or self.least <= amount <= self.most

    def seats(self, price: int, most: int) -> range:
        """How many seats at this price can be paid at once, of at most so many."""
        if price == 0:
            return range(1, most + 1)
        return range(max(1, -(-self.least // price)), min(most, self.most // price) + 1)


LimitsOf = Callable[[str], Limits | None]
"""The limits of a currency, known to whoever takes payments in it; None where nobody does."""


def unlimited(_currency: str) -> Limits:
    return Limits(0, 10**15)
