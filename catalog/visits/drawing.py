"""Reads a drawn area from what people paste: a GeoJSON polygon, or a point on each line."""

import json
import re
from itertools import pairwise
from typing import Any

from catalog.cleaning import clean, point_from
from catalog.visits.errors import PointUnreadable, RingUnreadable
from database.point import Point

FEWEST, MOST_CORNERS = 3, 200
LONGEST = 20_000
KILOMETRE = 1000
RING = "ring"
NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")


Ring = tuple[Point, ...]


def ring_from(location_id: int, text: str) -> Ring:
    """The corners, without the first once more at the end; RingUnreadable for anything else.

    GeoJSON says longitude first (RFC 7946); on lines latitude stands first, as maps show it.
    """
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise RingUnreadable(location_id, RING, MOST_CORNERS)
    found = _of_json(stripped) if stripped.startswith(("{", "[")) else _of_lines(stripped)
    corners = [each for each, after in pairwise([*found, None]) if each != after]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if None in corners or not FEWEST <= len(set(corners)) <= MOST_CORNERS or _is_flat(corners):
        raise RingUnreadable(location_id, RING, MOST_CORNERS)
    return tuple(each for each in corners if each is not None)


def point_of(location_id: int, text: str) -> Point:
    """One point, latitude first; PointUnreadable for anything else."""
    found = _of_lines(text)
    if len(found) != 1 or found[0] is None:
        raise PointUnreadable(location_id, "centre")
    return found[0]


def metres(text: str) -> int | None:
    """Of kilometres as they are typed: 7, 7.5, 7,5 km."""
    number = clean(text).lower().removesuffix("km").strip().replace(",", ".")
    if not number.isascii() or not number.replace(".", "", 1).isdigit() or len(number) > 6:
        return None
    return round(float(number) * KILOMETRE)


def as_lines(ring: Ring) -> str:
    """As it may be typed again."""
    return "\n".join(f"{each.latitude}, {each.longitude}" for each in ring)


def _of_lines(text: str) -> list[Point | None]:
    rows = [NUMBERS.findall(line) for line in text.splitlines() if line.strip()]
    return [point_from(*row) if len(row) == 2 else None for row in rows]


def _of_json(text: str) -> list[Point | None]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return []
    outline = _outline(value)
    if not isinstance(outline, list):
        return []
    return [
        point_from(each[1], each[0]) if isinstance(each, list) and len(each) >= 2 else None
        for each in outline
    ]


def _outline(value: Any) -> Any:
    """The first polygon's outer ring, however deep it stands."""
    for _ in range(4):
        match value:
            case {"type": "FeatureCollection", "features": [first, *_]}:
                value = first
            case {"type": "Feature", "geometry": inner}:
                value = inner
            case {"type": "Polygon", "coordinates": [outer, *_]}:
                return outer
            case {"type": "MultiPolygon", "coordinates": [[outer, *_]]}:
                return outer
            case _:
                return value if isinstance(value, list) else None
    return None


def _is_flat(corners: list[Point | None]) -> bool:
    """Whether all of it is one line."""
    known = [each for each in corners if each is not None]
    if len(known) < FEWEST:
        return True
    first = known[0]
    sides = [(each.longitude - first.longitude, each.latitude - first.latitude) for each in known]
    return all(abs(x * b - y * a) < 1e-12 for x, y in sides for a, b in sides)
