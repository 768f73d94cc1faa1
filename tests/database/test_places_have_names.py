"""Places that were learnt before they had several names are found by the one that they had."""

from collections.abc import Callable
from typing import Any

from alembic import command
from sqlalchemy import Connection, text

from catalog import places
from database import migrating
from database.door import open_database

PLACE = """
    INSERT INTO places (name, folded, kind, within, latitude, longitude, weight)
    VALUES ('Kallio', 'kallio', 'district', 'Helsinki', 60.18, 24.95, 20)
"""


def filled(connection: Connection) -> None:
    command.upgrade(migrating.config_for(connection), "0003")
    connection.execute(text(PLACE))


async def test_what_was_known_is_still_found(empty_url: str) -> None:
    work: Callable[[Connection], Any] = filled
    await migrating.on_connection(empty_url, work)
    await migrating.upgrade(empty_url)
    async with open_database(empty_url) as database:
        (place,) = await database.read(lambda c: places.find(c, "kallio"))
    assert (place.name, place.within, place.called) == ("Kallio", "Helsinki", True)
