"""The search without any index: every place is looked at. What the real one must find."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from catalog.categories import BACKGROUND
from catalog.geography import METRES_PER_DEGREE, origin
from catalog.looking import Looking, Sort
from catalog.models import locations
from catalog.opening import is_open
from catalog.search_shape import DOUBT, UNPRICED
from catalog.synonyms import meant, meant_nearly
from catalog.tier import ENOUGH, RINGS
from catalog.timetables import Premises, timetables
from catalog.vocabulary import ALIKE, LENIENT_LENGTH
from catalog.wording import SHORT, folded, typed
from database.point import Point

Says = Callable[[Any], bool]


def plainly(connection: Connection, looking: Looking, now: datetime, count: int) -> list[int]:
    """The ids of the first `count` locations."""
    rows = connection.execute(select(locations).where(locations.c.cell >= 0)).all()
    if not looking.words.strip():
        return first(connection, rows, looking, now)[:count]
    if not typed(looking.words):
        return []
    exact = [row for row in rows if says(row, looking.words)]
    found = first(connection, exact, looking, now)
    if found:
        return found[:count]
    forgiven = filter(forgives(looking.words, rows), rows)
    return first(connection, list(forgiven), looking, now)[:count]


def says(row: Any, words: str) -> bool:
    named = (
        all(contains(row.words, piece) for piece in pieces) or row.category in meant(word)
        for word, pieces in typed(words)
    )
    return all(named) or row.category in meant(words)


def contains(words: str, piece: str) -> bool:
    return (f" {piece}" if len(piece) <= SHORT else piece) in words


def forgives(words: str, rows: Sequence[Any]) -> Says:
    kinds = meant_nearly(words)
    if kinds:
        return lambda row: row.category in kinds
    known = {word for row in rows for word in row.words.split()}
    accepted = [{word for word in known if alike(piece, word)} for piece in folded(words)]
    return lambda row: all(not near.isdisjoint(row.words.split()) for near in accepted)


def alike(piece: str, word: str) -> bool:
    if contains(f" {word}", piece):
        return True
    return len(piece) >= LENIENT_LENGTH and fuzz.ratio(piece, word) >= ALIKE


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
