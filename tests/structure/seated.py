"""A place of the busy market has tables: its guest sits at one, beside somebody who chose something."""

from datetime import datetime

from sqlalchemy import Connection, select

from catalog.models import locations
from catalog.tables import keeping, reading
from orders import carts, sitting_down
from tests import coffee


def seated(
    connection: Connection, merchant: int, guests: tuple[int, ...], clerk: int, now: datetime
) -> str:
    """What the code of the table says at which all of them sit, each with something in a cart."""
    where = select(locations.c.id).where(locations.c.merchant_id == merchant)
    place = min(connection.execute(where).scalars())
    bar = coffee.serve(connection, merchant, place)
    first, *_ = keeping.add(connection, place, "1-3", 4, clerk, now)
    table = reading.table(connection, first)
    assert table is not None
    for each in guests:
        sitting_down.sit_down(connection, each, table.token, now)
        carts.add(connection, each, bar.flat_white, [bar.oat], 1, "", None, now)
    return table.token
