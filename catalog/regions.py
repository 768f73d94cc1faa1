"""Which region of its country a point lies in, where regions have holidays of their own.

The region is that of the nearest town: exact but within a few kilometres of a border.
"""

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from math import cos, floor, radians

Towns = dict[tuple[int, int], list[tuple[float, float, str]]]
FALLBACK = {"GB": "ENG"}
"""Who has no holidays but those of its regions counts as the largest where no town is near."""
COUNTRY = "-"
"""Stands for towns that keep no holidays but those of their country."""


@lru_cache(maxsize=4096)
def region_of(country: str, latitude: float, longitude: float) -> str | None:
    """The region as the library of holidays calls it; None where it has none of its own.

    Mostly the last letters of its ISO 3166-2 code, in Italy also a single town.
    """
    towns = towns_of(country)
    near = (
        town
        for north in (-1, 0, 1)
        for east in (-1, 0, 1)
        for town in towns.get((floor(latitude) + north, floor(longitude) + east), ())
    )
    narrow = cos(radians(latitude))
    distances = (
        ((north - latitude) ** 2 + ((east - longitude) * narrow) ** 2, region)
        for north, east, region in near
    )
    region = min(distances, default=(0.0, FALLBACK.get(country)))[1]
    return None if region == COUNTRY else region


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
