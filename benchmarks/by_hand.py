"""The searches as somebody would write them by hand for one question: two statements, no more."""

from collections.abc import Callable
from typing import Any

from database.point import Point
from sqlalchemy import Connection

from benchmarks.places import NOW
from catalog.geography import COLUMNS, window
from catalog.looking import Looking
from database.metadata import to_microseconds

REACH = 1_000.0
CARD = """
WITH RECURSIVE band(lo, hi) AS (
    SELECT {first}, {last} UNION ALL SELECT lo + {step}, hi + {step} FROM band WHERE lo < {end}
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
    "(l.latitude - {0}) * (l.latitude - {0}) + (l.longitude - {1}) * (l.longitude - {1}) * 0.25"
)
BACKGROUND = "AND l.category NOT IN ('money', 'post', 'fuel', 'office', 'other')"
ORDERS = {
    "cheapest": "l.price_from, away",
    "best rated": "(l.rating_sum + 12.0) / (l.rating_count + 3) DESC, away",
}
KINDS = ("around me", "a category", "open now", "a category, open now", "cheapest", "best rated")


def by_hand(connection: Connection, kind: str) -> Callable[[Looking], object] | None:
    """Without our statements, classes and rings: the cells of one kilometre, and that is that."""
    if kind not in KINDS:
        return None

    def work(looking: Looking) -> list[Any]:
        assert looking.point is not None
        found: list[Any] = []
        for bookable in ("TRUE", "FALSE"):
            if len(found) < 9:
                sql = statement(kind, looking, looking.point, bookable)
                found += connection.exec_driver_sql(sql).all()
        return found[:9]

    return work


def statement(kind: str, looking: Looking, point: Point, bookable: str) -> str:
    more = f"AND l.category = '{looking.category}'" if looking.category else BACKGROUND
    if looking.open_now:
        more += OPEN.format(now=to_microseconds(NOW))
    (band,) = window(point, REACH).bands
    return CARD.format(
        distance=DISTANCE.format(point.latitude, point.longitude),
        now=to_microseconds(NOW),
        bookable=bookable,
        more=more,
        first=band[0],
        last=band[1],
        end=band[2],
        step=COLUMNS,
        order=ORDERS.get(kind, "away"),
    )
