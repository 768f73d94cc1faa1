"""People are found by @username and by any part of their name, in any case."""

from datetime import datetime

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
