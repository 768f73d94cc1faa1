"""Typed words as a condition on locations: each is in a name, or names a category."""

from sqlalchemy import ColumnElement, and_, or_

from catalog.folding import fold
from catalog.models import locations
from catalog.synonyms import meant

SHORT = 2
MOST_WORDS = 8


def tokens(words: str) -> list[str]:
    """The folded words, each once, no more than anybody types in earnest."""
    return list(dict.fromkeys(fold(words).split()))[:MOST_WORDS]


def says(words: str) -> ColumnElement[bool] | None:
    """That a location has all these words, or is of the kind they name; None without words."""
    each = [has(token) for token in tokens(words)]
    if not each:
        return None
    kinds = meant(fold(words))
    every = and_(*each)
    return or_(every, locations.c.category.in_(sorted(kinds))) if kinds else every


def has(token: str) -> ColumnElement[bool]:
    """A long word may stand within another, a short one only at the beginning."""
    pattern = f" {token}" if len(token) <= SHORT else token
    named = locations.c.words.contains(pattern, autoescape=True)
    kinds = meant(token)
    return or_(named, locations.c.category.in_(sorted(kinds))) if kinds else named
