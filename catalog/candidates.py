"""The statements of the search: which locations fulfil what is asked, and which of them are first.

They are texts, because each engine wants its indexes named in its own way; all that is asked is
bound. Each is made once for each shape of a search, and given to the driver as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Row

from catalog.categories import BACKGROUND
from catalog.circles import RADIUS, bands, bands_of_circle, circles, index
from catalog.geography import METRES_PER_DEGREE
from catalog.index_terms import Clauses, as_arrays, as_match
from catalog.prepared import Statement, prepared, unseen
from catalog.search_shape import Ask, Shape
from catalog.spans import Known, said_now, span_now
from database.scoring import score_in_sql
from database.text_index import BEST, OWN


class Told(Protocol):
    """What a place says of itself: `words` are folded, with spaces between them."""

    @property
    def id(self) -> int: ...

    @property
    def words(self) -> str: ...

    @property
    def category(self) -> str: ...


def found(connection: Connection, ask: Ask, count: int, most: int = 0) -> Sequence[Row[Any]]:
    """The first of them, as rows of id, metres, price_from, score, hours_id; total, radius and state.

    Of circles that grow the first that holds them counts, or `most` of them.
    """
    shape = replace(ask.shape, clauses=len(ask.clauses)) if ask.clauses else ask.shape
    values = {**ask.values, "count": count, "enough": most or count}
    if shape.some:
        values["most"] = most
    if ask.clauses:
        values |= terms(shape, ask.clauses)
    return statement(shape).rows(connection, values)


def some_with(connection: Connection, ask: Ask, most: int) -> Sequence[int]:
    """The ids of places that have the terms, no more than `most`."""
    shape = replace(ask.shape, clauses=len(ask.clauses))
    values = {"most": most, **terms(shape, ask.clauses)}
    return [id_ for (id_,) in having(shape).rows(connection, values)]


def told(connection: Connection, ask: Ask, most: int) -> Sequence[Row[Any]]:
    """What places say that have the terms, no more than `most`."""
    shape = replace(ask.shape, clauses=len(ask.clauses))
    return telling(shape).rows(connection, {"most": most, **terms(shape, ask.clauses)})


def terms(shape: Shape, clauses: Clauses) -> dict[str, Any]:
    if by_match(shape):
        return {"match": as_match(clauses)}
    return {f"clause{number}": each for number, each in enumerate(as_arrays(clauses))}


@cache
def having(shape: Shape) -> Statement:
    where = " AND ".join(with_terms(shape))
    if by_match(shape):
        return prepared(
            shape.dialect, f"SELECT f.rowid FROM search_index AS f WHERE {where} LIMIT :most"
        )
    named = f"WITH named AS MATERIALIZED (SELECT l.id FROM locations AS l WHERE {where})"
    return prepared(shape.dialect, f"{named} SELECT id FROM named LIMIT :most")


@cache
def telling(shape: Shape) -> Statement:
    where = " AND ".join(with_terms(shape))
    columns = "l.id, l.words, l.category"
    if by_match(shape):
        some = f"SELECT f.rowid AS id FROM search_index AS f WHERE {where} LIMIT :most"
        sql = (
            f"SELECT {columns} FROM ({some}) AS some CROSS JOIN locations AS l WHERE l.id = some.id"
        )
        return prepared(shape.dialect, sql)
    named = f"WITH named AS MATERIALIZED (SELECT {columns} FROM locations AS l WHERE {where})"
    return prepared(shape.dialect, f"{named} SELECT * FROM named LIMIT :most")


def with_terms(shape: Shape) -> list[str]:
    if by_match(shape):
        return ["f.search_index MATCH :match"]
    return [f"{TOKENS} && {unseen(f'clause{n}', 'text[]')}" for n in range(shape.clauses)]


@cache
def statement(shape: Shape) -> Statement:
    return prepared(shape.dialect, " ".join([*named(shape), *bands(shape), *selected(shape)]))


def named(shape: Shape) -> list[str]:
    """On PostgreSQL what has the terms, for itself: beside a limit it would read all places instead."""
    if by_match(shape) or not shape.clauses:
        return []
    where = " AND ".join(with_terms(shape))
    return [f"WITH named AS MATERIALIZED (SELECT {NEEDED} FROM locations AS l WHERE {where})"]


def selected(shape: Shape) -> list[str]:
    columns = [
        "f.rowid AS id" if by_match(shape) else "l.id",
        f"{metres(shape)} AS metres" if shape.circle else "0.0 AS metres",
        "l.price_from",
        "l.score" if shape.top else f"{score_in_sql('l.')} AS score",
        "l.hours_id",
        *([f"{grade(shape)} AS grade"] if shape.graded else []),
        *(["l.bookable"] if shape.bookable is None else []),
    ]
    sql = f"SELECT {', '.join(columns)} FROM {source(shape)}"
    first = first_of_circles(shape, sql) if in_circles(shape) else first_of(shape, sql)
    if not shape.open_now:
        return [first]
    return [
        f"SELECT e.*, {said_now('e.hours_id')} AS state FROM ({first}) AS e ORDER BY {shape.ordered}"
    ]


def first_of(shape: Shape, sql: str) -> str:
    if shape.some:
        radius = f"{RADIUS} AS radius, " if shape.circle else ""
        sql = f"SELECT c.*, {radius}count(*) OVER () AS total FROM ({sql} LIMIT :most) AS c"
    return f"{sql} ORDER BY {shape.ordered} LIMIT :count"


def in_circles(shape: Shape) -> bool:
    """Whether it looks for places from circle to circle."""
    return shape.circle and shape.grows and not shape.by_words


def first_of_circles(shape: Shape, sql: str) -> str:
    """Those of the first circle that holds enough: the wider ones are not looked at."""
    some = f"{sql} LIMIT {unseen('most', 'BIGINT')}" if shape.some else sql
    limit = f"LIMIT {unseen('count', 'BIGINT')}"
    counted = (
        f"SELECT c.*, circle.radius, count(*) OVER () AS total FROM ({some}) AS c"
        f" ORDER BY {shape.ordered} {limit}"
    )
    chosen = (
        f"SELECT found.* FROM {circles()} CROSS JOIN LATERAL ({counted}) AS found"
        f" WHERE found.total >= :enough OR found.radius = {RADIUS} {limit}"
    )
    return f"SELECT * FROM ({chosen}) AS chosen ORDER BY {shape.ordered}"


def by_match(shape: Shape) -> bool:
    return bool(shape.clauses) and shape.dialect == "sqlite"


def source(shape: Shape) -> str:
    """From where, in an order that is not left to the planner: it cannot know how small a band is."""
    where = " AND ".join(wanted(shape))
    if by_match(shape):
        return f"search_index AS f CROSS JOIN locations AS l WHERE {where}"
    if shape.clauses:
        return f"named AS l WHERE {where}"
    if shape.listed and shape.dialect == "sqlite":
        listed = "(SELECT value AS one FROM json_each(:ids)) AS listed"
        return f"{listed} CROSS JOIN locations AS l WHERE {where}"
    if shape.listed or not shape.circle:
        places = f"({best_rated(shape)})" if shape.top else "locations"
        return f"{places} AS l WHERE {where}"
    if shape.dialect == "sqlite":
        named = f"ix_locations_{index(shape)}"
        return f"band CROSS JOIN locations AS l INDEXED BY {named} WHERE {where}"
    spans = (
        f" LEFT JOIN LATERAL ({span_now('l.hours_id')}) AS span ON TRUE"
        if asks_spans(shape)
        else ""
    )
    within = f"SELECT l.* FROM locations AS l{spans} WHERE {where} OFFSET 0"
    return f"{bands_of_circle(shape)} CROSS JOIN LATERAL ({within}) AS l"


def best_rated(shape: Shape) -> str:
    """The first of the tier: an index has them in this order."""
    by_index = " INDEXED BY search_best" if shape.dialect == "sqlite" else ""
    return (
        f"SELECT {BESIDE_SCORE}, {score_in_sql('l.')} AS score FROM locations AS l{by_index}"
        f" WHERE l.bookable = {str(shape.bookable).upper()} AND l.rating_count > 0"
        f" ORDER BY score DESC, l.id LIMIT {shape.top}"
    )


def wanted(shape: Shape) -> list[str]:
    found = [] if shape.bookable is None else [f"l.bookable = {str(shape.bookable).upper()}"]
    if by_match(shape):
        found += [*with_terms(shape), "l.id = f.rowid"]
    elif shape.listed:
        found += ["l.cell >= 0", AMONG[shape.dialect]]
    elif shape.circle and not shape.clauses:
        found.append("l.cell BETWEEN band.lo AND band.hi")
    else:
        found.append("l.cell >= 0")
    return [*found, *conditions(shape)]


AMONG = {"sqlite": "l.id = listed.one", "postgresql": "l.id = ANY(CAST(:ids AS BIGINT[]))"}


def conditions(shape: Shape) -> list[str]:
    radius = "circle.radius" if in_circles(shape) else RADIUS
    found = [has_hours(shape.dialect)] if shape.by_hours else []
    found += [f"{metres(shape)} <= {radius} * {radius}"] if shape.circle else []
    if shape.category:
        found.append("l.category = :category")
    if not shape.background:
        seldom = f"l.category NOT IN ({quoted(sorted(BACKGROUND))})"
        found.append(seldom)
    if shape.priced or shape.price_to:
        found.append("l.price_from IS NOT NULL")
    if shape.priced is False:
        found.append("l.price_from IS NULL")
    if shape.price_to:
        found.append("l.price_from <= :price_to")
    if shape.rated is not None:
        found.append("l.rating_count > 0" if shape.rated else "l.rating_count = 0")
    if asks_spans(shape):
        # of a join PostgreSQL remembers what it found: many places share their hours
        spans = f"coalesce(span.state, {Known.NOTHING.value})"
        said = spans if in_circles(shape) else said_now("l.hours_id")
        found.append(f"{said} IN ({Known.OPEN.value}, {Known.NOTHING.value})")
    return [*found, *(like(number, kinds) for number, kinds in enumerate(shape.likes))]


def asks_spans(shape: Shape) -> bool:
    """Of each place."""
    return shape.open_now and not shape.by_hours


def has_hours(dialect: str) -> str:
    given = (
        "IN (SELECT value FROM json_each(:hours))"
        if dialect == "sqlite"
        else "= ANY(ARRAY(SELECT unnest(CAST(:hours AS BIGINT[]))))"
    )
    return f"(l.hours_id {given} OR l.hours_id IS NULL)"


def grade(shape: Shape) -> str:
    """1 where each word that was typed is a word of the place, 2 where each begins one, else 3."""
    whole = " AND ".join(named_so(shape, "(l.words || ' ') LIKE :whole{}"))
    begun = " AND ".join(named_so(shape, "l.words LIKE :begun{}"))
    return f"CASE WHEN {whole} THEN 1 WHEN {begun} THEN 2 ELSE 3 END"


def named_so(shape: Shape, condition: str) -> Sequence[str]:
    return [or_of(condition.format(number), kinds) for number, kinds in enumerate(shape.graded)]


def or_of(condition: str, kinds: tuple[str, ...]) -> str:
    return f"({condition} OR l.category IN ({quoted(kinds)}))" if kinds else condition


def like(number: int, kinds: tuple[str, ...]) -> str:
    return or_of(f"(l.words || ' ') LIKE :like{number}", kinds)


def quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{each}'" for each in names)


def metres(shape: Shape) -> str:
    """The squared distance, in arithmetic that every database has.

    The width of a degree is taken halfway between the two parallels: right to a thousandth within
    the distances that one searches.
    """
    north, east = "(l.latitude - :origin_latitude)", "(l.longitude - :origin_longitude)"
    if shape.date_line:
        east = f"(CASE WHEN {east} > 180 THEN {east} - 360 WHEN {east} < -180 THEN {east} + 360 ELSE {east} END)"
    width = f"(:origin_width - :origin_narrowing * {north})"
    square = METRES_PER_DEGREE**2
    return f"(({north} * {north} + {east} * {width} * ({east} * {width})) * {square})"


NEEDED = (
    "l.id, l.bookable, l.cell, l.category, l.latitude, l.longitude, l.hours_id, l.price_from,"
    " l.rating_sum, l.rating_count, l.words"
)
"""What is asked of what the index of words finds; a whole row takes longer to keep."""

BESIDE_SCORE = ", ".join(f"l.{each}" for each in ("id", "bookable", *BEST))

TOKENS = f"search_tokens({', '.join(f'l.{each}' for each in OWN)})"
