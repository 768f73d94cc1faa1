"""On PostgreSQL a search is planned once, whatever it looks for: not anew each time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, Row, text

from catalog import nearby
from catalog.categories import Category
from catalog.looking import Looking, Sort
from database.door import Database
from database.point import Point
from database.running import UnitsConnection

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN (COSTS off) "}
WITHOUT_ROWS = {"sqlite": "COVERING INDEX", "postgresql": "Index Only Scan"}

PLANNED_ANEW = 5
"""So often PostgreSQL looks at the values before it decides."""

HELSINKI = Point(60.17, 24.94)
SEARCHES = (
    Looking(point=HELSINKI),
    Looking(point=HELSINKI, category=Category.CAFE),
    Looking(point=HELSINKI, open_now=True),
    Looking(point=HELSINKI, sort=Sort.PRICE),
    Looking(point=HELSINKI, sort=Sort.RATING),
)


@pytest.mark.parametrize("looking", SEARCHES, ids=lambda each: f"{each.category} {each.sort}")
async def test_a_search_is_planned_once(
    database: Database, now: datetime, looking: Looking
) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite plans a statement when it is prepared")

    def plans(connection: Connection) -> list[tuple[int, int]]:
        for _ in range(2 * PLANNED_ANEW):
            nearby.search(connection, looking, now)
        query = text(
            "SELECT custom_plans, generic_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%AS circle(%'"
        )
        return [(row.custom_plans, row.generic_plans) for row in connection.execute(query)]

    for anew, once in await database.read(plans):
        assert anew <= PLANNED_ANEW
        assert once


@pytest.mark.both_engines
@pytest.mark.parametrize("looking", SEARCHES, ids=lambda each: f"{each.category} {each.sort}")
async def test_what_is_near_is_read_in_its_index(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch, looking: Looking
) -> None:
    """No row is fetched to be asked for what a search asks: each column lies in the index."""
    asked: list[tuple[str, Sequence[Any]]] = []
    rows_of = UnitsConnection.rows_of

    def kept(connection: UnitsConnection, sql: str, given: Sequence[Any]) -> Sequence[Row[Any]]:
        asked.append((sql, given))
        return rows_of(connection, sql, given)

    def read(connection: Connection) -> list[str]:
        if connection.dialect.name == "postgresql":  # it takes the smallest way where nothing is
            connection.execute(text("SET LOCAL enable_bitmapscan = off"))
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        monkeypatch.setattr(UnitsConnection, "rows_of", kept)
        nearby.search(connection, looking, now)
        monkeypatch.undo()
        explain = EXPLAIN[connection.dialect.name]
        plans = [connection.exec_driver_sql(explain + sql, tuple(given)) for sql, given in asked]
        return [line[-1] for plan in plans for line in plan if "ix_locations" in line[-1]]

    reading = await database.write(read)
    assert reading
    assert [each for each in reading if WITHOUT_ROWS[database.dialect] not in each] == []
