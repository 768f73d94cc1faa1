"""The index of words follows the rows, whoever writes them; without its extension a sentence says so."""

import pytest
from sqlalchemy import Connection, delete, text, update

from catalog.looking import Looking
from catalog.models import locations
from catalog.ranking import ranked
from database.door import Database
from database.errors import ExtensionMissing
from database.text_index import enable_trigrams
from tests.catalog.market import THEN, add_merchant


def found(connection: Connection, words: str) -> list[int]:
    return ranked(connection, Looking(words=words), THEN, 9)


async def test_it_follows_whatever_is_written(database: Database) -> None:
    def work(connection: Connection) -> list[list[int]]:
        add_merchant(connection, "Tuntematon")
        before = found(connection, "ntemat")
        connection.execute(update(locations).values(words=" teehuone"))
        before += found(connection, "tuntematon")  # it is still called so
        connection.execute(update(locations).values(called="teehuone"))
        changed = [found(connection, each) for each in ("tuntematon", "ehuon", "teehuune")]
        connection.execute(update(locations).values(cell=-1))
        hidden = found(connection, "teehuone")
        connection.execute(update(locations).values(cell=5, bookable=True, rating_count=3))
        shown = found(connection, "teehuone")
        connection.execute(delete(locations))
        return [before, *changed, hidden, shown, found(connection, "teehuone")]

    assert await database.write(work) == [[1, 1], [], [1], [1], [], [1], []]


async def test_a_role_that_may_make_no_extension_is_told(database: Database) -> None:
    with pytest.raises(ExtensionMissing if database.dialect == "postgresql" else Undone):
        await database.write(told)


class Undone(Exception):
    """The test leaves nothing."""


def told(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        enable_trigrams(None, connection)
        raise Undone
    for statement in (
        "DROP EXTENSION pg_trgm CASCADE",
        "CREATE ROLE without_rights",
        "SET LOCAL ROLE without_rights",
    ):
        connection.execute(text(statement))
    enable_trigrams(None, connection)
