"""Tells places of one name apart in words: by town, district, country, or what is near."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from catalog.countries import country_of
from catalog.geography import METRES_PER_DEGREE, distance
from catalog.place_models import places
from catalog.views import Place
from catalog.zones import zone_at
from database.point import Point

AROUND = {"town": 60_000.0, "district": 5_000.0}
"""In metres: so far from a place others are named to say where it is."""

Saying = Callable[[Connection, Place], Place]


def distinct(connection: Connection, found: Sequence[Place]) -> list[Place]:
    """Each once, with as many words as it takes; what reads the same after all is left out."""
    told = list(found)
    for saying in (in_its_town, in_its_district, in_its_country, near_a_town):
        twice = Counter(map(label, told))
        told = [saying(connection, each) if twice[label(each)] > 1 else each for each in told]
    first = {label(each): each for each in reversed(told)}
    return [each for each in told if first[label(each)] is each]


def label(place: Place) -> tuple[str | None, ...]:
    return place.name.casefold(), place.within.casefold(), place.country, place.near


def in_its_town(connection: Connection, place: Place) -> Place:
    if place.within or place.kind == "town":
        return place
    return replace(place, within=nearest(connection, place, "town"))


def in_its_district(connection: Connection, place: Place) -> Place:
    district = nearest(connection, place, "district") if place.kind == "street" else ""
    if not district or district == place.within:
        return place
    return replace(place, within=", ".join(filter(None, (district, place.within))))


def in_its_country(_connection: Connection, place: Place) -> Place:
    zone = zone_at(place.point)
    return replace(place, country=country_of(zone))


def near_a_town(connection: Connection, place: Place) -> Place:
    near = nearest(connection, place, "town")
    return place if near == place.within else replace(place, near=near)


def nearest(connection: Connection, place: Place, kind: str) -> str:
    """The name of the nearest of a kind that has another name; empty where none is near."""
    here, reach = place.point, AROUND[kind]
    aside = reach / METRES_PER_DEGREE
    rows = connection.execute(
        select(places.c.name, places.c.latitude, places.c.longitude).where(
            places.c.kind == kind,
            places.c.id != place.id,
            places.c.name != place.name,
            places.c.latitude.between(here.latitude - aside, here.latitude + aside),
        )
    )
    near = within(rows, here, reach)
    return min(near, default=(0.0, ""))[1]


def within(rows: Iterable[Any], here: Point, reach: float) -> list[tuple[float, str]]:
    far = [(distance(here, Point(row.latitude, row.longitude)), row.name) for row in rows]
    return [each for each in far if each[0] <= reach]
