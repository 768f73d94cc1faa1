"""How money is counted: in whole minor units, of which each currency has its own."""

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
