"""The searches as somebody would write them by hand for one question: two statements, no more."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Connection

from benchmarks.places import NOW
from catalog.geography import COLUMNS, window
from catalog.looking import Looking
from database.metadata import to_microseconds

REACH = 1_000.0
CARD = """
WITH RECURSIVE band(lo, hi) AS (
    SELECT CAST({first} AS BIGINT), CAST({last} AS BIGINT)
    UNION ALL SELECT lo + {step}, hi + {step} FROM band WHERE lo < {end}
), nearest AS (
    SELECT l.*, {distance} AS away FROM band CROSS JOIN locations l
    WHERE l.bookable = {bookable} AND l.cell BETWEEN lo AND hi {more} ORDER BY {order} LIMIT 9
)
SELECT l.id, m.name, l.address, l.category, l.price_from, l.rating_sum, l.rating_count,
    m.approved_at, m.attribution, s.state, s.until, s.opens, l.away
FROM nearest l JOIN merchants m ON m.id = l.merchant_id
LEFT JOIN opening_spans s ON s.hours_id = l.hours_id AND s.starts_at <= {now} AND s.ends_at > {now}
ORDER BY {order}
"""
OPEN = """
AND EXISTS (SELECT 1 FROM opening_spans s
    WHERE s.hours_id = l.hours_id AND s.starts_at <= {now} AND s.ends_at > {now} AND s.state = 1)
"""
DISTANCE = (
    "(l.latitude - {north}) * (l.latitude - {north})"
    " + (l.longitude - {east}) * (l.longitude - {east}) * 0.25"
)
BACKGROUND = "AND l.category NOT IN ('money', 'post', 'fuel', 'office', 'other')"
ORDERS = {
    "cheapest": "l.price_from, away",
    "best rated": "(l.rating_sum + 12.0) / (l.rating_count + 3) DESC, away",
}
KINDS = ("around me", "a category", "open now", "a category, open now", "cheapest", "best rated")
VALUES = ("north", "east", "first", "last", "end", "now", "kind")


def by_hand(connection: Connection, kind: str) -> Callable[[Looking], object] | None:
    """Without our statements, classes and rings: the cells of one kilometre, and that is that."""
    if kind not in KINDS:
        return None
    dialect = connection.dialect.name
    statements = [statement(dialect, kind, bookable) for bookable in ("TRUE", "FALSE")]

    def work(looking: Looking) -> list[Any]:
        assert looking.point is not None
        point, found = looking.point, list[Any]()
        (band,) = window(point, REACH).bands
        values = [point.latitude, point.longitude, *band, to_microseconds(NOW)]
        values += [str(looking.category)] if looking.category else []
        for sql in statements:
            if len(found) < 9:
                found += connection.exec_driver_sql(sql, tuple(values)).all()
        return found[:9]

    return work


@cache
def statement(dialect: str, kind: str, bookable: str) -> str:
    sign = "?" if dialect == "sqlite" else "$"
    given = {name: f"{sign}{place}" for place, name in enumerate(VALUES, 1)}
    more = f"AND l.category = {given['kind']}" if "category" in kind else BACKGROUND
    if "open now" in kind:
        more += OPEN.format(**given)
    return CARD.format(
        distance=DISTANCE.format(**given),
        bookable=bookable,
        more=more,
        step=COLUMNS,
        order=ORDERS.get(kind, "away"),
        **given,
    )
