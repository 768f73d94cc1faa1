"""A clerk says how a guest paid what was left for the counter, or that they never will: that money is none of the market's."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from database.inserting import insert_for
from orders.bills.bill_models import Means, counter_payments
from orders.errors import NotHadYet, NothingLeftToPay, RestUnknown
from orders.line_models import ReplacementState, line_replacements
from orders.loading import OrderRow, locked_for_staff
from orders.models import OrderState, orders
from orders.money import taking_off
from orders.reading.queries import OrderView
from orders.rules import COMING
from people.rights import Right

SAME_DAY = timedelta(hours=12)
"""So long after a visit began it is not offered to write its rest off."""


def record(
    connection: Connection, order_id: int, staff_id: int, means: Means, now: datetime
) -> None:
    """All that was left, once: of two who say so the second hears NothingLeftToPay."""
    order = locked_for_staff(connection, order_id, staff_id, Right.REDEEM)
    check_open(order)
    check_known(connection, order)
    write(connection, order, now, means=means, recorded_by=staff_id)


def write_off(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """What was had and never paid is asked for no more, says who may give money back at the place."""
    order = locked_for_staff(connection, order_id, staff_id, Right.REFUND)
    check_open(order)
    check_known(connection, order)
    if order.state != OrderState.REDEEMED:
        raise NotHadYet(order_id)
    write(connection, order, now, means=Means.WRITTEN_OFF, recorded_by=staff_id)


def can_write_off(order: OrderView, now: datetime) -> bool:
    """Whether a page offers it to who may: of what was had, once its day is over."""
    if not order.left_at_counter or order.state is not OrderState.REDEEMED:
        return False
    return order.starts_at is None or now >= order.starts_at + SAME_DAY


def check_open(order: OrderRow) -> None:
    """NothingLeftToPay where nothing was left for the counter, or nobody comes any more."""
    if not order.at_counter or order.state not in COMING:
        raise NothingLeftToPay(order.id)


def check_known(connection: Connection, order: OrderRow) -> None:
    """RestUnknown while a guest is asked to take something else: it may come to less."""
    if may_be_less(connection, order):
        raise RestUnknown(order.id)


def may_be_less(connection: Connection, order: OrderRow) -> bool:
    """Whether it depends on an answer what is left of a locked order."""
    if not taking_off.open_at_counter(order):
        return False
    asked = line_replacements.c
    still = (asked.order_id == order.id, asked.state == ReplacementState.OPEN)
    return connection.execute(select(asked.id).where(*still)).first() is not None


def write(
    connection: Connection,
    order: OrderRow,
    now: datetime,
    *,
    means: Means,
    recorded_by: int | None = None,
    bill_id: int | None = None,
) -> None:
    new = insert_for(connection, counter_payments).values(
        order_id=order.id,
        amount=order.at_counter,
        currency=order.currency,
        means=means,
        recorded_by=recorded_by,
        bill_id=bill_id,
        at=now,
    )
    if connection.execute(new.on_conflict_do_nothing()).rowcount == 0:
        raise NothingLeftToPay(order.id)
    settled = update(orders).where(orders.c.id == order.id)
    connection.execute(settled.values(counter_settled=True))
