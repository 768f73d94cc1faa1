"""People are found by @username and by any part of their name, in any case."""

from datetime import datetime

import pytest
from sqlalchemy import Connection

from database.door import Database
from people import arriving, finding
from people.arriving import Newcomer


def arrive(connection: Connection, name: str, username: str | None, now: datetime) -> int:
    newcomer = Newcomer("telegram", name, name, name, username, "en")
    return arriving.welcome(connection, newcomer, now).id


async def test_a_person_is_found_by_username_and_name(database: Database, now: datetime) -> None:
    def find(connection: Connection) -> None:
        aino = arrive(connection, "Aino Virtanen", "Aino_V", now)
        olga = arrive(connection, "Ольга Берг", None, now)

        assert finding.by_username(connection, "aino_v") == aino
        assert finding.by_username(connection, "nobody") is None
        assert finding.by_name(connection, "virta AINO", 9) == [aino]
        assert finding.by_name(connection, "ольга", 9) == [olga]
        assert finding.by_name(connection, "100%", 9) == []
        assert finding.by_name(connection, " ", 9) == []

    await database.write(find)


@pytest.mark.parametrize("text", ["A " * 2000, "%" * 4000, "Ann " * 1000])
async def test_however_much_is_typed_little_is_looked_for(
    database: Database, now: datetime, text: str
) -> None:
    await database.write(lambda connection: arrive(connection, "Ann", None, now))

    found = await database.read(lambda connection: finding.by_name(connection, text, 9))

    assert len(found) == (0 if "%" in text else 1)
