"""Files are read piece by piece, however they are packed, laid out or broken."""

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog.candidate import Candidate, Problem, Read, Reason
from catalog.json_stream import Broken, Members
from catalog.reading import Reading, read_file


def members(text: str, size: int = 1) -> list[Any]:
    """Read in pieces of a few characters, so that every place is once the end of a piece."""
    stream = io.StringIO(text)
    return list(Members(lambda _: stream.read(size)))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(
    "text",
    [
        '{"features": []}',
        '{"type": "FeatureCollection", "features" : [{"a": "]}"}, {"b": [{}]}], "x": 1}',
        '{"elements":\n[\n{"a": "\\"x\\\\"}\n,\n{}\n]\n}',
        '\n{"features": [[12345, -1.5e10, "ä😀"], "nonsense" ]}',
    ],
)
def test_members_come_whole_wherever_the_pieces_end(text: str, size: int) -> None:
    whole = json.loads(text)
    assert members(text, size) == whole.get("features", whole.get("elements"))


@pytest.mark.parametrize(
    "text", ["", "{}", "[1, 2]", '{"features": [', '{"features": [{"a": 1}', '{"features": [{} x]}']
)
def test_what_is_no_list_of_features_is_broken(text: str) -> None:
    with pytest.raises(Broken):
        members(text)


def test_nesting_without_end_is_broken() -> None:
    with pytest.raises(Broken):
        members('{"features": [' + "[" * 100_000, 4096)


def endless(limit: int) -> Iterator[str]:
    yield '{"features": ['
    properties = {"name": "Cafe", "amenity": "cafe", "description": "x" * 200}
    for number in range(limit):
        each = {"id": f"node/{number}", "properties": properties, "geometry": None}
        yield json.dumps(each) + ","


def test_memory_stays_flat() -> None:
    """More than a megabyte passes through a few kilobytes."""
    pieces = endless(4_000)
    tracemalloc.start()
    read = Members(lambda _: next(pieces, ""))
    with pytest.raises(Broken):
        for _ in read:
            pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000


def only(path: Path) -> Read:
    (found,) = read_file(path)
    return found


def candidate(path: Path) -> Candidate:
    found = only(path)
    assert isinstance(found, Candidate)
    return found


def write(folder: Path, document: Any, name: str = "x.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def geojson(geometry: Any, **more: Any) -> dict[str, Any]:
    properties = {"@id": "way/1", "name": "Cafe", "amenity": "cafe"}
    return {"features": [{"properties": properties, "geometry": geometry} | more]}


def test_packed_or_not_is_seen_by_what_it_begins_with(tmp_path: Path) -> None:
    point = geojson({"type": "Point", "coordinates": [24.94, 60.17]})
    packed = tmp_path / "misnamed.geojson"
    packed.write_bytes(gzip.compress(json.dumps(point).encode("utf-8-sig")))
    assert candidate(packed) == candidate(write(tmp_path, point))


def test_an_outline_is_found_in_its_middle(tmp_path: Path) -> None:
    ring = [[24.0, 60.0], [24.2, 60.0], [24.2, 60.1], [24.0, 60.1], [24.0, 60.0]]
    for geometry in (
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "MultiPolygon", "coordinates": [[ring]]},
        {"type": "LineString", "coordinates": ring},
    ):
        point = candidate(write(tmp_path, geojson(geometry))).point
        assert (point.latitude, point.longitude) == (pytest.approx(60.05), pytest.approx(24.1))


def test_overpass_own_form_is_read_too(tmp_path: Path) -> None:
    tags = {"name": "Cafe", "amenity": "cafe"}
    way = {"type": "way", "id": 7, "center": {"lat": 60.1, "lon": 24.1}, "tags": tags}
    found = candidate(write(tmp_path, {"elements": [way]}))
    assert (found.source, found.source_id, found.point.latitude) == ("openstreetmap", "way/7", 60.1)


def test_a_feature_without_id_is_known_by_name_and_place(tmp_path: Path) -> None:
    feature = {
        "properties": {"name": "Cafe", "shop": "kiosk"},
        "geometry": {"coordinates": [24.94, 60.17]},
    }
    found = candidate(write(tmp_path, {"features": [feature]}))
    assert (found.source, found.source_id) == ("geojson", "cafe@60.17000,24.94000")
    assert found.attribution is None


@pytest.mark.parametrize(
    ("tags", "zone_of", "address"),
    [
        ({"addr:street": "Ranta", "addr:housenumber": "4", "addr:city": "Turku"}, (22.2, 60.4), "Ranta 4, Turku"),
        ({"addr:street": "Main St", "addr:housenumber": "4"}, (-122.27, 37.87), "4 Main St"),
        ({"addr:street": "南京西路", "addr:housenumber": "326", "addr:city": "臺北市"}, (121.5, 25.05), "臺北市南京西路326"),
        ({"addr:housenumber": "4"}, (22.2, 60.4), ""),
    ],
)  # fmt: skip
def test_an_address_is_written_as_its_country_does(
    tmp_path: Path, tags: dict[str, str], zone_of: tuple[float, float], address: str
) -> None:
    document = geojson({"type": "Point", "coordinates": zone_of})
    document["features"][0]["properties"] |= tags
    assert candidate(write(tmp_path, document)).address == address


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+358 9 39351", "+358 9 39351"),
        ("09-39351", "+358 9 39351"),
        ("0449459423;+358 9 1", "+358 44 9459423"),
        ("call us", None),
    ],
)
def test_a_phone_number_is_written_as_dialled_from_abroad(
    tmp_path: Path, written: str, dialled: str | None
) -> None:
    document = geojson({"type": "Point", "coordinates": [24.94, 60.17]})
    document["features"][0]["properties"]["phone"] = written
    assert candidate(write(tmp_path, document)).phone == dialled


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://a.fi/b?c", "https://a.fi/b?c"),
        ("www.a.fi", "https://www.a.fi"),
        ("http://a.fi; http://b.fi", "http://a.fi"),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("none", None),
    ],
)
def test_a_website_is_a_web_page(tmp_path: Path, written: str, link: str | None) -> None:
    document = geojson({"type": "Point", "coordinates": [24.94, 60.17]})
    document["features"][0]["properties"]["website"] = written
    assert candidate(write(tmp_path, document)).website == link


def test_a_file_that_is_something_else_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.geojson"
    path.write_bytes(bytes(range(256)) * 100)
    assert only(path) == Problem("x.geojson", "", Reason.UNKNOWN_LETTERS)


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    reading = Reading(write(tmp_path, geojson({"type": "Point", "coordinates": [24.9, 60.1]})))
    list(reading)
    assert reading.position == reading.size > 0


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Reading(tmp_path / "nowhere.geojson")
