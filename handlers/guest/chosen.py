"""What is chosen of an item's options as a short text that fits a button, and back again."""

from collections.abc import Collection, Iterable
from zlib import crc32

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
APART = "-"
TAG = 4
"""Signs that say which options there were: of others the text means nothing."""


def packed(offered: Iterable[int], chosen: Collection[int]) -> str:
    """A bit for each option that is offered, in the order of their numbers, and the tag of them all."""
    options = sorted(offered)
    mask = sum(1 << place for place, option in enumerate(options) if option in chosen)
    return digits(mask) + tag(options)


def unpacked(offered: Iterable[int], text: str) -> frozenset[int] | None:
    """The options that a text means; None where others were offered, or nobody packed it."""
    options = sorted(offered)
    told = text[:-TAG]
    if text[-TAG:] != tag(options) or not told or set(told) - set(DIGITS):
        return None
    mask = int(told, BASE)
    if mask >> len(options):
        return None
    return frozenset(option for place, option in enumerate(options) if mask >> place & 1)


def beside(text: str, had: int) -> str:
    """The same, with how many things were in the cart when it was chosen."""
    return f"{text}{APART}{digits(had)}"


def apart(text: str) -> tuple[str, int | None]:
    """The two of them; no number where none was said."""
    chosen, _, had = text.partition(APART)
    return chosen, int(had, BASE) if had and not set(had) - set(DIGITS) else None


def tag(options: list[int]) -> str:
    return digits(crc32(repr(options).encode()) % BASE**TAG).rjust(TAG, "0")


def digits(number: int) -> str:
    told = ""
    while number or not told:
        number, digit = divmod(number, BASE)
        told = DIGITS[digit] + told
    return told
