"""What is chosen of an item's options as a short text that fits a button, and back again."""

from collections.abc import Collection, Sequence

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)


def packed(every: Sequence[int], chosen: Collection[int]) -> str:
    """A bit for each option that the item ever had, in the order of their numbers.

    Options that came later stand behind, so that an old button goes on meaning what it meant.
    """
    mask = sum(1 << place for place, option in enumerate(sorted(every)) if option in chosen)
    digits = ""
    while mask or not digits:
        mask, digit = divmod(mask, BASE)
        digits = DIGITS[digit] + digits
    return digits


def unpacked(every: Sequence[int], text: str) -> frozenset[int]:
    """The options that a text means; `ValueError` for one that nobody packed."""
    mask = int(text, BASE)
    if mask >> len(every):
        raise ValueError(text)
    return frozenset(option for place, option in enumerate(sorted(every)) if mask >> place & 1)
