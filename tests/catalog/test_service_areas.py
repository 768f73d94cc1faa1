"""Which area an address lies in, what is read as a drawn one, and how long a way takes."""

import json
from datetime import timedelta
from typing import Any

import pytest

from catalog.visits.areas import Area, area_of, is_inside
from catalog.visits.drawing import MOST_CORNERS, as_lines, metres, ring_from
from catalog.visits.errors import RingUnreadable
from catalog.visits.travel import StraightLine
from database.point import Point

PLACE = Point(60.0, 25.0)
SQUARE = (Point(60, 25), Point(60, 26), Point(61, 26), Point(61, 25))
LINES = "60, 25\n60, 26\n61, 26\n61, 25"
CORNERS = [[25, 60], [26, 60], [26, 61], [25, 61]]


def circle(number: int, radius: int) -> Area:
    return Area(number, radius, (), "", 0, 0, "EUR")


def drawn(number: int, ring: tuple[Point, ...]) -> Area:
    return Area(number, None, ring, "", 0, 0, "EUR")


def test_what_was_drawn_comes_first_then_the_smaller_circle() -> None:
    areas = [circle(1, 200_000), circle(2, 1_000), drawn(3, SQUARE)]
    near, inside, far = Point(59.995, 25.0), Point(60.5, 25.5), Point(59.5, 24.5)
    found = [area_of(areas, PLACE, each) for each in (near, inside, far, Point(0, 0))]
    assert [each and each.id for each in found] == [2, 3, 1, None]


def test_a_ring_may_be_hollow_and_lie_across_the_date_line() -> None:
    hollow = (Point(0, 0), Point(0, 4), Point(4, 4), Point(4, 3), Point(1, 3), Point(4, 1))
    assert is_inside(hollow, Point(0.5, 2))
    assert not is_inside(hollow, Point(3.5, 2.5))
    fiji = (Point(-18, 179), Point(-18, -179), Point(-16, -179), Point(-16, 179))
    assert is_inside(fiji, Point(-17, 179.9))
    assert is_inside(fiji, Point(-17, -179.9))
    assert not is_inside(fiji, Point(-17, 0))


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        LINES + "\n60, 25\n",
        LINES.replace(", ", " "),
        json.dumps({"type": "Polygon", "coordinates": [CORNERS]}),
        json.dumps({"type": "Polygon", "coordinates": [[*CORNERS, CORNERS[0]]]}),
        json.dumps({"type": "MultiPolygon", "coordinates": [[CORNERS]]}),
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "geometry": {"type": "Polygon", "coordinates": [CORNERS]},
                    }
                ],
            }
        ),
    ],
)
def test_a_drawn_area_is_read(text: str) -> None:
    assert ring_from(1, text) == SQUARE
    assert ring_from(1, as_lines(SQUARE)) == SQUARE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "60, 25\n60, 26",
        "60, 25\n61, 25\n62, 25",
        "60, 25\n60, 26\n61, 26, 3",
        "north\nsouth\neast",
        "95, 25\n60, 26\n61, 26",
        "{",
        "[" * 5_000,
        json.dumps({"type": "Polygon", "coordinates": []}),
        json.dumps({"type": "Point", "coordinates": [25, 60]}),
        json.dumps({"type": "Polygon", "coordinates": [[["a", "b"], [1], None]]}),
        "\n".join(f"{each / 1000}, {each * each / 1e6}" for each in range(1, MOST_CORNERS + 3)),
        "60, 25\n" * 9_000,
    ],
)
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(RingUnreadable):
        ring_from(1, text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", 7_000),
        ("7.5 km", 7_500),
        ("7,5", 7_500),
        ("0", 0),
        ("x", None),
        ("-1", None),
        ("1e9", None),
        ("٣", None),
        ("9999999", None),
    ],
)
def test_kilometres_are_read(typed: str, meant: Any) -> None:
    assert metres(typed) == meant


def test_a_way_is_the_straight_line_with_its_detour_in_whole_minutes() -> None:
    north = Point(PLACE.latitude + 10 / 111.195, PLACE.longitude)
    assert StraightLine(13).between(PLACE, north) == timedelta(minutes=60)
    assert StraightLine(13).between(north, PLACE) == timedelta(minutes=60)
    assert StraightLine(13).between(PLACE, PLACE) == timedelta()
    assert StraightLine(25).lasting(100) == timedelta(minutes=1)


def test_a_circle_may_be_around_another_point() -> None:
    elsewhere = Area(1, 1_000, (), "", 0, 0, "EUR", Point(60.02, 25.0))
    assert elsewhere.contains(PLACE, Point(60.025, 25.0))
    assert not elsewhere.contains(PLACE, PLACE)
    assert elsewhere.reach(PLACE) == pytest.approx(1_000 + 2_224, abs=2)
    assert circle(2, 1_000).reach(PLACE) == 1_000
