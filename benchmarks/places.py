"""Invented towns for the benchmarks of finding: in the shape of a map's, as many places as wanted."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from catalog.categories import Category
from catalog.geography import cell_of
from database.point import Point

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
"""A Wednesday's noon in UTC."""

PER_TOWN = 2_500
SYLLABLES = [
    "ka",
    "vi",
    "la",
    "no",
    "ra",
    "to",
    "mi",
    "su",
    "pe",
    "he",
    "lo",
    "ti",
    "ja",
    "ko",
    "sa",
    "ber",
    "gi",
    "mar",
    "stu",
    "dor",
    "len",
    "fi",
    "chu",
    "wan",
]
COMMON = [
    "cafe",
    "bar",
    "salon",
    "house",
    "city",
    "market",
    "kahvila",
    "ravintola",
    "dian",
    "store",
    "studio",
    "shop",
]
KINDS = [*list(Category)[:40], Category.MONEY, Category.OTHER]
HOURS = [
    f"Mo-Fr {opens:02}:{part}-{closes:02}:00; Sa {opens + 1:02}:00-{closes - 2:02}:30"
    for opens in range(6, 13)
    for part in ("00", "15", "30", "45")
    for closes in range(16, 24)
] + ["24/7", "Mo-Su 18:00-02:00", "Mo-Sa 07:00-21:00; PH off", "Tu-Su sunrise-sunset"]

Rows = tuple[dict[str, Any], dict[str, Any]]


class Towns:
    """The first far larger than the last, each with a dense middle; the same for the same size."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.dice = random.Random(places)
        count = max(4, places // PER_TOWN)
        self.towns = [
            Point(self.dice.uniform(36, 62), self.dice.uniform(-9, 28)) for _ in range(count)
        ]
        self.sizes = [1 / (rank + 2) ** 0.8 for rank in range(count)]
        self.words = ["".join(self.dice.choices(SYLLABLES, k=3)) for _ in range(30_000)]

    def point(self) -> Point:
        (town,) = self.dice.choices(self.towns, self.sizes)
        spread = self.dice.choice((0.005, 0.02, 0.06))
        north, east = self.dice.gauss(0, spread), self.dice.gauss(0, 2 * spread)
        return Point(town.latitude + north, town.longitude + east)

    def name(self) -> str:
        words = self.dice.choices(self.words, k=self.dice.choice((1, 2, 2, 3)))
        if self.dice.random() < 0.3:
            words.append(self.dice.choice(COMMON))
        return " ".join(dict.fromkeys(words))

    def rows(self) -> Iterator[Rows]:
        """Merchants with their places: one in twenty can be booked, two in five say their hours."""
        for number in range(1, self.places + 1):
            bookable = number % 20 == 0
            point, name = self.point(), self.name()
            (kind,) = self.dice.choices(KINDS, [1 / (rank + 2) for rank in range(len(KINDS))])
            yield (
                merchant(number, name, kind, bookable=bookable),
                location(number, name, kind, point, bookable=bookable, dice=self.dice),
            )


def merchant(number: int, name: str, kind: str, *, bookable: bool) -> dict[str, Any]:
    return {
        "id": number,
        "name": name,
        "description": "",
        "category": str(kind),
        "state": "active" if bookable else "listed",
        "source": "benchmark",
        "source_id": str(number),
        "auto_confirm": True,
        "confirm_minutes": 60,
        "commission_basis_points": 1000,
        "created_at": 0,
    }


def location(
    number: int, name: str, kind: str, point: Point, *, bookable: bool, dice: random.Random
) -> dict[str, Any]:
    rated = dice.random() < (0.5 if bookable else 0.01)
    count = dice.randrange(1, 60) if rated else 0
    return {
        "id": number,
        "merchant_id": number,
        "name": "",
        "address": "Street 1",
        "latitude": point.latitude,
        "longitude": point.longitude,
        "cell": cell_of(point),
        "zone": "Europe/Helsinki",
        "opening_hours": dice.choice(HOURS) if dice.random() < 0.4 else None,
        "category": str(kind),
        "bookable": bookable,
        "price_from": dice.randrange(5, 90) * 100 if bookable else None,
        "rating_sum": sum(dice.choices((2, 3, 4, 5, 5), k=count)),
        "rating_count": count,
        "words": f" {name}",
        "called": name.replace(" ", ""),
    }
