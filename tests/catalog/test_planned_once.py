"""On PostgreSQL a search is planned once, whatever it looks for: not anew each time."""

from datetime import datetime

import pytest
from sqlalchemy import Connection, text

from catalog import nearby
from catalog.categories import Category
from catalog.looking import Looking, Sort
from database.door import Database
from database.point import Point

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
