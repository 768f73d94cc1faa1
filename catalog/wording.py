"""Typed words as a condition on locations: each is in a name, or names a category."""

from sqlalchemy import ColumnElement, and_, or_

from catalog.categories import Category
from catalog.folding import fold
from catalog.models import locations
from catalog.synonyms import meant

SHORT = 2
MOST_WORDS = 8


def typed(words: str) -> list[str]:
    """The words, each once, no more than anybody types in earnest."""
    return [each for each in dict.fromkeys(words.split()) if fold(each)][:MOST_WORDS]


def says(words: str) -> ColumnElement[bool] | None:
    """That a location has all these words, or is of the kind they name; None without words."""
    each = [has(word) for word in typed(words)]
    return or_(and_(*each), *of(meant(words))) if each else None


def has(word: str) -> ColumnElement[bool]:
    """A long word may stand within another, a short one only at the beginning."""
    named = and_(*(contains(piece) for piece in fold(word).split()))
    return or_(named, *of(meant(word)))


def contains(piece: str) -> ColumnElement[bool]:
    pattern = f" {piece}" if len(piece) <= SHORT else piece
    return locations.c.words.contains(pattern, autoescape=True)


def of(kinds: frozenset[Category]) -> list[ColumnElement[bool]]:
    return [locations.c.category.in_(sorted(kinds))] if kinds else []
