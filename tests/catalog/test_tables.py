"""Tables of a place: in which order, how many, what they may be called."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from catalog.errors import NumberOutOfRange, TextMissing, TextTooLong
from catalog.tables import keeping, reading
from catalog.tables.errors import TableNameTaken, TableUnknown, TooManyTables
from database.door import Database
from tests.making import Market, Shop


async def shop_of(database: Database, now: datetime) -> Shop:
    return await database.write(lambda c: Market(c, now).merchant())


async def test_they_stand_in_the_order_of_their_numbers(database: Database, now: datetime) -> None:
    shop = await shop_of(database, now)

    def work(connection: Connection) -> list[str]:
        for names in ("Terrace 2", "9 - 11", "Terrace 10", "2"):
            keeping.add(connection, shop.location, names, 4, shop.clerk, now)
        return [each.name for each in reading.tables_at(connection, shop.location)]

    found = await database.write(work)
    assert found == ["2", "9", "10", "11", "Terrace 2", "Terrace 10"]


@pytest.mark.parametrize(
    ("name", "seats", "refusal"),
    [
        ("  ", 4, TextMissing),
        ("x" * 21, 4, TextTooLong),
        ("5", 0, NumberOutOfRange),
        ("5", 51, NumberOutOfRange),
        ("1-250", 4, TooManyTables),
        ("WINDOW", 4, TableNameTaken),
    ],
)
async def test_what_cannot_be(
    database: Database, now: datetime, name: str, seats: int, refusal: type[Exception]
) -> None:
    shop = await shop_of(database, now)

    def work(connection: Connection) -> None:
        keeping.add(connection, shop.location, "Window", 4, shop.clerk, now)
        keeping.add(connection, shop.location, name, seats, shop.clerk, now)

    with pytest.raises(refusal):
        await database.write(work)


async def test_what_was_taken_away_may_be_there_anew(database: Database, now: datetime) -> None:
    shop = await shop_of(database, now)

    def work(connection: Connection) -> tuple[str, str]:
        (first,) = keeping.add(connection, shop.location, "5", 4, shop.clerk, now)
        before = reading.table(connection, first)
        assert before is not None
        keeping.take_away(connection, first, shop.clerk, now)
        with pytest.raises(TableUnknown):
            keeping.take_away(connection, first, shop.clerk, now)
        keeping.add(connection, shop.location, "5", 4, shop.clerk, now)
        assert reading.table_of_link(connection, before.token) is None
        (after,) = reading.tables_at(connection, shop.location)
        return before.token, after.token

    before, after = await database.write(work)
    assert before != after
    assert len(after) == keeping.TOKEN_LENGTH
