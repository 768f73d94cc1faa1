"""The cells that circles touch as tables of a statement, and how crowded they are."""

from dataclasses import replace
from functools import cache

from sqlalchemy import Connection

from catalog.geography import COLUMNS
from catalog.prepared import Statement, prepared, unseen
from catalog.search_shape import Ask, Shape

RADIUS = "CAST(:radius AS FLOAT8)"


def first_crowded(connection: Connection, ask: Ask, most: int) -> float | None:
    """The first of its circles whose cells hold more places of its tier, and of its category, than `most`."""
    asked = ask.shape
    shape = Shape(asked.dialect, asked.bookable, circle=True, date_line=asked.date_line)
    kept = replace(shape, category=asked.category)
    rows = counting(kept).rows(connection, {**ask.values, "beyond": most})
    return rows[0].radius if rows else None


@cache
def counting(shape: Shape) -> Statement:
    """A circle with more than so many places in its cells; nothing where none has."""
    cells = ["l.cell BETWEEN band.lo AND band.hi", f"l.bookable = {str(shape.bookable).upper()}"]
    where = " AND ".join([*cells, *(["l.category = :category"] if shape.category else [])])
    if not shape.grows:
        named = f"ix_locations_{index(shape)}"
        sql = (
            f"SELECT {RADIUS} AS radius FROM band CROSS JOIN locations AS l INDEXED BY {named}"
            f" WHERE {where} LIMIT 1 OFFSET :beyond"
        )
        return prepared(shape.dialect, " ".join([*bands(shape), sql]))
    within = f"SELECT FROM locations AS l WHERE {where} OFFSET 0"
    beyond = f"LIMIT 1 OFFSET {unseen('beyond', 'BIGINT')}"
    cells_of_one = f"SELECT FROM {bands_of_circle(shape)} CROSS JOIN LATERAL ({within}) AS l"
    sql = (
        f"SELECT circle.radius FROM {circles()}"
        f" CROSS JOIN LATERAL ({cells_of_one} {beyond}) AS crowd LIMIT 1"
    )
    return prepared(shape.dialect, sql)


def bands(shape: Shape) -> list[str]:
    """The cells of a circle as rows of the grid, each from west to east."""
    if shape.by_words or not shape.circle or shape.grows:
        return []
    first = "SELECT CAST(:first0 AS BIGINT), CAST(:last0 AS BIGINT), CAST(:end0 AS BIGINT)"
    second = (
        "UNION ALL SELECT * FROM (SELECT CAST(:first1 AS BIGINT) AS a, CAST(:last1 AS BIGINT) AS b,"
        " CAST(:end1 AS BIGINT) AS c) AS beyond WHERE a <= b"
    )
    return [
        f"WITH RECURSIVE band(lo, hi, last) AS ({first}",
        second if shape.date_line else "",
        f"UNION ALL SELECT lo + {COLUMNS}, hi + {COLUMNS}, last FROM band WHERE lo < last)",
    ]


def circles() -> str:
    """Each wider than the one before."""
    arrays = [f"{name}{number}" for number in range(2) for name in ("firsts", "lasts", "ends")]
    given = ", ".join(unseen(name, "BIGINT[]") for name in arrays)
    columns = "radius, first0, last0, end0, first1, last1, end1"
    return f"unnest({unseen('radii', 'FLOAT8[]')}, {given}) AS circle({columns})"


def bands_of_circle(shape: Shape) -> str:
    """The cells of one of several circles, as rows of the grid."""
    rows = [
        f"SELECT lo, lo + circle.last{number} - circle.first{number} AS hi"
        f" FROM generate_series(circle.first{number}, circle.end{number}, {COLUMNS}) AS lo"
        for number in range(1 + shape.date_line)
    ]
    return f"({' UNION ALL '.join(rows)}) AS band"


def index(shape: Shape) -> str:
    if shape.priced or shape.price_to:
        return "priced"
    if shape.rated:
        return "rated"
    return "kind" if shape.category else "nearby"
