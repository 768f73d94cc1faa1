"""What a guest looks for and how the answers are sorted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalog.categories import Category
from database.point import Point

WIDEST = 30_000
"""Metres: nobody books a haircut further away."""


class Sort(StrEnum):
    """What comes first; bookable places are before the others in each."""

    DISTANCE = "distance"
    PRICE = "price"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Preferred:
    """When somebody would come, how many, and to whom: local days, minutes of the day; None is any.

    Between equal minutes lies a single time. A span that ends before it begins goes past midnight.
    """

    first_day: date | None = None
    last_day: date | None = None
    minute_from: int | None = None
    minute_to: int | None = None
    party: int | None = None
    giver: str | None = None

    @property
    def says_when(self) -> bool:
        return self.first_day is not None or self.minute_from is not None


ANY_TIME = Preferred()


@dataclass(frozen=True, slots=True)
class Looking:
    """A search: where, what, and which of it. Empty words and no category mean anything.

    `place` names a typed place whose point it is, None for a shared location. `price_to` is in
    minor units, `radius` in metres. Without a point, names are searched everywhere.
    """

    point: Point | None = None
    words: str = ""
    category: Category | None = None
    open_now: bool = False
    bookable_only: bool = False
    price_to: int | None = None
    sort: Sort = Sort.DISTANCE
    radius: int = WIDEST
    place: str | None = None
    preferred: Preferred = ANY_TIME
