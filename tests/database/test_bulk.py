"""Many rows in few statements are the rows that one at a time would be."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from catalog.finding_models import shared_hours
from catalog.models import merchants
from database.bulk import MOST, insert_rows
from database.door import Database

THEN = datetime(2026, 3, 4, 12, 0, 0, 5, tzinfo=UTC)
MANY = 3 * MOST - 1


def hours(number: int, **others: Any) -> dict[str, Any]:
    kept = None if number % 2 else {"weekly": {"0": [[540, 1020]]}, "exceptions": {}}
    return {
        "fingerprint": f"some {number}",
        "zone": "Europe/Helsinki",
        "latitude": 60.1 + number / 7,
        "longitude": -number / 3,
        "opening_hours": None if number % 3 else 'Mo-Fr 09:00-17:00; PH "чай" off',
        "kept": kept,
        "known_until": THEN,
        **others,
    }


async def test_what_is_written_is_what_was_given(database: Database) -> None:
    rows = [hours(number) for number in range(MANY)]

    def work(connection: Connection) -> tuple[list[dict[str, Any]], bool]:
        made = insert_rows(connection, shared_hours, rows, ("fingerprint", "id"))
        found = connection.execute(select(shared_hours).order_by(shared_hours.c.latitude)).all()
        ids = {each.fingerprint: each.id for each in found}
        kept = [{name: each._mapping[name] for name in rows[0]} for each in found]
        return kept, ids == dict(made)

    assert await database.write(work) == (rows, True)


async def test_what_is_there_stays_where_that_is_wanted(database: Database) -> None:
    def work(connection: Connection) -> tuple[int, int | None]:
        insert_rows(connection, shared_hours, [hours(1)])
        rows = [hours(1, zone="Asia/Taipei"), hours(2)]
        made = insert_rows(connection, shared_hours, rows, ("id",), unless_there=True)
        there = select(func.count()).where(shared_hours.c.zone == "Europe/Helsinki")
        return len(made), connection.scalar(there)

    assert await database.write(work) == (1, 2)


async def test_nothing_is_cut_to_fit(database: Database) -> None:
    """On SQLite no column has a length."""
    if database.dialect == "sqlite":
        return
    with pytest.raises(DBAPIError):
        await database.write(
            lambda c: insert_rows(c, shared_hours, [hours(1, zone="Europe/" + "x" * 40)])
        )


async def test_nothing_makes_no_statement(database: Database) -> None:
    assert await database.write(lambda c: insert_rows(c, merchants, [], ("id",))) == []
