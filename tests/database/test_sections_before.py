"""Places whose menus are older are found by the sections of these, once the market is brought up to date."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import Connection, text

from catalog.indexing import reindex
from catalog.looking import Looking
from catalog.ranking import ranked
from database import migrating
from database.door import Database, open_database

BEFORE = "0081"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)

FILLED = """
INSERT INTO merchants (id, name, description, category, state, source, source_id, auto_confirm,
    confirm_minutes, commission_basis_points, created_at)
VALUES (1, 'Uuni', '', 'restaurant', 'active', 'test', '1', TRUE, 45, 1000, 0),
    (2, 'Kulma', '', 'restaurant', 'active', 'test', '2', TRUE, 45, 1000, 0);
INSERT INTO locations (id, merchant_id, name, address, latitude, longitude, cell, zone, category,
    bookable, rating_sum, rating_count, words, called)
VALUES (1, 1, '', '', 60.18, 24.95, 1, 'Europe/Helsinki', 'restaurant', TRUE, 0, 0,
        ' uuni margherita', 'uuni'),
    (2, 2, '', '', 60.18, 24.95, 1, 'Europe/Helsinki', 'restaurant', TRUE, 0, 0, ' kulma', 'kulma');
INSERT INTO menu_sections (id, merchant_id, location_id, name, position, archived_at)
VALUES (1, 1, 1, 'Pizze al taglio', 1, NULL), (2, 1, 1, 'Lasagne', 2, 5), (3, 1, 1, 'Gelato', 3, NULL),
    (4, 2, 2, 'Pizze', 1, NULL);
INSERT INTO menu_items (id, merchant_id, location_id, section_id, name, description, price, currency,
    diets, allergens, position, active)
VALUES (1, 1, 1, 1, 'Margherita', '', 900, 'EUR', '', '', 1, TRUE),
    (2, 1, 1, 2, 'Al forno', '', 900, 'EUR', '', '', 1, TRUE),
    (3, 1, 1, 3, 'Limone', '', 900, 'EUR', '', '', 1, FALSE);
"""


def left(connection: Connection) -> None:
    command.upgrade(migrating.config_for(connection), BEFORE)
    for statement in FILLED.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


async def words(database: Database) -> list[str]:
    query = text("SELECT words FROM locations ORDER BY id")
    return list(await database.read(lambda c: c.execute(query).scalars()))


async def test_a_section_of_before_is_a_word_of_its_place(former_url: str) -> None:
    """Those of which something can be had, and of no other place."""
    async with open_database(former_url) as database:
        assert await words(database) == [" uuni margherita pizze al taglio", " kulma"]
        for typed in ("pizze", "taglio", "margherita", "uuni"):
            looking = Looking(words=typed)
            found = await database.read(lambda c, wanted=looking: ranked(c, wanted, NOW, 9))
            assert list(found) == [1]
        await database.write(lambda c: reindex(c, 1))
        anew = (await words(database))[0]
        assert set(anew.split()) == {"uuni", "margherita", "pizze", "al", "taglio"}
