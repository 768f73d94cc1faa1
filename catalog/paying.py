"""How guests may pay a merchant, as its people set it; each change is recorded."""

from datetime import datetime

from sqlalchemy import Connection

from catalog.changing import change
from catalog.errors import DetailRefused

MOST_NO_SHOWS = 99


def set_max_no_shows(
    connection: Connection, merchant_id: int, number: int, by: int, now: datetime
) -> None:
    """From so many missed visits on, a guest pays ahead what others pay at the shop."""
    if not 1 <= number <= MOST_NO_SHOWS:
        raise DetailRefused("no_shows")
    change(connection, merchant_id, by, now, max_no_shows=number)
