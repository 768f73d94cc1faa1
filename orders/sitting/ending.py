"""A sitting ends: its staff say that the table is free, or by itself when nothing is open for hours.

With it goes who sat there. What they paid for stays theirs; what they had only chosen is put away.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, func, select, update

from catalog.tables import keeping
from catalog.tables.errors import TableUnknown
from catalog.tables.table_models import dining_tables
from database import rows
from orders.booking.lapsing import lapse
from orders.errors import PayingAtTable
from orders.loading import OrderRow, whole
from orders.menu import drafts
from orders.models import OrderState, orders
from orders.rules import LIVE, names
from orders.sitting.sitting_models import sitting_guests, sittings
from orders.transitions import Reason
from people.rights import Right, require

QUIET = timedelta(hours=3)
"""So long nobody sat down or ordered anything, and nothing is to be paid or brought."""

OPEN = names((OrderState.HELD, *LIVE))


def free(connection: Connection, table_id: int, by: int, now: datetime) -> None:
    """The guests have gone; whoever scans next is the first of others. Again it changes nothing.

    PayingAtTable while somebody is paying there.
    """
    table = dining_tables.c
    merchant = select(table.merchant_id).where(table.id == table_id)
    merchant_id = connection.execute(merchant).scalar_one_or_none()
    if merchant_id is None:
        raise TableUnknown(table_id)
    require(connection, by, Right.BOOKINGS, merchant_id)
    open_now = (sittings.c.table_id == table_id, sittings.c.ended_at.is_(None))
    sitting_id = connection.execute(select(sittings.c.id).where(*open_now)).scalar_one_or_none()
    if sitting_id is not None:
        lapse(connection, orders.c.sitting_id == sitting_id, now)
        _end(connection, sitting_id, table_id, by, now)


def take_away(connection: Connection, table_id: int, by: int, now: datetime) -> None:
    """The table is there no more, nor does anybody sit at it."""
    free(connection, table_id, by, now)
    keeping.take_away(connection, table_id, by, now)


def end_if_stale(connection: Connection, table_id: int, now: datetime) -> None:
    """Whoever scans a table that others left long ago is the first of a new sitting."""
    query = select(sittings.c.id, sittings.c.table_id).where(
        sittings.c.table_id == table_id, is_quiet(now)
    )
    for sitting_id, of in connection.execute(query).all():
        _end(connection, sitting_id, of, None, now)


def end_quiet(connection: Connection, now: datetime, limit: int = 25) -> int:
    """End sittings that are over by themselves; how many. Call again while it is the limit."""
    query = select(sittings.c.id, sittings.c.table_id).where(is_quiet(now))
    found = connection.execute(query.order_by(sittings.c.opened_at).limit(limit)).all()
    for sitting_id, table_id in found:
        _end(connection, sitting_id, table_id, None, now)
    return len(found)


def any_quiet(connection: Connection, now: datetime) -> bool:
    """Whether any sitting is over by itself."""
    return (
        connection.execute(select(sittings.c.id).where(is_quiet(now)).limit(1)).first() is not None
    )


def is_quiet(now: datetime) -> ColumnElement[bool]:
    """Open, and nothing has happened there for long."""
    since = now - QUIET
    lately = exists().where(
        sitting_guests.c.sitting_id == sittings.c.id, sitting_guests.c.joined_at > since
    )
    ordered = exists().where(
        orders.c.sitting_id == sittings.c.id,
        orders.c.state.in_(OPEN) | (orders.c.created_at > since),
    )
    stands = (sittings.c.ended_at.is_(None), sittings.c.opened_at <= since)
    return and_(*stands, ~lately, ~ordered)


def _end(
    connection: Connection, sitting_id: int, table_id: int, by: int | None, now: datetime
) -> None:
    """Carts first, in their order, as whoever pays takes them: then the sitting itself."""
    carts = _carts(connection, sitting_id)
    held = select(func.max(orders.c.held_until)).where(
        orders.c.sitting_id == sitting_id, orders.c.state == OrderState.HELD
    )
    this = (sittings.c.id == sitting_id, sittings.c.ended_at.is_(None))
    connection.execute(select(sittings.c.id).where(*this).with_for_update())
    paying: datetime | None = connection.execute(held).scalar_one()
    if paying is not None:
        raise PayingAtTable(table_id, paying)
    connection.execute(update(sittings).where(*this).values(ended_at=now))
    connection.execute(delete(sitting_guests).where(sitting_guests.c.sitting_id == sitting_id))
    for order in carts:
        drafts.put_away(connection, order, Reason.LAPSED, by, now)


def _carts(connection: Connection, sitting_id: int) -> list[OrderRow]:
    """Those of a sitting, taken until the transaction ends."""
    mine = (orders.c.sitting_id == sitting_id, orders.c.state == OrderState.DRAFT)
    query = whole().where(*mine).order_by(orders.c.id)
    return list(rows.every(OrderRow, connection.execute(query)))
