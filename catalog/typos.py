"""Words that fit nothing exactly, forgiven: candidates whose words are spelt nearly so."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Connection, Row, or_, select

from catalog.geography import lies_in, origin, squared_metres
from catalog.looking import Looking
from catalog.models import locations
from catalog.synonyms import meant_nearly
from catalog.wording import SHORT, folded

MOST_CANDIDATES = 2_000
ALIKE = 75
"""Of a hundred: one wrong letter in four, or two swapped."""

LENIENT_LENGTH = 4
"""Shorter words have no room for errors."""


def forgiving(connection: Connection, looking: Looking) -> ColumnElement[bool] | None:
    """That a location has words like the typed ones; None when there is no such location."""
    kinds = meant_nearly(looking.words)
    if kinds:
        return locations.c.category.in_(sorted(kinds))
    wanted = folded(looking.words)
    ids = similar(candidates(connection, looking, wanted), wanted)
    return locations.c.id.in_(ids) if ids else None


def candidates(
    connection: Connection, looking: Looking, wanted: Sequence[str]
) -> Sequence[Row[int, str]]:
    """The nearest locations with their words; without a place, those that begin alike."""
    columns = locations.c
    statement = select(columns.id, columns.words).limit(MOST_CANDIDATES)
    if looking.point is not None:
        metres = squared_metres(columns.latitude, columns.longitude, looking.point)
        near = lies_in(columns.cell, looking.point, looking.radius)
        nearest = statement.where(near).order_by(metres)
        return connection.execute(nearest, origin(looking.point)).all()
    beginnings = [columns.words.contains(f" {each[:2]}", autoescape=True) for each in wanted]
    return connection.execute(statement.where(columns.cell >= 0, or_(*beginnings))).all()


def similar(rows: Sequence[Row[int, str]], wanted: Sequence[str]) -> list[int]:
    """The ids of those rows that have a word like each of the wanted ones."""
    vocabulary = list({word for _, words in rows for word in words.split()})
    accepted = [alike(each, vocabulary) for each in wanted]
    return [
        id_ for id_, words in rows if all(not near.isdisjoint(words.split()) for near in accepted)
    ]


def alike(wanted: str, vocabulary: Sequence[str]) -> set[str]:
    short = len(wanted) <= SHORT
    within = {word for word in vocabulary if wanted in word[: len(wanted) if short else None]}
    if len(wanted) < LENIENT_LENGTH:
        return within
    found = process.extract(wanted, vocabulary, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    return within | {word for word, _, _ in found}
