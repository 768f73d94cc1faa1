"""The signs and words around a number: which currency they name, and what means nothing to pay."""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

SAME: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("’‘ʼ´`′", "'") | dict.fromkeys("−–—‐‑‒﹣", "-") | {"、": ",", "。": "."}
)
FREE = frozenset(
    {
        "free", "gratis", "gratuit", "kostenlos", "kostenfrei", "ilmainen", "бесплатно", "免费",
        "免費", "無料", "مجاني", "مجانا", "무료",
    }
)  # fmt: skip

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "$": "USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU BND JMD TTD DOP NIO BBD BSD BZD FJD",
        "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD NIO", "ca$": "CAD", "nz$": "NZD",
        "s$": "SGD", "hk$": "HKD", "nt$": "TWD", "mx$": "MXN", "r$": "BRL", "rd$": "DOP",
        "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP EGP LBP SYP",
        "¥": "JPY CNY", "円": "JPY", "元": "CNY TWD HKD", "圆": "CNY", "rmb": "CNY", "₩": "KRW",
        "원": "KRW", "₹": "INR", "rs": "INR PKR LKR NPR MUR", "₨": "INR PKR LKR NPR MUR",
        "৳": "BDT", "tk": "BDT", "kr": "SEK NOK DKK ISK", "kč": "CZK", "zł": "PLN", "ft": "HUF",
        "lei": "RON MDL", "лв": "BGN", "din": "RSD", "дин": "RSD", "km": "BAM", "₽": "RUB",
        "руб": "RUB", "р": "RUB", "₴": "UAH", "грн": "UAH", "₸": "KZT", "₾": "GEL", "₼": "AZN",
        "֏": "AMD", "₺": "TRY", "tl": "TRY", "₪": "ILS", "nis": "ILS", "₫": "VND", "đ": "VND",
        "฿": "THB", "₱": "PHP", "rp": "IDR", "rm": "MYR", "s/": "PEN", "fr": "CHF", "sfr": "CHF",
        "₦": "NGN", "gh₵": "GHS", "₵": "GHS", "ksh": "KES", "tsh": "TZS", "ush": "UGX", "r": "ZAR",
        "₲": "PYG", "₡": "CRC", "q": "GTQ", "l": "HNL", "dhs": "AED", "د.إ": "AED", "ر.س": "SAR",
        "﷼": "SAR YER QAR", "ج.م": "EGP", "د.م": "MAD", "د.ك": "KWD", "د.أ": "JOD",
        "cfa": "XOF XAF", "fcfa": "XOF XAF", "⭐": "XTR", "★": "XTR", "stars": "XTR", "star": "XTR",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """One way to write a digit, a space, an apostrophe and a minus; nothing invisible."""
    return " ".join("".join(map(one_way, text)).split())


def one_way(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character in SAME:
        return SAME[character]
    if unicodedata.category(character) in {"Cf", "Mn"}:  # marks of direction, variation selectors
        return ""
    if unicodedata.east_asian_width(character) in {"F", "H"}:
        return SAME.get(wide := unicodedata.normalize("NFKC", character), wide)
    return character


def names_currency(text: str, currency: str) -> bool:
    """Whether each word of it names this currency, by its code or sign."""
    words = text.casefold().split()
    return all(word_names(word, currency) for word in words)


def word_names(word: str, currency: str) -> bool:
    short = word.rstrip(".") if word[0].isalpha() else word
    return short == currency.casefold() or any(
        currency in SIGNS.get(each, "").split() for each in (word, short)
    )
