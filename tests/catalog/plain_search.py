"""The search without any index: every place is looked at. What the real one must find."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from sqlalchemy import Connection, select

from catalog.brands import other_names
from catalog.by_ear import sound_alike, without_articles
from catalog.categories import BACKGROUND
from catalog.folding import as_one_word
from catalog.geography import METRES_PER_DEGREE, origin
from catalog.looking import Looking, Sort
from catalog.models import locations
from catalog.near_words import together_or_apart
from catalog.opening import is_open
from catalog.search_shape import UNPRICED
from catalog.synonyms import is_named, meant, meant_by_ear, meant_by_slip, meant_nearly
from catalog.tier import ENOUGH, RINGS
from catalog.timetables import Premises, timetables
from catalog.vocabulary import ALIKE, LENIENT_LENGTH
from catalog.wording import MOST_RESPELT, SHORT, folded, typed
from database.point import Point
from database.scoring import DOUBT

Says = Callable[[Any], bool]


def plainly(connection: Connection, looking: Looking, now: datetime, count: int) -> list[int]:
    """The ids of the first `count` locations."""
    every = connection.execute(select(locations)).all()
    rows = [row for row in every if row.cell >= 0]
    if not looking.words.strip():
        return first(connection, rows, looking, now)[:count]
    if not typed(looking.words):
        return []
    for words in (looking.words, *other_names(looking.words)):
        named = replace(looking, words=words)
        found = exactly(connection, rows, named, now, words_of(every))
        if found:
            return found[:count]
    forgiven = filter(forgives(looking.words, words_of(every)), rows)
    return first(connection, list(forgiven), looking, now)[:count]


def exactly(
    connection: Connection, rows: list[Any], looking: Looking, now: datetime, known: set[str]
) -> list[int]:
    """Those of this whole name, then those with its words, bookable ones and near grades first."""
    called = [row for row in rows if is_called(row, looking)]
    found = first(connection, called, looking, now)
    spelt = graded(connection, rows, looking, looking.words, now)
    for words in () if spelt else respelt(looking.words, known):
        spelt = spelt or graded(connection, rows, looking, words, now)
    return list(dict.fromkeys((*found, *spelt)))


def is_called(row: Any, looking: Looking) -> bool:
    if looking.sort is not Sort.DISTANCE or meant(looking.words):
        return False
    return as_one_word(looking.words) in row.called.split()


def graded(
    connection: Connection, rows: list[Any], looking: Looking, words: str, now: datetime
) -> list[int]:
    says = [row for row in rows if grade(row.words, row.category, words) is not None]
    if looking.sort is not Sort.DISTANCE:
        return first(connection, says, looking, now)
    ids: list[int] = []
    for bookable in (True, False):
        for each in range(3):
            some = [
                row
                for row in says
                if row.bookable is bookable and grade(row.words, row.category, words) == each
            ]
            ids += first(connection, some, looking, now)
    return ids


def grade(words: str, category: str, looked_for: str) -> int | None:
    """0 where each is a word of it, 1 where each begins one, 2 where it is within; the kind does for any."""
    whole = meant(looked_for)
    grades = [
        0 if category in whole | meant(word) else nearness(words, piece)
        for word, pieces in typed(looked_for)
        for piece in pieces
    ]
    return max(grades) if 3 not in grades else None


def nearness(words: str, piece: str) -> int:
    if piece in words.split():
        return 0
    if f" {piece}" in words:
        return 1
    return 2 if len(piece) > SHORT and piece in words else 3


def respelt(words: str, known: set[str]) -> Sequence[str]:
    every = together_or_apart(folded(words))
    found = [said for said, new in every if known.issuperset(new) or is_named(" ".join(new))]
    return found[:MOST_RESPELT]


def words_of(rows: Sequence[Any]) -> set[str]:
    return {word for row in rows for word in row.words.split()}


def contains(words: str, piece: str) -> bool:
    return (f" {piece}" if len(piece) <= SHORT else piece) in words


def forgives(words: str, known: set[str]) -> Says:
    kinds = meant_nearly(words)
    if kinds:
        return lambda row: row.category in kinds
    whole = meant_by_ear(" ".join(folded(words)))
    accepted = [
        (
            {word for word in known if alike(piece, word)},
            whole | (meant_by_ear(piece) | meant_by_slip(piece) if len(piece) > SHORT else set()),
        )
        for piece in without_articles(folded(words))
    ]
    return lambda row: all(
        not near.isdisjoint(row.words.split()) or row.category in instead
        for near, instead in accepted
    )


def alike(piece: str, word: str) -> bool:
    if contains(f" {word}", piece) or sound_alike(piece, word) or is_slip(piece, word):
        return True
    return len(piece) >= LENIENT_LENGTH and fuzz.ratio(piece, word) >= ALIKE


def is_slip(piece: str, word: str) -> bool:
    """One typing error in a word of three or four letters, as far as it is one of letters."""
    if not (piece.isalpha() and word.isalpha()) or OSA.distance(piece, word) != 1:
        return False
    if len(piece) == SHORT:
        return len(word) == SHORT + 1
    return SHORT < len(piece) <= LENIENT_LENGTH


def first(
    connection: Connection, rows: Iterable[Any], looking: Looking, now: datetime
) -> list[int]:
    """In order, the bookable ones first."""
    fitting = [row for row in rows if fits(row, looking)]
    places = {row.id: Premises.of(row) for row in fitting} if looking.open_now else {}
    kept = timetables(connection, places)
    found: list[int] = []
    for bookable in (True,) if looking.bookable_only else (True, False):
        some = [row for row in fitting if row.bookable is bookable]
        some = near(some, looking)
        some.sort(key=order(looking))
        found += [row.id for row in some if not looking.open_now or is_open(kept.get(row.id), now)]
    return found


def fits(row: Any, looking: Looking) -> bool:
    if looking.category and row.category != looking.category:
        return False
    around = not looking.category and not looking.words and not row.bookable
    if around and row.category in BACKGROUND:
        return False
    dear = looking.price_to is not None and (row.price_from or UNPRICED) > looking.price_to
    return not dear


def near(rows: list[Any], looking: Looking) -> list[Any]:
    """Within the radius; sorted by price or rating, within the narrowest circle with a choice."""
    point = looking.point
    if point is None:
        return rows
    steps = RINGS[1:2] if looking.words else RINGS
    narrower = [] if looking.sort is Sort.DISTANCE else [r for r in steps if r < looking.radius]
    for radius in narrower:
        inside = [row for row in rows if metres(row, point) <= radius**2]
        if len(inside) >= ENOUGH:
            return inside
    return [row for row in rows if metres(row, point) <= looking.radius**2]


def order(looking: Looking) -> Callable[[Any], tuple[Any, ...]]:
    def key(row: Any) -> tuple[Any, ...]:
        score = -(row.rating_sum + 4.0 * DOUBT) / (row.rating_count + DOUBT)
        by = {Sort.PRICE: row.price_from or UNPRICED, Sort.RATING: score, Sort.DISTANCE: 0}
        rest = score if looking.point is None else metres(row, looking.point)
        return by[looking.sort], rest, row.id

    return key


def metres(row: Any, point: Point) -> float:
    """Squared."""
    given = origin(point)
    north, east = row.latitude - point.latitude, row.longitude - point.longitude
    east = (east + 180) % 360 - 180 if abs(point.longitude) > 170 else east
    east *= given["origin_width"] - given["origin_narrowing"] * north
    return float((north * north + east * east) * METRES_PER_DEGREE**2)
