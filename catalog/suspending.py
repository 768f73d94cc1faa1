"""The operator takes a merchant out of the market, and lets it back in."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, select, update

from catalog.attending import is_looked_after, locked_state
from catalog.changes import Change, Subject, record
from catalog.errors import MerchantUnknown, StillCancelling
from catalog.indexing import reindex
from catalog.models import merchants
from catalog.views import MerchantState
from people.joining import void_of_merchant
from people.rights import Right, require


def suspend(connection: Connection, merchant_id: int, now: datetime, by: int | None = None) -> bool:
    """Nobody finds, books or joins it any more; says whether that is new.

    What is booked already is called off by `orders.suspending`.
    """
    before = connection.execute(
        select(merchants.c.state).where(merchants.c.id == merchant_id)
    ).scalar_one_or_none()
    suspended = move(connection, merchant_id, MerchantState.SUSPENDED)
    if suspended:
        now_is = {"state": str(MerchantState.SUSPENDED)}
        changed = Change(merchant_id, by, Subject.MERCHANT, merchant_id, {"state": before}, now_is)
        record(connection, changed, now)
        who = update(merchants).where(merchants.c.id == merchant_id)
        connection.execute(who.values(suspended_by=by))
        void_of_merchant(connection, merchant_id, now)
    return suspended


def reinstate(connection: Connection, merchant_id: int, operator_id: int, now: datetime) -> bool:
    """Active again where somebody looks after it, else only listed, whatever it offers.

    StillCancelling while what was booked there is being called off: it would be called off too.
    """
    require(connection, operator_id, Right.ADMIT)
    locked_state(connection, merchant_id)
    open_orders = select(merchants.c.cancelling_since).where(merchants.c.id == merchant_id)
    if connection.execute(open_orders).scalar_one() is not None:
        raise StillCancelling(merchant_id)
    kept = is_looked_after(connection, merchant_id)
    state = MerchantState.ACTIVE if kept else MerchantState.LISTED
    wanted = merchants.c.state == MerchantState.SUSPENDED
    moved = move(connection, merchant_id, state, wanted)
    if moved:
        old, new = {"state": str(MerchantState.SUSPENDED)}, {"state": str(state)}
        record(
            connection,
            Change(merchant_id, operator_id, Subject.MERCHANT, merchant_id, old, new),
            now,
        )
    return moved


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
