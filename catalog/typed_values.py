"""What a typed answer means for any field: words in one line, an amount, a whole number."""

from decimal import Decimal, InvalidOperation
from typing import Protocol

from catalog.amount_signs import plain
from catalog.amounts import Amounts, NoAmount, TwoReadings
from catalog.cleaning import clean
from catalog.errors import AmountUnclear, AmountUnreadable, TextMissing, TextTooLong

SIGNS = "%٪"
LONGEST_NUMBER = 9
MOST_POINTS = 10**6


class Lengths(Protocol):
    """How many characters a field holds, at least and at most."""

    @property
    def least(self) -> int: ...

    @property
    def most(self) -> int: ...


def words(subject_id: int, field: str, text: str, lengths: Lengths) -> str:
    """As they will be shown; TextMissing or TextTooLong for what the field does not hold."""
    found = clean(text, 8 * lengths.most)
    check_words(subject_id, field, found, lengths)
    return found


def check_words(subject_id: int, field: str, text: str, lengths: Lengths) -> None:
    if len(text) < lengths.least:
        raise TextMissing(subject_id, field)
    if len(text) > lengths.most:
        raise TextTooLong(subject_id, field, lengths.most)


def amount(subject_id: int, field: str, text: str, currency: str) -> int:
    """In minor units; AmountUnreadable, or AmountUnclear with what it might mean."""
    try:
        return Amounts().read(text, currency)
    except NoAmount:
        raise AmountUnreadable(subject_id, field) from None
    except TwoReadings as error:
        raise AmountUnclear(subject_id, field, error.readings) from None


def whole(text: str) -> int | None:
    """None for what is no whole number, or a longer one than anybody means."""
    number = plain(text).strip()
    fits = number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER
    return int(number) if fits else None


def percent(text: str) -> int | None:
    """A whole number, with its sign or without."""
    return whole(plain(text).strip(f"{SIGNS} "))


def rate(text: str) -> int | None:
    """Per cent, with up to two digits behind the point, in basis points; None for what is none."""
    written = plain(text).strip(f"{SIGNS} ").replace(",", ".")
    try:
        points = Decimal(written) * 100
    except InvalidOperation:
        return None
    if not points.is_finite() or points != points.to_integral_value():
        return None
    return int(min(points, Decimal(MOST_POINTS)))
