"""A guest who scanned a table's code sits down there, and gets up again.

Rows are taken in one order: the person's, their carts, the table's, the sitting's.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from catalog.tables.errors import TableLinkOld
from catalog.tables.reading import DiningTable, table_of_link
from database.inserting import upsert
from orders.errors import NotAtTable, RemovedFromTables, TableFull
from orders.menu.places import counter_at
from orders.models import Fulfilment, OrderState, orders
from orders.sitting.ending import end_if_stale
from orders.sitting.sitting_models import sitting_guests, sitting_removals, sittings
from people import standing

MOST_GUESTS = 40

REMOVED_FOR = timedelta(hours=12)
"""So long whoever was sent away sits down at no table of that place."""


def sit_down(connection: Connection, guest_id: int, token: str, now: datetime) -> int:
    """At the table whose code says so, with whoever sits there, or as the first; the sitting's id.

    What the guest chose of the place's menu before is brought to the table. Again it changes
    nothing. TableLinkOld where the code is none any more, RemovedFromTables for whom its staff sent away.
    """
    standing.keep_alone(connection, guest_id)
    _take_carts(connection, guest_id)
    table = table_of_link(connection, token, lock=True)
    if table is None:
        raise TableLinkOld
    _check_welcome(connection, guest_id, table.location_id, now)
    counter_at(
        connection, table.location_id, at_table=True
    )  # where nothing can be ordered nobody sits down
    end_if_stale(connection, table.id, now)
    sitting_id = _open_at(connection, table, now)
    _join(connection, guest_id, table, sitting_id, now)
    return sitting_id


def leave(connection: Connection, guest_id: int, sitting_id: int) -> int:
    """Somebody who sits there gets up; what they chose and did not order is picked up instead.

    At which place. NotAtTable for who neither sits there nor has a cart for it.
    """
    standing.keep_alone(connection, guest_id)
    _take_carts(connection, guest_id)
    mine = (sitting_guests.c.guest_id == guest_id, sitting_guests.c.sitting_id == sitting_id)
    sat = connection.execute(delete(sitting_guests).where(*mine)).rowcount
    if not _carry_off(connection, guest_id, orders.c.sitting_id == sitting_id) and not sat:
        raise NotAtTable(sitting_id)
    place = select(sittings.c.location_id).where(sittings.c.id == sitting_id)
    return connection.execute(place).scalar_one()


def leave_all(connection: Connection, person_id: int, _now: datetime) -> None:
    """Whoever goes for good sits nowhere."""
    _carry_off(connection, person_id)
    mine = sitting_guests.c.guest_id == person_id
    connection.execute(delete(sitting_guests).where(mine))


def _check_welcome(connection: Connection, guest_id: int, location_id: int, now: datetime) -> None:
    sent_away = (
        sitting_removals.c.guest_id == guest_id,
        sitting_removals.c.location_id == location_id,
        sitting_removals.c.removed_at > now - REMOVED_FOR,
    )
    if connection.execute(select(sitting_removals.c.guest_id).where(*sent_away)).first():
        raise RemovedFromTables(location_id)


def _open_at(connection: Connection, table: DiningTable, now: datetime) -> int:
    open_now = (sittings.c.table_id == table.id, sittings.c.ended_at.is_(None))
    found = connection.execute(select(sittings.c.id).where(*open_now)).scalar_one_or_none()
    if found is not None:
        return found
    new = insert(sittings).values(table_id=table.id, location_id=table.location_id, opened_at=now)
    return connection.execute(new.returning(sittings.c.id)).scalar_one()


def _join(
    connection: Connection, guest_id: int, table: DiningTable, sitting_id: int, now: datetime
) -> None:
    there = sitting_guests.c.sitting_id == sitting_id
    many, last, sits = connection.execute(
        select(
            func.count(),
            func.coalesce(func.max(sitting_guests.c.number), 0),
            func.count().filter(sitting_guests.c.guest_id == guest_id),
        ).where(there)
    ).one()
    if not sits:
        if many >= MOST_GUESTS:
            raise TableFull(table.id, MOST_GUESTS)
        seat = {"sitting_id": sitting_id, "number": last + 1, "joined_at": now}
        upsert(connection, sitting_guests, {"guest_id": guest_id}, seat)
    _carry_off(connection, guest_id, orders.c.sitting_id != sitting_id)
    brought = (
        orders.c.guest_id == guest_id,
        orders.c.location_id == table.location_id,
        orders.c.state == OrderState.DRAFT,
    )
    here = {"fulfilment": Fulfilment.TABLE, "sitting_id": sitting_id, "pickup_at": None}
    connection.execute(update(orders).where(*brought).values(**here))


def _take_carts(connection: Connection, guest_id: int) -> None:
    mine = (orders.c.guest_id == guest_id, orders.c.state == OrderState.DRAFT)
    carts = select(orders.c.id).where(*mine).order_by(orders.c.id)
    connection.execute(carts.with_for_update()).all()


def _carry_off(connection: Connection, guest_id: int, *which: ColumnElement[bool]) -> int:
    """What is in such carts for tables is picked up at the counter, if it is ordered; how many."""
    at_table = (
        orders.c.guest_id == guest_id,
        orders.c.state == OrderState.DRAFT,
        orders.c.sitting_id.is_not(None),
    )
    away = {"fulfilment": Fulfilment.PICKUP, "sitting_id": None}
    change = update(orders).where(*at_table, *which)
    return connection.execute(change.values(**away)).rowcount
