"""Typed words as a condition on locations: each is in a name, or names a category."""

from sqlalchemy import ColumnElement, and_, or_

from catalog.categories import Category
from catalog.folding import LONGEST, fold_typed
from catalog.models import locations
from catalog.synonyms import meant

SHORT = 2
MOST_WORDS = 8
"""As they are folded: each is a condition that every location nearby is asked."""

Word = tuple[str, list[str]]
"""As it was typed, and what it is folded."""


def folded(words: str) -> list[str]:
    """The folded words, each once, no more than anybody types in earnest."""
    return [piece for _, pieces in typed(words) for piece in pieces]


def typed(words: str) -> list[Word]:
    """The words that say anything; what one of them is folded to counts as so many words."""
    found: list[Word] = []
    left = MOST_WORDS
    for word in dict.fromkeys(words[:LONGEST].split()):
        pieces = list(dict.fromkeys(fold_typed(word).split()))[:left]
        left -= len(pieces)
        found += [(word, pieces)] if pieces else []
    return found


def says(words: str) -> ColumnElement[bool] | None:
    """That a location has all these words, or is of the kind they name; None without words."""
    each = [has(word, pieces) for word, pieces in typed(words)]
    return or_(and_(*each), *of(meant(words))) if each else None


def has(word: str, pieces: list[str]) -> ColumnElement[bool]:
    """A long word may stand within another, a short one only at the beginning."""
    named = and_(*(contains(piece) for piece in pieces))
    return or_(named, *of(meant(word)))


def contains(piece: str) -> ColumnElement[bool]:
    pattern = f" {piece}" if len(piece) <= SHORT else piece
    return locations.c.words.contains(pattern, autoescape=True)


def of(kinds: frozenset[Category]) -> list[ColumnElement[bool]]:
    return [locations.c.category.in_(sorted(kinds))] if kinds else []
