"""What is asked of the index, as it decides over a statement: its shape, and the values bound to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from catalog.geography import origin, window
from catalog.index_terms import Clauses
from database.point import Point

UNPRICED = 2**62
DOUBT = 3
"""A rating starts from so many imagined ones of four stars, so that a single five is not best."""

SCORE = f"(l.rating_sum + {4.0 * DOUBT}) / (l.rating_count + {1.0 * DOUBT})"


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

    `clauses` counts those of the index of words; without any, places are found by cell. `likes` are
    words that the index does not know, each with the categories that do instead.
    """

    dialect: str
    clauses: int = 0
    circle: bool = False
    date_line: bool = False
    category: bool = False
    background: bool = True
    price_to: bool = False
    priced: bool | None = None
    rated: bool | None = None
    open_now: bool = False
    likes: tuple[tuple[str, ...], ...] = ()
    order: Order = Order.DISTANCE
    some: bool = False
    """Any that fulfil it, at most `:most` of them, and how many there are."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A statement to be: its shape and its values."""

    shape: Shape
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    clauses: Clauses = ()

    def but(self, **changes: Any) -> "Ask":
        return replace(self, shape=replace(self.shape, **changes))

    def with_terms(self, *clauses: tuple[str, ...]) -> "Ask":
        return replace(self, clauses=(*self.clauses, *clauses))

    def within(self, point: Point, radius: float) -> "Ask":
        """In the circle; where there are no terms, found by the cells that it touches."""
        bands = window(point, radius).bands
        values = {**self.values, **origin(point), "square": float(radius) ** 2}
        for number, (first, last, northernmost) in enumerate(bands):
            values |= {f"first{number}": first, f"last{number}": last, f"end{number}": northernmost}
        beside = len(bands) > 1 or abs(point.longitude) > 170
        values |= {} if len(bands) > 1 else {"first1": 1, "last1": 0, "end1": 0}
        shape = replace(self.shape, circle=True, date_line=beside)
        return Ask(shape, values, self.clauses)
