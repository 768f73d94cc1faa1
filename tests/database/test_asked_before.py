"""Bookings of a former version keep their code a day longer, and are asked of the staff in the evening."""

from alembic import command
from sqlalchemy import Connection

from database import migrating
from database.door import open_database
from orders.course import attending
from orders.course.daytime import in_the_evening
from orders.models import orders
from orders.rules import end_of_day
from tests.database.test_agreed_before import NOW, fill

BEFORE = "0012"
ZONE = "Europe/Helsinki"


def book(connection: Connection) -> None:
    """One of the two orders is a booking that has just ended, the other a code without a slot."""
    fill(connection)
    command.upgrade(migrating.config_for(connection), BEFORE)
    moment = int(NOW.timestamp() * 1_000_000)
    midnight = int(end_of_day(NOW, ZONE).timestamp() * 1_000_000)
    connection.exec_driver_sql(
        f"UPDATE orders SET state = 'confirmed', valid_until = {midnight}, placed_at = 0"
    )
    connection.exec_driver_sql(
        f"UPDATE orders SET starts_at = {moment - 1}, ends_at = {moment} WHERE id = 1"
    )
    connection.exec_driver_sql(
        "INSERT INTO vouchers (id, order_id, code, uses, used, state, issued_at)"
        " SELECT id, id, 'code' || CAST(id AS TEXT), 1, 0, 'valid', 0 FROM orders"
    )


async def test_what_is_not_over_is_asked_of_and_has_a_day_more(empty_url: str) -> None:
    await migrating.on_connection(empty_url, book)
    await migrating.upgrade(empty_url)
    evening, midnight = in_the_evening(NOW, ZONE), end_of_day(NOW, ZONE)
    async with open_database(empty_url) as database:
        columns = (orders.c.ask_at, orders.c.valid_until)
        rows = await database.read(lambda c: c.execute(orders.select().order_by(orders.c.id)).all())
        found = [tuple(getattr(row, each.name) for each in columns) for row in rows]
        assert found == [(evening, end_of_day(midnight, ZONE)), (None, midnight)]
        assert await database.write(lambda c: attending.ask_staff(c, evening)) == 1
