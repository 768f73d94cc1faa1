"""What of a map is a merchant: there, open to the public, and once; whatever language its name is in."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.candidate import Candidate, Problem, Read, Reason, SeenPlace
from catalog.reading import Reading

TODAY = date(2026, 3, 4)


def feature(
    id_: str = "node/1", at: tuple[float, float] = (60.17, 24.94), **tags: str
) -> dict[str, Any]:
    named = {key.replace("__", ":"): value for key, value in tags.items()}
    return {
        "type": "Feature",
        "properties": {"@id": id_, **named},
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]},
    }


def read(folder: Path, *features: dict[str, Any]) -> list[Read]:
    path = folder / "x.geojson"
    path.write_text(json.dumps({"features": features}))
    return list(Reading(path, today=TODAY))


CLOSED = [
    {"shop": "bakery", "disused": "yes"},
    {"shop": "bakery", "abandoned": "yes"},
    {"disused__shop": "bakery"},
    {"abandoned__amenity": "cafe", "building": "yes"},
    {"was__craft": "tailor"},
    {"amenity": "cafe", "construction": "yes"},
    {"amenity": "cafe", "end_date": "2019-05-01"},
    {"amenity": "cafe", "end_date": "2025"},
    {"amenity": "cafe", "end_date": "2026-02"},
    {"amenity": "cafe", "end_date": "before 1950"},
    {"amenity": "cafe", "end_date": "1990s"},
    {"amenity": "cafe", "start_date": "2027"},
    {"amenity": "cafe", "start_date": "2026-04-01"},
]
PRIVATE = [
    {"leisure": "swimming_pool", "access": "private"},
    {"leisure": "swimming_pool", "access": "no"},
    {"leisure": "swimming_pool", "access": "permit"},
    {"leisure": "swimming_pool", "access": "employees"},
    {"leisure": "swimming_pool", "access": "residents;private"},
]
SELLS_NOTHING = [
    {"amenity": "school"},
    {"amenity": "kindergarten"},
    {"amenity": "university"},
    {"amenity": "place_of_worship", "religion": "muslim"},
    {"amenity": "no"},
    {"office": "vacant"},
]
THERE = [
    {"shop": "bakery", "disused": "no"},
    {"amenity": "cafe", "disused__shop": "bakery"},
    {"amenity": "cafe", "end_date": "2026-03"},
    {"amenity": "cafe", "end_date": "2026-03-04"},
    {"amenity": "cafe", "end_date": "2030"},
    {"amenity": "cafe", "end_date": "unknown"},
    {"amenity": "cafe", "start_date": "2026"},
    {"amenity": "cafe", "start_date": "1850..2030"},
    {"amenity": "cafe", "access": "customers"},
    {"amenity": "cafe", "access": "private;customers"},
    {"amenity": "language_school"},
]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        *((each, Reason.CLOSED) for each in CLOSED),
        *((each, Reason.NOT_PUBLIC) for each in PRIVATE),
        *((each, Reason.NOT_A_MERCHANT) for each in SELLS_NOTHING),
        *((each, None) for each in THERE),
    ],
)
def test_a_place_that_is_there_for_whoever_comes_and_sells_something_is_taken(
    tmp_path: Path, tags: dict[str, str], expected: Reason | None
) -> None:
    (found,) = read(tmp_path, feature(name="X", **tags))

    assert (found.reason if isinstance(found, Problem) else None) is expected


def test_a_village_that_was_left_is_still_a_place(tmp_path: Path) -> None:
    (found,) = read(tmp_path, feature(name="Old", place="village", abandoned="yes"))

    assert isinstance(found, SeenPlace)


@pytest.mark.parametrize(
    ("tags", "name"),
    [
        ({"name__en": "Sakura", "name__ja": "さくら"}, "Sakura"),
        ({"name__ja": "さくら"}, "さくら"),
        ({"name__zh-Hant": "老店"}, "老店"),
        ({"name__etymology": "a tree", "brand": "R-kioski"}, "R-kioski"),
        ({"official_name": "Kahvila Oy"}, "Kahvila Oy"),
        ({"alt_name": "Corner;The Corner"}, "Corner"),
        ({"int_name": "Kofeynya"}, "Kofeynya"),
        ({"name__en": "Sakura", "operator": "Ten Oy"}, "Sakura"),
        ({"name": "Own; and whole", "name__en": "Other"}, "Own; and whole"),
    ],
)
def test_a_name_in_another_language_is_a_name(
    tmp_path: Path, tags: dict[str, str], name: str
) -> None:
    (found,) = read(tmp_path, feature(amenity="cafe", **tags))

    assert isinstance(found, Candidate)
    assert found.name == name


def cafe(id_: str, north: float = 60.17, **tags: str) -> dict[str, Any]:
    return feature(id_, (north, 24.94), **({"name": "Café Ö", "amenity": "cafe"} | tags))


def taken(found: list[Read]) -> list[str]:
    return [each.source_id for each in found if isinstance(each, Candidate)]


def reasons(found: list[Read]) -> list[Reason]:
    return [each.reason for each in found if isinstance(each, Problem)]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (cafe("way/7", 60.1706, name="CAFE Ö"), Reason.DOUBLE),
        (cafe("relation/7", 60.1706, name="CAFE Ö"), Reason.DOUBLE),
        (cafe("node/1"), Reason.DOUBLE),
        (cafe("node/1", name="Else"), Reason.DOUBLE_ID),
        (cafe("node/1", 60.3), Reason.DOUBLE_ID),
    ],
)
def test_a_point_its_building_and_what_was_exported_twice_are_one(
    tmp_path: Path, other: dict[str, Any], reason: Reason
) -> None:
    found = read(tmp_path, cafe("node/1"), other)

    assert (taken(found), reasons(found)) == (["node/1"], [reason])


@pytest.mark.parametrize(
    "other",
    [
        cafe("way/7", 60.1715),
        cafe("way/7", name="Café Ä"),
        cafe("way/7", amenity="bar"),
        cafe("node/7", 60.1702),
    ],
)
def test_another_place_kind_or_point_is_another_shop(tmp_path: Path, other: dict[str, Any]) -> None:
    assert len(taken(read(tmp_path, cafe("node/1"), other))) == 2
