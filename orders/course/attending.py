"""A slot is over and its code was not used: the staff is asked, and a guest answers for themselves.

A clerk's word alone moves no money: what the guest was not asked of, or denies, goes by the terms.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select, update

from database.inserting import insert_for
from database.outbox import put_all
from orders.course.attendance_models import attendances
from orders.course.expiring import expire
from orders.course.redeeming import redeem_by_guest, redeem_by_staff
from orders.errors import NotOver, OrderMoved
from orders.living import is_live
from orders.loading import OrderRow, locked, locked_for_guest, locked_for_staff
from orders.models import orders, vouchers
from orders.notices import News, to_guest, to_staff
from orders.rules import LIVE
from orders.transitions import Reason, has_gone

TIME_TO_ANSWER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who says that the guest came, when, and whether the guest says so too (None: not yet)."""

    staff_id: int
    at: datetime
    was_there: bool | None


def ask_staff(connection: Connection, now: datetime, limit: int = 50) -> int:
    """Of slots that are over and whose code nobody used; how many. Call again while it is the limit."""
    given = {"now": now, "limit": limit}
    due = list(connection.execute(_to_ask(), given).scalars())
    for order_id in due:
        order = locked(connection, order_id)
        connection.execute(update(orders).where(orders.c.id == order_id).values(ask_at=None))
        if not is_used(connection, order_id):
            put_all(connection, to_staff(connection, order, News.UNUSED), now)
    return len(due)


@cache
def _to_ask() -> Select[int]:
    return (
        select(orders.c.id)
        .where(is_live(), orders.c.ask_at <= bindparam("now"))
        .order_by(orders.c.ask_at, orders.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


def came(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """The guest was served without the code: they are asked, and have a day to answer.

    Whom staff wrote in has no code and paid nothing here: then their word is enough, at any time.
    """
    if has_gone(connection, order_id, Reason.COUNTER):
        order = written_in(connection, order_id, staff_id)
        redeem_by_staff(connection, order, staff_id, now)
        return
    order = over_for_staff(connection, order_id, staff_id, now)
    said = insert_for(connection, attendances).values(order_id=order_id, staff_id=staff_id, at=now)
    if connection.execute(said.on_conflict_do_nothing()).rowcount == 0:
        return
    assert order.valid_until is not None, order.id
    until = max(order.valid_until, now + TIME_TO_ANSWER)
    connection.execute(
        update(orders).where(orders.c.id == order_id).values(ask_at=None, valid_until=until)
    )
    staff = to_staff(connection, order, News.UNUSED, mark="said", quiet=True)
    put_all(connection, [to_guest(order, "were_you_there"), *staff], now)


def nobody_came(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """It ends by its terms, as it would by itself a day later."""
    over_for_staff(connection, order_id, staff_id, now)
    expire(connection, order_id, now, staff_id)


def was_there(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """The guest uses their own code, with the clerk who served them. Again it changes nothing."""
    order = locked_for_guest(connection, order_id, guest_id)
    said = said_of(connection, order_id)
    if said is not None and said.was_there:
        return
    check_asked(order, said)
    assert said is not None
    answer(connection, order_id, now, was_there=True)
    redeem_by_guest(connection, order, said.staff_id, now)


def was_not_there(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """Then the terms decide at the code's end, as for everybody who did not come."""
    order = locked_for_guest(connection, order_id, guest_id)
    said = said_of(connection, order_id)
    if said is not None and said.was_there is False:
        return
    check_asked(order, said)
    answer(connection, order_id, now, was_there=False)
    staff = to_staff(connection, order, News.UNUSED, mark="denied", quiet=True)
    put_all(connection, staff, now)


def over_for_staff(connection: Connection, order_id: int, staff_id: int, now: datetime) -> OrderRow:
    """A living order whose slot is over, for somebody who works there."""
    order = locked_for_staff(connection, order_id, staff_id)
    if order.state not in LIVE:
        raise OrderMoved(order_id, order.state)
    if order.ends_at is None or now < order.ends_at or is_used(connection, order_id):
        raise NotOver(order_id)
    return order


def written_in(connection: Connection, order_id: int, staff_id: int) -> OrderRow:
    """A living order of somebody whom staff wrote in."""
    order = locked_for_staff(connection, order_id, staff_id)
    if order.state not in LIVE:
        raise OrderMoved(order_id, order.state)
    return order


def check_asked(order: OrderRow, said: Attendance | None) -> None:
    if order.state not in LIVE or said is None or said.was_there is not None:
        raise OrderMoved(order.id, order.state)


def answer(connection: Connection, order_id: int, now: datetime, *, was_there: bool) -> None:
    change = update(attendances).where(attendances.c.order_id == order_id)
    connection.execute(change.values(was_there=was_there, answered_at=now))


def said_of(connection: Connection, order_id: int) -> Attendance | None:
    """What was said of an order."""
    query = select(attendances.c.staff_id, attendances.c.at, attendances.c.was_there)
    row = connection.execute(query.where(attendances.c.order_id == order_id)).one_or_none()
    return None if row is None else Attendance(*row)


def is_used(connection: Connection, order_id: int) -> bool:
    query = select(vouchers.c.used).where(vouchers.c.order_id == order_id)
    return connection.execute(query).scalar_one() > 0
