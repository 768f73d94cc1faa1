"""Reviews of a former version stay as they are, count as they did, and can be answered and found helpful."""

from alembic import command
from sqlalchemy import Connection, select

from database import migrating
from database.door import open_database
from orders.models import ratings
from orders.reading import reviews
from tests.database.test_agreed_before import fill

BEFORE = "0028"


def rated(connection: Connection) -> None:
    fill(connection)
    command.upgrade(migrating.config_for(connection), BEFORE)
    connection.exec_driver_sql(
        "INSERT INTO ratings (order_id, merchant_id, location_id, guest_id, stars, words, at)"
        " SELECT id, merchant_id, location_id, guest_id, 4, 'Lovely', 7 FROM orders"
    )


async def test_what_was_said_before_is_read_still(empty_url: str) -> None:
    await migrating.on_connection(empty_url, rated)
    await migrating.upgrade(empty_url)
    async with open_database(empty_url) as database:
        merchants = select(ratings.c.merchant_id).limit(1)
        merchant = await database.read(lambda c: c.execute(merchants).scalar_one())
        found = await database.read(lambda c: reviews.reviews_of(c, merchant, 9, helpful=True))
        assert {(each.words, each.helpful, each.counts, each.answer) for each in found} == {
            ("Lovely", 0, True, None)
        }
