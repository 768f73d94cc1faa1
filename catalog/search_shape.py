"""What is asked of the index, as it decides over a statement: its shape, and the values bound to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from catalog.geography import Band, origin, window
from catalog.index_terms import Clauses
from database.point import Point

UNPRICED = 2**62


class Order(StrEnum):
    """What comes first."""

    DISTANCE = "metres, id"
    PRICE = f"coalesce(price_from, {UNPRICED}), metres, id"
    RATING = "score DESC, metres, id"
    PRICE_ANYWHERE = f"coalesce(price_from, {UNPRICED}), score DESC, id"
    NUMBER = "id"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a statement depends on beside the values that are bound.

    Where `bookable` is None, what can be booked comes first. `clauses` counts those of the index of words; without any, places are found by cell. `likes` are
    words that the index does not know, each with the categories that do instead.
    """

    dialect: str
    bookable: bool | None = False
    clauses: int = 0
    circle: bool = False
    date_line: bool = False
    category: bool = False
    background: bool = True
    price_to: bool = False
    priced: bool | None = None
    rated: bool | None = None
    open_now: bool = False
    by_hours: bool = False
    """What is open has one of `:hours`, or none that are worked out."""

    likes: tuple[tuple[str, ...], ...] = ()
    graded: tuple[tuple[str, ...], ...] = ()
    """For each word that was typed the categories that do instead: who has the very words comes first."""

    order: Order = Order.DISTANCE
    listed: bool = False
    """Those among `:ids` that fulfil the rest; the index of words found them before."""

    top: int = 0
    """Of the rated, in their order, no more than so many are looked at."""

    some: bool = False
    """Any that fulfil it, at most `:most` of them, and how many there are."""

    @property
    def ordered(self) -> str:
        graded = f"grade, {self.order.value}" if self.graded else self.order.value
        return f"bookable DESC, {graded}" if self.bookable is None else graded

    @property
    def by_words(self) -> bool:
        """Whether places are found by what the index of words says of them, not by their cells."""
        return bool(self.clauses) or self.listed

    @property
    def grows(self) -> bool:
        """Whether one statement looks from circle to circle: PostgreSQL's cost more than a circle."""
        return self.dialect != "sqlite"


@dataclass(frozen=True, slots=True)
class Ask:
    """A statement to be: its shape and its values."""

    shape: Shape
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    clauses: Clauses = ()

    def but(self, **changes: Any) -> "Ask":
        return replace(self, shape=replace(self.shape, **changes))

    def with_terms(self, *clauses: tuple[str, ...]) -> "Ask":
        """Of places that are listed it is asked without the index."""
        return self if self.shape.listed else replace(self, clauses=(*self.clauses, *clauses))

    def open_by(self, hours: Sequence[int]) -> "Ask":
        """Where these are all hours that may be open."""
        ask = self.but(by_hours=True)
        given = json.dumps(hours) if self.shape.dialect == "sqlite" else list(hours)
        return replace(ask, values={**self.values, "hours": given})

    def among(self, ids: Sequence[int]) -> "Ask":
        """Those of them that fulfil the rest: they have the terms."""
        listed = json.dumps(ids) if self.shape.dialect == "sqlite" else list(ids)
        return Ask(replace(self.shape, listed=True), {**self.values, "ids": listed})

    def within(self, point: Point, *radii: float) -> "Ask":
        """In the circle; where there are no terms, found by the cells that it touches.

        Of several, of which each is wider than the one before, the first that holds enough, or the last.
        """
        circles = [window(point, radius).bands for radius in radii]
        beside = any(len(bands) > 1 for bands in circles) or abs(point.longitude) > 170
        shape = in_circle(self.shape, date_line=beside)
        bound = in_arrays(radii, circles) if shape.grows else one_by_one(radii, circles)
        return Ask(shape, {**self.values, **origin(point), **bound}, self.clauses)


@lru_cache(maxsize=1_024)  # of each step of each search
def in_circle(shape: Shape, *, date_line: bool) -> Shape:
    return replace(shape, circle=True, date_line=date_line)


Bands = Sequence[Band]
NO_BAND = (1, 0, 0)


def one_by_one(radii: Sequence[float], circles: Sequence[Bands]) -> dict[str, Any]:
    """Of one circle."""
    (radius,), (bands,) = radii, circles
    found: dict[str, Any] = {"radius": float(radius)}
    for number, (first, last, northernmost) in enumerate((*bands, NO_BAND)[:2]):
        found |= {f"first{number}": first, f"last{number}": last, f"end{number}": northernmost}
    return found


def in_arrays(radii: Sequence[float], circles: Sequence[Bands]) -> dict[str, Any]:
    """Of each circle, and the radius of the last."""
    found: dict[str, Any] = {"radii": [float(each) for each in radii], "radius": float(radii[-1])}
    for number in range(2):
        bands = [(*each, NO_BAND)[number] for each in circles]
        firsts, lasts, ends = zip(*bands, strict=True)
        found |= {f"firsts{number}": firsts, f"lasts{number}": lasts, f"ends{number}": ends}
    return found
