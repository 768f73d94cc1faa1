"""A place that somebody had begun to add, or asked for, before more was asked of it."""

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import Connection, text

from catalog import applying, media
from catalog.applications import Part, recall
from catalog.claiming import approve
from catalog.picturing import Picture
from catalog.weekly import Span
from database import migrating
from database.door import open_database

BEFORE = "0028"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FILLED = (
    """INSERT INTO people (id, name, locale, locale_chosen, created_at)
       VALUES (1, 'Noor', 'en', false, 0), (2, 'Olli', 'en', false, 0)""",
    "INSERT INTO operators (person_id, joined_at, role) VALUES (2, 0, 'operator')",
    """INSERT INTO merchants (id, name, description, category, state, source, source_id,
           auto_confirm, confirm_minutes, commission_basis_points, created_at)
       VALUES (7, 'Salon Asked', '', 'hairdresser', 'listed', 'applied', '1', true, 60, 0, 0)""",
    """INSERT INTO locations (id, merchant_id, name, address, latitude, longitude, cell, zone,
           category, bookable, rating_sum, rating_count, words)
       VALUES (7, 7, '', 'Vaasankatu 1', 60.18, 24.95, -1, 'Europe/Helsinki', 'hairdresser',
           false, 0, 0, ' salon')""",
    """INSERT INTO claims (id, merchant_id, person_id, note, state, made_at)
       VALUES (3, 7, 1, '', 'open', 0)""",
    """INSERT INTO applications (id, person_id, name, category, latitude, longitude, address,
           claim_id, made_at)
       VALUES (1, 1, 'Salon Asked', 'hairdresser', 60.18, 24.95, 'Vaasankatu 1', 3, 0),
           (2, 1, 'Salon Begun', 'cafe', 60.17, 24.94, 'Vaasankatu 2', NULL, 0)""",
)


def filled(connection: Connection) -> None:
    command.upgrade(migrating.config_for(connection), BEFORE)
    for each in FILLED:
        connection.execute(text(each))


async def test_both_go_on(empty_url: str) -> None:
    await migrating.on_connection(empty_url, filled)
    await migrating.upgrade(empty_url)
    async with open_database(empty_url) as database:

        def go_on(connection: Connection) -> None:
            begun = recall(connection, 2, 1)
            assert (begun.name, begun.missing, begun.apart) == ("Salon Begun", Part.HOURS, False)
            applying.set_week(connection, 2, 1, {0: (Span(540, 1080),)})
            applying.name_service(connection, 2, 1, "Coffee", "EUR")
            applying.time_service(connection, 2, 1, None)
            applying.price_service(connection, 2, 1, 350)
            media.keep(connection, "media:coffee", Picture(1, 1, b"large", b"small"), NOW)
            applying.show(connection, 2, 1, "media:coffee")
            assert recall(connection, 2, 1).missing is None
            assert applying.ask(connection, 1, 1, NOW) == 3
            assert approve(connection, 3, 2, NOW) == 7
            assert applying.ask(connection, 2, 1, NOW) != 3

        await database.write(go_on)
