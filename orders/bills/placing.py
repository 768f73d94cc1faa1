"""The money of a bill came: it is paid once, earned at once, and both sides are told with one sign."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from database.outbox import put_all
from orders.bills import recording
from orders.bills.bill_models import BillKind, Means, bills, counter_payments
from orders.bills.holding import is_free
from orders.bills.reading import of_order
from orders.errors import RestChanged
from orders.line_models import order_lines
from orders.loading import OrderRow, locked
from orders.models import OrderState
from orders.money import ledger
from orders.notices import notice, retract_checkout
from orders.rules import COMING
from orders.transitions import Reason, RefundReason, move
from people.queries import staff_of
from people.rights import Right


def settled(connection: Connection, order: OrderRow, now: datetime) -> RefundReason | None:
    """It is paid from now on, by this order; else why the money goes back."""
    bill = connection.execute(which(), {"order": order.id}).one()
    if bill.of_order_id is not None and bill.kind == BillKind.REST:
        why_not = still_left(connection, bill.of_order_id, bill.amount)
        if why_not is not None:
            return why_not
    given = {"bill": bill.id, "order": order.id, "now": now}
    paid = connection.execute(paying(), given).scalar_one_or_none()
    return RefundReason.LATE if paid is None else None


def check_left(connection: Connection, order: OrderRow) -> None:
    """RestChanged where a rest comes to something else since it was asked for."""
    bill = connection.execute(which(), {"order": order.id}).one()
    if bill.of_order_id is None or bill.kind != BillKind.REST:
        return
    if still_left(connection, bill.of_order_id, bill.amount) is not None:
        raise RestChanged(bill.of_order_id)


@cache
def which() -> Select[int, int | None, str, int]:
    mine = order_lines.c.order_id == bindparam("order")
    query = select(bills.c.id, bills.c.of_order_id, bills.c.kind, bills.c.amount)
    return query.join(order_lines, order_lines.c.bill_id == bills.c.id).where(mine)


@cache
def paying() -> ReturningUpdate[int]:
    change = update(bills).where(bills.c.id == bindparam("bill"), *is_free())
    return change.values(
        order_id=bindparam("order"), paid_at=bindparam("now", type_=bills.c.paid_at.type)
    ).returning(bills.c.id)


def still_left(connection: Connection, order_id: int, amount: int) -> RefundReason | None:
    """Whether just so much of a booking is left to be paid; its row is taken."""
    booking = locked(connection, order_id)
    if booking.state not in COMING:
        return RefundReason.CLOSED
    said = select(counter_payments.c.order_id).where(counter_payments.c.order_id == order_id)
    if connection.execute(said).first() is not None:
        return RefundReason.DUPLICATE
    other = amount != booking.at_counter or recording.may_be_less(connection, booking)
    return RefundReason.WRONG_AMOUNT if other else None


def place(connection: Connection, order: OrderRow, reason: Reason, now: datetime) -> None:
    """What was had is paid: nothing is confirmed, shown or used any more."""
    steps = ((OrderState.PLACED, reason), (OrderState.REDEEMED, Reason.REDEEMED))
    when = {"held_until": None, "placed_at": now, "valid_until": now}
    move(connection, order, *steps, actor_id=None, now=now, **when)
    bill = of_order(connection, order.id)
    assert bill is not None, order.id
    ledger.post(connection, ledger.earnings(order, 0, order.prepaid, bill.kind), now)
    if bill.kind is BillKind.REST:
        assert bill.of_order_id is not None, bill.id
        booking = locked(connection, bill.of_order_id)
        recording.write(connection, booking, now, means=Means.CHAT, bill_id=bill.id)
    tell(connection, order, now)


def tell(connection: Connection, order: OrderRow, now: datetime) -> None:
    """The guest, and everybody who stands at the counter."""
    told = [
        notice("bill_paid", order.guest_id, order.id, order=order.id),
        *(
            notice("bill_taken", person, order.id, order=order.id, merchant=order.merchant_id)
            for person in staff_of(connection, order.merchant_id, Right.REDEEM)
        ),
        retract_checkout(order),
    ]
    put_all(connection, told, now)
