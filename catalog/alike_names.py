"""The name among thousands that is most like what was typed: only those of about its length are compared."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from rapidfuzz import fuzz, process


class AlikeNames:
    """Names by their length."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names, key=len)
        self._lengths = [len(each) for each in self._names]

    def nearest(self, typed: str, least: int) -> str | None:
        """The one most alike, at least so many hundredths, the first of equals in the alphabet; None where none is."""
        shortest, longest = lengths(len(typed), least)
        first, end = bisect_left(self._lengths, shortest), bisect_right(self._lengths, longest)
        alike = process.extract(
            typed, self._names[first:end], scorer=fuzz.ratio, score_cutoff=least, limit=None
        )
        best = min(((-likeness, name) for name, likeness, _ in alike), default=None)
        return best[1] if best else None


def lengths(size: int, least: int) -> tuple[int, int]:
    """Of the shortest and the longest word that is so much like one of so many letters.

    Of the letters of both, `least` hundredths are in both: no more than the shorter has, twice.
    """
    others = 200 - least
    return -(-size * least // others), size * others // least
