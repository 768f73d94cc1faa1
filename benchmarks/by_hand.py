"""The searches as somebody would write them by hand for one question: the same answers, no classes."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection

from benchmarks.places import NOW
from catalog.geography import COLUMNS, METRES_PER_DEGREE, origin, window
from catalog.looking import Looking
from database.metadata import to_microseconds
from database.point import Point
from database.running import UnitsConnection

AROUND = 1_000.0
"""Metres, within which there are mostly enough."""

CHOICE = 30
BANDS = """
WITH RECURSIVE band(lo, hi) AS (
    SELECT CAST({first} AS BIGINT), CAST({last} AS BIGINT)
    UNION ALL SELECT lo + {step}, hi + {step} FROM band WHERE lo < {end}
)
"""
WHERE = """
WHERE l.bookable = {bookable} AND l.cell BETWEEN lo AND hi AND {distance} <= {square} {more}
"""
FROM = {
    "sqlite": f"FROM band CROSS JOIN locations l {WHERE}",
    "postgresql": f"FROM band CROSS JOIN LATERAL (SELECT * FROM locations l {WHERE} OFFSET 0) l",
}
CARDS = """
, nearest AS (SELECT l.*, {distance} AS away {source} ORDER BY {order} LIMIT 9)
SELECT l.id, m.name, l.address, l.category, l.price_from, l.rating_sum, l.rating_count,
    m.approved_at, m.attribution, l.latitude, l.longitude, l.zone, s.state, s.until, s.opens,
    s.comment, l.away
FROM nearest l JOIN merchants m ON m.id = l.merchant_id
LEFT JOIN opening_spans s ON s.hours_id = l.hours_id AND s.starts_at <= {now} AND s.ends_at > {now}
ORDER BY {order}
"""
COUNT = "SELECT count(*) FROM (SELECT 1 {source} LIMIT {choice}) AS counted"
OPEN = """
AND EXISTS (SELECT 1 FROM opening_spans s
    WHERE s.hours_id = l.hours_id AND s.starts_at <= {now} AND s.ends_at > {now} AND s.state = 1)
"""
NORTH, EAST = "(l.latitude - {north})", "(l.longitude - {east})"
WIDTH = f"{EAST} * ({{width}} - {{narrowing}} * {NORTH})"
DISTANCE = f"({NORTH} * {NORTH} + ({WIDTH}) * ({WIDTH})) * {METRES_PER_DEGREE**2}"
BACKGROUND = "AND l.category NOT IN ('money', 'post', 'fuel', 'office', 'other')"
ORDERS = {
    "cheapest": f"coalesce(l.price_from, {2**62}), away, l.id",
    "best rated": "(l.rating_sum + 12.0) / (l.rating_count + 3) DESC, away, l.id",
}
KINDS = ("around me", "a category", "open now", "a category, open now", "cheapest", "best rated")
VALUES = ("north", "east", "width", "narrowing", "square", "first", "last", "end", "kind", "now")


def by_hand(connection: Connection, kind: str) -> Callable[[Looking], list[int]] | None:
    """The ids of a page and of what comes after it."""
    if kind not in KINDS:
        return None

    def work(looking: Looking) -> list[int]:
        found: list[Any] = []
        for bookable in ("TRUE", "FALSE"):
            if len(found) < 9:
                found += tier(connection, kind, bookable, looking)
        return [row[0] for row in found[:9]]

    return work


def tier(connection: Connection, kind: str, bookable: str, looking: Looking) -> Sequence[Any]:
    assert looking.point is not None

    def ask(what: str, radius: float) -> Sequence[Any]:
        sql, names = statement(connection.dialect.name, what, kind, bookable)
        known = values(looking, looking.point, radius)  # type: ignore[arg-type]
        return rows_of(connection, sql, [known[each] for each in names])

    if kind in ORDERS:
        for radius in (1_000.0, 3_000.0, 10_000.0):
            if ask("count", radius)[0][0] == CHOICE:
                return ask("cards", radius)
    elif bookable == "FALSE" and len(found := ask("cards", AROUND)) == 9:
        return found
    return ask("cards", looking.radius)


def rows_of(connection: Connection, sql: str, given: list[Any]) -> Sequence[Any]:
    """The short way, as ours take it."""
    assert isinstance(connection, UnitsConnection)
    return connection.rows_of(sql, given)


def values(looking: Looking, point: Point, radius: float) -> dict[str, Any]:
    given = origin(point)
    (band,) = window(point, radius).bands
    return {
        "north": point.latitude,
        "east": point.longitude,
        "width": given["origin_width"],
        "narrowing": given["origin_narrowing"],
        "square": radius**2,
        "first": band[0],
        "last": band[1],
        "end": band[2],
        "kind": str(looking.category),
        "now": to_microseconds(NOW),
    }


@cache
def statement(dialect: str, what: str, kind: str, bookable: str) -> tuple[str, list[str]]:
    """And the names of the values, in their order."""
    more = "AND l.category = {kind}" if "category" in kind else ""
    more += BACKGROUND if bookable == "FALSE" and not more else ""
    more += OPEN if "open now" in kind else ""
    source = FROM[dialect].replace("{more}", more)
    text = BANDS + (COUNT if what == "count" else CARDS).replace("{source}", source)
    fixed = {"distance": DISTANCE, "bookable": bookable, "order": ORDERS.get(kind, "away, l.id")}
    for name, meant in {**fixed, "step": str(COLUMNS), "choice": str(CHOICE)}.items():
        text = text.replace(f"{{{name}}}", meant)
    names = [name for name in VALUES if f"{{{name}}}" in text]
    sign = "?" if dialect == "sqlite" else "$"
    return text.format(**{name: f"{sign}{place}" for place, name in enumerate(names, 1)}), names
