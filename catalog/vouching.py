"""The operator vouches for a merchant, which then shows a badge, or no longer does."""

from datetime import datetime

from sqlalchemy import Connection, update

from catalog.changes import Change, Subject, record
from catalog.models import merchants
from people.rights import Right, require


def vouch(connection: Connection, merchant_id: int, operator_id: int, now: datetime) -> bool:
    """Gives the badge; says whether that is new."""
    return _set(connection, merchant_id, operator_id, now, badge=True)


def withdraw(connection: Connection, merchant_id: int, operator_id: int, now: datetime) -> bool:
    """Takes the badge away; says whether that is new."""
    return _set(connection, merchant_id, operator_id, now, badge=False)


def _set(connection: Connection, merchant_id: int, by: int, now: datetime, *, badge: bool) -> bool:
    require(connection, by, Right.ADMIT)
    column = merchants.c.approved_at
    other = column.is_(None) if badge else column.is_not(None)
    changed = connection.execute(
        update(merchants)
        .where(merchants.c.id == merchant_id, other)
        .values(approved_at=now if badge else None)
    )
    if changed.rowcount != 1:
        return False
    old, new = {"badge": not badge}, {"badge": badge}
    record(connection, Change(merchant_id, by, Subject.MERCHANT, merchant_id, old, new), now)
    return True
