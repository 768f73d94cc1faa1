"""The operator takes a merchant out of the market, and lets it back in."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, or_, select, update

from catalog.errors import MerchantUnknown
from catalog.indexing import reindex
from catalog.models import merchants, services
from catalog.views import MerchantState
from people.models import staff


def suspend(connection: Connection, merchant_id: int, _now: datetime) -> bool:
    """Nobody finds or books it any more; says whether that is new.

    What is booked already is cancelled by `orders.cancelling.cancel_all_of`.
    """
    return move(connection, merchant_id, MerchantState.SUSPENDED)


def reinstate(connection: Connection, merchant_id: int, _now: datetime) -> bool:
    """Back to what it was: active where it has staff or services, else only listed."""
    anybody = exists().where(staff.c.merchant_id == merchant_id)
    anything = exists().where(services.c.merchant_id == merchant_id)
    kept = connection.execute(select(or_(anybody, anything))).scalar_one()
    state = MerchantState.ACTIVE if kept else MerchantState.LISTED
    wanted = merchants.c.state == MerchantState.SUSPENDED
    return move(connection, merchant_id, state, wanted)


def move(
    connection: Connection,
    merchant_id: int,
    state: MerchantState,
    *wanted: ColumnElement[bool],
) -> bool:
    changed = connection.execute(
        update(merchants)
        .where(merchants.c.id == merchant_id, merchants.c.state != state, *wanted)
        .values(state=state)
    )
    if changed.rowcount:
        reindex(connection, merchant_id)
    elif not connection.execute(select(exists().where(merchants.c.id == merchant_id))).scalar_one():
        raise MerchantUnknown(merchant_id)
    return changed.rowcount == 1
