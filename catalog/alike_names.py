"""The name among thousands that is most like what was typed: only those are compared that share letters with it."""

from array import array
from collections.abc import Iterator, Sequence
from math import ceil

from rapidfuzz import fuzz, process

LISTS = 1_024
"""Of pairs of letters; several pairs share one, which only makes more names to compare."""


class AlikeNames:
    """Names, the first of equals before the others, by the pairs of letters in them."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._having = [array("I") for _ in range(LISTS)]
        for number, name in enumerate(names):
            for each in set(lists_of(name)):
                self._having[each].append(number)

    def nearest(self, typed: str, least: int) -> str | None:
        """The one most alike, at least so many hundredths; None where none is."""
        pairs = sorted((self._having[each] for each in lists_of(typed)), key=len)
        some = pairs[: len(pairs) - surely_shared(len(typed), least) + 1]
        names = [self._names[each] for each in sorted(set().union(*some))]
        best = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=least)
        return best[0] if best else None


def surely_shared(size: int, least: int) -> int:
    """So many of its pairs a word of so many letters has in common with each that is so much alike.

    A letter that is not in the other destroys two pairs, one that is put in between destroys one; of
    the letters of both, `least` hundredths are in both, and so the other has no fewer than a part of them.
    """
    shorter = size * least / (200 - least)
    return ceil((1.5 * least / 100 - 1) * (size + shorter) + 1 - 1e-9)


def lists_of(word: str) -> Iterator[int]:
    """Of its pairs of letters, with its beginning and its end."""
    before = " "
    for letter in f"{word} ":
        yield (ord(before) * 31 + ord(letter)) % LISTS
        before = letter
