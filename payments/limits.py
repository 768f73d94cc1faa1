"""What one payment by an invoice of Telegram's may come to, in each currency that it takes.

Telegram's own limits (core.telegram.org/bots/payments/currencies.json) follow the rates of the day:
about one US dollar to ten thousand.
"""

from collections.abc import Mapping
from types import MappingProxyType

from database.money import Limits

STARS = "XTR"
MOST_STARS = 100_000
MOST_DOLLARS = 10_000

DOLLAR: Mapping[str, int] = MappingProxyType(
    {
        "AED": 367, "AFN": 7_000, "ALL": 9_200, "AMD": 39_000, "ARS": 100_000, "AUD": 150,
        "AZN": 170, "BAM": 180, "BDT": 11_800, "BGN": 180, "BND": 130, "BOB": 690, "BRL": 540,
        "BYN": 320, "CAD": 137, "CHF": 87, "CLP": 930, "CNY": 710, "COP": 410_000,
        "CRC": 52_000, "CZK": 2_300, "DKK": 680, "DOP": 6_000, "DZD": 13_400, "EGP": 4_800,
        "ETB": 11_000, "EUR": 92, "GBP": 77, "GEL": 270, "GHS": 1_500, "GTQ": 770, "HKD": 780,
        "HNL": 2_500, "HRK": 690, "HUF": 36_000, "IDR": 1_570_000, "ILS": 370, "INR": 8_400,
        "ISK": 138, "JMD": 15_700, "JPY": 150, "KES": 12_900, "KGS": 8_500, "KRW": 1_370,
        "KZT": 49_000, "LBP": 8_950_000, "LKR": 29_300, "MAD": 990, "MDL": 1_780,
        "MMK": 210_000, "MNT": 340_000, "MOP": 800, "MUR": 4_600, "MVR": 1_540, "MXN": 1_980,
        "MYR": 430, "MZN": 6_400, "NGN": 164_000, "NIO": 3_680, "NOK": 1_090, "NPR": 13_400,
        "NZD": 165, "PAB": 100, "PEN": 380, "PHP": 5_800, "PKR": 27_800, "PLN": 400,
        "PYG": 7_900, "QAR": 364, "RON": 460, "RSD": 10_800, "RUB": 9_700, "SAR": 375,
        "SEK": 1_050, "SGD": 132, "SYP": 1_300_000, "THB": 3_350, "TJS": 1_060, "TRY": 3_400,
        "TTD": 680, "TWD": 3_200, "TZS": 270_000, "UAH": 4_100, "UGX": 3_670, "USD": 100,
        "UYU": 4_100, "UZS": 1_280_000, "VND": 25_300, "YER": 25_000, "ZAR": 1_760,
    }
)  # fmt: skip
"""What a US dollar is worth, roughly, in minor units."""


def invoice_limits(currency: str) -> Limits | None:
    """None for a currency that no invoice may name."""
    if currency == STARS:
        return Limits(1, MOST_STARS)
    dollar = DOLLAR.get(currency)
    return None if dollar is None else Limits(dollar, dollar * MOST_DOLLARS)
