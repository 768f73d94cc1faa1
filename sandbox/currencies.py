"""The currencies Telegram takes, with their exponents and rough limits of one payment."""

from dataclasses import dataclass
from types import MappingProxyType

LEAST_DOLLARS = 1
MOST_DOLLARS = 10_000
MOST_STARS = 100_000

# What one US dollar buys, roughly: the real limits follow the rates of the day in the same way.
PER_DOLLAR = MappingProxyType(
    {
        "AED": 3.67, "AFN": 70, "ALL": 92, "AMD": 390, "ARS": 1000, "AUD": 1.5, "AZN": 1.7,
        "BAM": 1.8, "BDT": 118, "BGN": 1.8, "BND": 1.3, "BOB": 6.9, "BRL": 5.4, "BYN": 3.2,
        "CAD": 1.37, "CHF": 0.87, "CLP": 930, "CNY": 7.1, "COP": 4100, "CRC": 520, "CZK": 23,
        "DKK": 6.8, "DOP": 60, "DZD": 134, "EGP": 48, "ETB": 110, "EUR": 0.92, "GBP": 0.77,
        "GEL": 2.7, "GHS": 15, "GTQ": 7.7, "HKD": 7.8, "HNL": 25, "HRK": 6.9, "HUF": 360,
        "IDR": 15700, "ILS": 3.7, "INR": 84, "ISK": 138, "JMD": 157,
        "JPY": 150, "KES": 129, "KGS": 85, "KRW": 1370, "KZT": 490, "LBP": 89500, "LKR": 293,
        "MAD": 9.9, "MDL": 17.8, "MMK": 2100, "MNT": 3400, "MOP": 8, "MUR": 46, "MVR": 15.4,
        "MXN": 19.8, "MYR": 4.3, "MZN": 64, "NGN": 1640, "NIO": 36.8, "NOK": 10.9, "NPR": 134,
        "NZD": 1.65, "PAB": 1, "PEN": 3.8, "PHP": 58, "PKR": 278, "PLN": 4, "PYG": 7900,
        "QAR": 3.64, "RON": 4.6, "RSD": 108, "RUB": 97, "SAR": 3.75, "SEK": 10.5, "SGD": 1.32,
        "SYP": 13000, "THB": 33.5, "TJS": 10.6, "TRY": 34, "TTD": 6.8, "TWD": 32, "TZS": 2700,
        "UAH": 41, "UGX": 3670, "USD": 1, "UYU": 41, "UZS": 12800, "VND": 25300, "YER": 250,
        "ZAR": 17.6,
    }
)  # fmt: skip
WHOLE = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"})


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency that invoices may name; amounts are in its smallest unit."""

    code: str
    exponent: int
    least: int
    most: int


def find_currency(code: str) -> Currency | None:
    if code == "XTR":
        return Currency("XTR", 0, 1, MOST_STARS)
    rate = PER_DOLLAR.get(code)
    if rate is None:
        return None
    exponent = 0 if code in WHOLE else 2
    unit = rate * 10**exponent
    return Currency(code, exponent, round(LEAST_DOLLARS * unit), round(MOST_DOLLARS * unit))
