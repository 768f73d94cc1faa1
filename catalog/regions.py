"""Which region of its country a point lies in, where regions have holidays of their own.

The region is that of the nearest town: exact but within a few kilometres of a border.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from math import cos, floor, radians
from typing import NamedTuple, Self

Town = tuple[float, float, str]
Towns = dict[tuple[int, int], list[Town]]
FALLBACK = {"GB": "ENG"}
"""Who has no holidays but those of its regions counts as the largest where no town is near."""
COUNTRY = "-"
"""Stands for towns that keep no holidays but those of their country."""


TENTHS = 10
EDGE = 1e-9
"""Degrees: what rounding may do to a point at the edge of its tile."""


def region_of(country: str, latitude: float, longitude: float) -> str | None:
    """The region as the library of holidays calls it; None where it has none of its own.

    Mostly the last letters of its ISO 3166-2 code, in Italy also a single town.
    """
    narrow = cos(radians(latitude))
    distances = (
        ((north - latitude) ** 2 + ((east - longitude) * narrow) ** 2, region)
        for north, east, region in near_tile(country, *tile(latitude), *tile(longitude))
    )
    region = min(distances, default=(0.0, FALLBACK.get(country)))[1]
    return None if region == COUNTRY else region


def tile(degrees: float) -> tuple[int, int]:
    """The whole degree, and which tenth of it."""
    whole = floor(degrees)
    return whole, min(floor((degrees - whole) * TENTHS), TENTHS - 1)


@lru_cache(maxsize=4096)
def near_tile(country: str, row: int, south: int, column: int, west: int) -> Sequence[Town]:
    """Those of the towns around of which one may be nearest to a point of the tile: mostly few."""
    towns = towns_of(country)
    around = [
        town
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
        for town in towns.get((row + north, column + east), ())
    ]
    here = Tile.at(row + south / TENTHS, column + west / TENTHS)
    enough = min(map(here.farthest, around), default=0.0)
    return [town for town in around if here.nearest(town) <= enough]


class Tile(NamedTuple):
    """A part of the map, and how near and how far a town is from the points in it (squared)."""

    south: float
    north: float
    west: float
    east: float
    narrowest: float
    widest: float

    @classmethod
    def at(cls, latitude: float, longitude: float) -> Self:
        south, west = latitude - EDGE, longitude - EDGE
        north, east = latitude + 1 / TENTHS + EDGE, longitude + 1 / TENTHS + EDGE
        widths = cos(radians(south)), cos(radians(north))
        return cls(south, north, west, east, max(min(widths) - EDGE, 0.0), max(widths) + EDGE)

    def nearest(self, town: Town) -> float:
        up = max(self.south - town[0], town[0] - self.north, 0.0)
        aside = max(self.west - town[1], town[1] - self.east, 0.0)
        return up**2 + (aside * self.narrowest) ** 2

    def farthest(self, town: Town) -> float:
        up = max(abs(town[0] - self.south), abs(town[0] - self.north))
        aside = max(abs(town[1] - self.west), abs(town[1] - self.east))
        return up**2 + (aside * self.widest) ** 2


@cache
def towns_of(country: str) -> Towns:
    """The towns of a country by the degree they lie in; none where regions make no difference."""
    table = files("catalog").joinpath("data", "regions", f"{country}.txt")
    towns: Towns = defaultdict(list)
    for line in table.read_text(encoding="ascii").splitlines() if table.is_file() else ():
        region, *places = line.split()
        for place in places:
            north, east = (int(each) / 100 for each in place.split(","))
            towns[floor(north), floor(east)].append((north, east, region))
    return dict(towns)
