"""What a booking left for the counter is paid in the chat, and goes back should the booking end."""

from datetime import datetime

from sqlalchemy import Connection, select

from catalog.models import merchants
from database.money import LimitsOf, unlimited
from orders.bills import making
from orders.bills.bill_models import BillKind, Means, bills, counter_payments
from orders.bills.holding import check_holds, seen, take
from orders.bills.making import Till
from orders.bills.recording import check_known, check_open
from orders.errors import NothingLeftToPay
from orders.loading import OrderRow, locked, locked_for_guest, taken_no_more, terms_of
from orders.money import refunding
from orders.money.bearing import bearers
from orders.reading.queries import OrderView
from orders.transitions import Reason
from payments.rows import PaymentRow
from people import standing


def hold_rest(
    connection: Connection,
    order_id: int,
    guest_id: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """The order by which a guest pays what their booking left; asking again gives the same.

    NothingLeftToPay where it was paid in another way. A bill of another amount, of before something was
    missing, is not what is left any more.
    """
    standing.keep_alone(connection, guest_id)
    booking = locked_for_guest(connection, order_id, guest_id)
    check_open(booking)
    said = select(counter_payments.c.order_id).where(counter_payments.c.order_id == order_id)
    if connection.execute(said).first() is not None:
        raise NothingLeftToPay(order_id)
    check_known(connection, booking)
    before = select(bills.c.key).where(
        bills.c.of_order_id == order_id, is_rest, bills.c.amount == booking.at_counter
    )
    key = connection.execute(before).scalar_one_or_none()
    if key is None:
        found = till_of(connection, booking)
        making.check_payable(found, booking.at_counter, limits(found.currency))
        key = making.made(
            connection,
            found,
            booking.at_counter,
            now,
            kind=BillKind.REST,
            of_order_id=order_id,
        ).key
    bill = seen(connection, key)
    if bill.paid_by(now) == guest_id and bill.order_id is not None:
        return bill.order_id
    check_holds(connection, guest_id, now)
    return take(connection, bill, guest_id, None, now)


is_rest = bills.c.kind == BillKind.REST


def till_of(connection: Connection, booking: OrderRow) -> Till:
    """Where the booking is; a merchant that takes no orders takes no rest either."""
    query = select(merchants.c.commission_basis_points, merchants.c.state)
    row = connection.execute(query.where(merchants.c.id == booking.merchant_id)).one()
    if row.state != "active":
        raise taken_no_more(booking)
    return Till(
        booking.merchant_id,
        booking.location_id,
        booking.currency,
        0,
        row.commission_basis_points,
        terms_of(booking).zone,
    )


def give_back_rest(
    connection: Connection, booking: OrderRow, reason: Reason, now: datetime
) -> None:
    """A booking ends that was to be paid at the counter: what was paid for that goes back, all of it."""
    if not booking.at_counter:
        return
    payment = paid_rest(connection, booking.id)
    if payment is None:
        return
    rest = locked(connection, payment.order_id)
    shares = bearers(connection, rest.id, payment.left, 0, earners_pay=True)
    refunding.request(connection, payment, rest, now, shares=shares, reason=reason)


def rest_paid(connection: Connection, order: OrderView) -> int:
    """What was paid in the chat of what a booking left for the counter and goes back with it; minor units."""
    if order.counter_means != Means.CHAT:
        return 0
    payment = paid_rest(connection, order.id)
    return 0 if payment is None else payment.left


def paid_rest(connection: Connection, booking_id: int) -> PaymentRow | None:
    """By which it was paid in the chat, while anything of that is left."""
    query = select(bills.c.order_id).where(
        bills.c.of_order_id == booking_id, is_rest, bills.c.paid_at.is_not(None)
    )
    order_id = connection.execute(query).scalar_one_or_none()
    return None if order_id is None else refunding.paying(connection, order_id)
