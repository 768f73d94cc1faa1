"""Typed words as terms of the index: each is in a name, or names a category."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from catalog import vocabulary
from catalog.categories import Category
from catalog.folding import LONGEST, fold_typed
from catalog.index_terms import Clause, Clauses, beginning, kinds
from catalog.synonyms import meant, meant_nearly

SHORT = 2
MOST_WORDS = 8
"""As they are folded: each is looked up."""

Word = tuple[str, list[str]]
"""As it was typed, and what it is folded."""


@dataclass(frozen=True, slots=True)
class Worded:
    """What words ask of a location: terms, and pieces in so many words that they are no terms.

    Beside such a piece stand the categories that do instead.
    """

    clauses: Clauses
    likes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def possible(self) -> bool:
        return all(self.clauses)


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


def says(connection: Connection, words: str) -> Worded | None:
    """That a location has all these words, or is of the kind they name; None without words.

    A long word may stand within another, a short one only at the beginning.
    """
    whole = meant(words)
    clauses: list[Clause] = []
    likes: list[tuple[str, tuple[str, ...]]] = []
    for word, pieces in typed(words):
        instead = whole | meant(word)
        for piece in pieces:
            terms = terms_of(connection, piece)
            if terms is None:
                likes.append((piece, tuple(sorted(instead))))
            else:
                clauses.append((*terms, *kinds(instead)))
    return Worded(tuple(clauses), tuple(likes)) if clauses or likes else None


def terms_of(connection: Connection, piece: str) -> Clause | None:
    """None where it is in too many words."""
    if len(piece) <= SHORT:
        return (beginning(piece),)
    found = vocabulary.containing(connection, piece, vocabulary.MOST_WORDS + 1)
    return tuple(found) if len(found) <= vocabulary.MOST_WORDS else None


def forgives(connection: Connection, words: str, least: int = vocabulary.ALIKE) -> Worded | None:
    """That it has words spelt nearly so, or is of the kind whose name they nearly are."""
    nearly: Iterable[Category] = meant_nearly(words)
    if nearly:
        return Worded((kinds(nearly),))
    clauses = tuple(similar(connection, piece, least) for piece in folded(words))
    return Worded(clauses) if clauses and all(clauses) else None


def similar(connection: Connection, piece: str, least: int) -> Clause:
    if len(piece) <= SHORT:
        return (beginning(piece),)
    return tuple(vocabulary.alike(connection, piece, least))
