"""Remembers the places that an import saw: known ones are found again by name and nearness."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, select, update

from catalog.folding import fold
from catalog.geography import distance
from catalog.place_models import place_names, places
from catalog.places import REACH, Named, PlaceKind, Seen
from catalog.streets import other_spellings
from database.bulk import insert_rows
from database.point import Point

AVERAGED = 2_000.0
"""In metres: a place that lies in the middle of several of its name was never one of them."""


def learn(connection: Connection, seen: Iterable[Seen]) -> int:
    """Remember places and say how many are new; a known one moves only to where more is."""
    found = sorted(seen, key=lambda each: (each[0].kind, each[0].name, each[0].within))
    known = known_places(connection, {named.name for named, _, _ in found})
    new: list[Seen] = []
    names: list[tuple[int, Named]] = []
    for named, same in groupby(found, key=lambda each: each[0]):
        new += learn_alike(connection, list(same), known[named], names)
    names += add(connection, new)
    learn_names(connection, names)
    return len(new)


@cache
def _called() -> Select[int, str]:
    query = select(place_names.c.place_id, place_names.c.folded)
    return query.where(place_names.c.place_id.in_(bindparam("places", expanding=True)))


def known_places(connection: Connection, names: Collection[str]) -> defaultdict[Named, list[Any]]:
    known: defaultdict[Named, list[Any]] = defaultdict(list)
    rows = connection.execute(select(places).where(places.c.name.in_(names)).order_by(places.c.id))
    for row in rows:
        known[Named(PlaceKind(row.kind), row.name, row.within)].append(row)
    return known


def learn_alike(
    connection: Connection,
    seen: Sequence[Seen],
    known: list[Any],
    names: list[tuple[int, Named]],
) -> list[Seen]:
    """Places of one name and town: the new ones. What the known are called is added to `names`."""
    forget_average(connection, seen, known)
    new: list[Seen] = []
    for named, point, weight in sorted(seen, key=lambda each: -each[2]):
        row = nearest(known, point, REACH[named.kind])
        if row is None:
            new.append((named, point, weight))
        else:
            known.remove(row)
            move(connection, row, point, weight)
            names.append((row.id, named))
    return new


def add(connection: Connection, new: Sequence[Seen]) -> list[tuple[int, Named]]:
    """What they are called, by their ids."""
    rows = [{**described(named), **middle(point, weight)} for named, point, weight in new]
    columns = ("kind", "name", "within", "latitude", "longitude")
    made = insert_rows(connection, places, rows, returning=(*columns, "id"))
    ids = {tuple(which): id_ for *which, id_ in made}
    return [
        (ids[tuple(row[name] for name in columns)], named)
        for row, (named, _, _) in zip(rows, new, strict=True)
    ]


def forget_average(connection: Connection, seen: Sequence[Seen], known: list[Any]) -> None:
    """One that earlier versions put between several is none of them."""
    total = sum(weight for _, _, weight in seen)
    if len(seen) == 1:
        return
    between = Point(
        sum(point.latitude * weight for _, point, weight in seen) / total,
        sum(point.longitude * weight for _, point, weight in seen) / total,
    )
    reach = REACH[seen[0][0].kind]
    for row in list(known):
        here = Point(row.latitude, row.longitude)
        real = any(distance(here, point) <= reach for _, point, _ in seen)
        if not real and distance(here, between) <= AVERAGED:
            connection.execute(delete(place_names).where(place_names.c.place_id == row.id))
            connection.execute(delete(places).where(places.c.id == row.id))
            known.remove(row)


def nearest(known: Iterable[Any], point: Point, reach: float) -> Any:
    near = [(distance(Point(row.latitude, row.longitude), point), row) for row in known]
    least = min(near, key=lambda each: each[0], default=None)
    return least[1] if least is not None and least[0] <= reach else None


def move(connection: Connection, row: Any, point: Point, weight: int) -> None:
    same = (row.latitude, row.longitude) == (point.latitude, point.longitude)
    if row.weight < weight or (row.weight == weight and not same):
        moved = update(places).where(places.c.id == row.id)
        connection.execute(moved.values(**middle(point, weight)))


def learn_names(connection: Connection, names: Sequence[tuple[int, Named]]) -> None:
    ids = {place_id for place_id, _ in names}
    found = connection.execute(_called(), {"places": sorted(ids)})
    known = {(row.place_id, row.folded) for row in found}
    called = {
        (place_id, folded): whole
        for place_id, named in names
        for folded, whole in names_of(named)
        if (place_id, folded) not in known
    }
    if called:
        rows = [
            {"place_id": place_id, "folded": folded, "whole": whole}
            for (place_id, folded), whole in called.items()
        ]
        connection.execute(insert(place_names), rows)


def names_of(named: Named) -> Iterator[tuple[str, bool]]:
    """Folded, and whether it is a name as it is written; whole names come last and count."""
    written = [folded for folded in map(fold, (named.name, *named.also)) if folded]
    if named.kind is PlaceKind.STREET:
        for folded in written:
            yield from ((other, False) for other in other_spellings(folded))
    yield from ((folded, True) for folded in written)


def middle(point: Point, weight: int) -> dict[str, Any]:
    return {"latitude": point.latitude, "longitude": point.longitude, "weight": weight}


def described(named: Named) -> dict[str, Any]:
    return {
        "kind": named.kind,
        "name": named.name,
        "within": named.within,
        "folded": fold(named.name),
    }
