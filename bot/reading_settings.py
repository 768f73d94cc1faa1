"""How a setting is read from its text: each with what it may be, and a hint for whoever wrote another.

A program needs its settings once: a library that knows every kind of value would take as much memory as
all our pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from payments.limits import invoice_limits

READ, HINT = "read", "hint"
ENCRYPTED = "needs https://, because Telegram delivers to nothing else"
HERE = ("http://127.0.0.1", "http://localhost", "http://[::1]")


@dataclass(frozen=True, slots=True)
class Secret:
    """Never shows in a repr."""

    value: str = field(repr=False)


def setting(default: Any, read: Callable[[str], Any] = str, hint: str | None = None) -> Any:
    """A field of the settings; `read` raises ValueError, with the hint where there is none."""
    return field(default=default, metadata={READ: read, HINT: hint})


def number(default: int, least: int, most: int, hint: str) -> Any:
    return setting(default, whole_number(least, most), hint)


def days(default: int, least: int = 1) -> Any:
    """For how long something is kept."""
    from_on = "" if least == 1 else f", at least {least}"
    return number(default, least, 36_500, f"give a number of days{from_on}, such as {default}")


def words(longest: int) -> Any:
    """Free text; none by default."""

    def read(text: str) -> str:
        if len(text) > longest:
            raise ValueError(f"give at most {longest} characters")
        return text

    return setting("", read)


def whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError
        return value

    return read


def one_of(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    return read


def percent(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError from None
    if not (value.is_finite() and 0 <= value <= 100 and value == round(value, 2)):
        raise ValueError
    return value


def numbers(text: str) -> tuple[int, ...]:
    """Separated by commas."""
    return tuple(int(part) for part in text.split(",") if part.strip())


def currency(text: str) -> str:
    if invoice_limits(text) is None:
        raise ValueError
    return text


def address(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise ValueError("needs an address that begins with https:// (or http://)")
    return text.rstrip("/")


def public_address(text: str) -> str:
    if text.startswith("http://") and not text.startswith(HERE):
        raise ValueError(ENCRYPTED)
    return address(text)


def time_zone(text: str) -> str:
    if text not in _time_zones():
        raise ValueError("give a time zone such as Europe/Helsinki or Asia/Taipei")
    return text


@cache
def _time_zones() -> frozenset[str]:
    """Looking through the folders of the machine takes as long as reading all other settings."""
    return frozenset(available_timezones())


def read_one(metadata: Mapping[str, Any], text: str) -> Any:
    """ValueError says what to do instead."""
    try:
        return metadata[READ](text)
    except ValueError as error:
        raise ValueError(metadata[HINT] or str(error)) from None
