"""A suspended merchant's open orders are called off little by little, so that nobody waits for it.

The mark on the merchant stands with the suspension itself and goes with the last order: whoever is
killed in between goes on where it stood.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, select, update

from catalog import suspending
from catalog.models import merchants
from orders.course.cancelling import cancel_all_of
from people.rights import Right, require


def suspend(connection: Connection, merchant_id: int, operator_id: int, now: datetime) -> bool:
    """From now on it takes no orders; those it has are for `call_off`. Says whether it is new."""
    require(connection, operator_id, Right.ADMIT)
    suspended = suspending.suspend(connection, merchant_id, now, operator_id)
    if suspended:
        marked = update(merchants).where(merchants.c.id == merchant_id)
        connection.execute(marked.values(cancelling_since=now))
    return suspended


def is_calling_off(connection: Connection) -> bool:
    """Whether any suspended merchant's orders are still to be cancelled."""
    return connection.execute(being_called_off()).first() is not None


@cache
def being_called_off() -> Select[int]:
    return select(merchants.c.id).where(merchants.c.cancelling_since.is_not(None)).limit(1)


def call_off(connection: Connection, now: datetime, limit: int) -> int:
    """Cancels and refunds so many orders of one merchant; 0 when there is nothing left to do.

    The orders are locked before the merchant, as by everybody else.
    """
    query = (
        select(merchants.c.id, merchants.c.suspended_by)
        .where(merchants.c.cancelling_since.is_not(None))
        .order_by(merchants.c.cancelling_since, merchants.c.id)
        .limit(1)
    )
    merchant = connection.execute(query).one_or_none()
    if merchant is None:
        return 0
    done = cancel_all_of(connection, merchant.id, merchant.suspended_by, now, limit)
    if done < limit:
        over = update(merchants).where(merchants.c.id == merchant.id)
        connection.execute(over.values(cancelling_since=None))
    return max(done, 1)
