"""Which reviews count, and the sum of them that stands at a location."""

from sqlalchemy import ColumnElement, Connection, and_, update

from catalog.models import locations
from orders.models import ratings


def counts() -> ColumnElement[bool]:
    """Neither hidden by an operator nor taken back by its guest: others read it, its stars count."""
    return and_(ratings.c.hidden_at.is_(None), ratings.c.taken_back_at.is_(None))


def add_up(connection: Connection, location_id: int, stars: int, number: int) -> None:
    """In the transaction that makes them count, or no longer."""
    connection.execute(
        update(locations)
        .where(locations.c.id == location_id)
        .values(
            rating_sum=locations.c.rating_sum + stars,
            rating_count=locations.c.rating_count + number,
        )
    )
