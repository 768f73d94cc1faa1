"""What a search asks of the index of words, in the syntax of either engine.

A term is a word, the beginning of one (`^`), or a mark of the index (`§`). A location must have one of
each clause's terms.
"""

from collections.abc import Iterable, Sequence

from catalog.categories import Category
from catalog.geography import window
from database.point import Point
from database.text_index import FAR, NEAR

Clause = tuple[str, ...]
"""Terms of which one is enough."""

Clauses = tuple[Clause, ...]
WIDE = 5_000.0
MOST_AREAS = 200
"""Beside a pole there are more; the distance alone decides there."""


def beginning(piece: str) -> str:
    """Of one or two letters."""
    return f"^{piece}"


def whole_name(name: str) -> Clause:
    """Of a location, without spaces."""
    return (f"§e{name}",)


def is_of_words(clause: Clause) -> bool:
    """Whole ones: many places have what begins so, or are of a kind."""
    return not any(each.startswith(("^", "§")) for each in clause)


def kinds(categories: Iterable[Category]) -> Clause:
    return tuple(f"§k{each.replace('_', '')}" for each in sorted(categories))


def mark(letter: str, *, set_: bool = True) -> Clause:
    """`b` can be booked, `p` has a price, `r` is rated."""
    return (f"§{letter}{int(set_)}",)


def areas(point: Point, radius: float) -> Clauses:
    """That it lies in one that the circle touches."""
    letter, size = ("n", NEAR) if radius <= WIDE else ("f", FAR)
    found = window(point, radius).areas(size)
    return (tuple(f"§{letter}{each}" for each in found),) if len(found) <= MOST_AREAS else ()


def as_match(clauses: Clauses) -> str:
    """For FTS5."""
    return " AND ".join(f"({' OR '.join(map(as_phrase, each))})" for each in clauses)


def as_phrase(term: str) -> str:
    return f'"{term[1:]}"*' if term.startswith("^") else f'"{term}"'


def as_arrays(clauses: Clauses) -> Sequence[list[str]]:
    """For PostgreSQL, whose index has beginnings as terms of their own."""
    return [list(each) for each in clauses]
