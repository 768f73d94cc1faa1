"""The operator vouches for a merchant, which then shows a badge, or no longer does."""

from datetime import datetime

from sqlalchemy import Connection, update

from catalog.models import merchants
from people.rights import Right, require


def vouch(connection: Connection, merchant_id: int, operator_id: int, now: datetime) -> bool:
    """Gives the badge; says whether that is new."""
    require(connection, operator_id, Right.ADMIT)
    given = (
        update(merchants)
        .where(merchants.c.id == merchant_id, merchants.c.approved_at.is_(None))
        .values(approved_at=now)
    )
    return connection.execute(given).rowcount == 1


def withdraw(connection: Connection, merchant_id: int, operator_id: int) -> bool:
    """Takes the badge away; says whether that is new."""
    require(connection, operator_id, Right.ADMIT)
    taken = (
        update(merchants)
        .where(merchants.c.id == merchant_id, merchants.c.approved_at.is_not(None))
        .values(approved_at=None)
    )
    return connection.execute(taken).rowcount == 1
