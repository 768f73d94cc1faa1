"""Money of a payment that left without our asking: taken from whoever holds it, for whom it is meant.

A provider may give a charge back in its own pages; a bank may take it back (`orders.disputing`).
What the order still owes pays for it first. Beyond that a lost dispute is returned by those who
earned it, and a gift of the market's is the market's own cost. See docs/decisions/0003.
"""

from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, func, select

from database import rows
from database.outbox import put_all
from orders.course import closing as closings
from orders.course.closing import Closing
from orders.loading import OrderRow, locked
from orders.models import OrderState
from orders.money import refunding
from orders.money.bearing import bearers
from orders.notices import News, to_guest, to_staff
from orders.rules import LIVE, earned
from orders.transitions import Reason, RefundReason
from payments.models import payments, refunds
from payments.rows import PaymentRow

RESTS = MappingProxyType(
    {Reason.PROVIDER: RefundReason.PROVIDER_REST, Reason.DISPUTE: RefundReason.DISPUTE_REST}
)
"""Why the unused rest of an order goes back of whose money somebody took a part."""


def returned(connection: Connection, payment: PaymentRow, total: int, now: datetime) -> None:
    """The provider has given back so much of this charge by now, at whoever's wish.

    Refunds that wait for it are done by that; what nobody here had asked for is booked as gone.
    """
    order = locked(connection, payment.order_id)
    news = total - told_of(connection, payment.id)
    if news > 0:
        news -= refunding.finish_waiting(connection, payment.id, news, now)
    take(connection, order, payment.id, news, Reason.PROVIDER, now)


def told_of(connection: Connection, payment_id: int) -> int:
    """What of a payment is known to have gone back by its provider's hands."""
    query = select(func.coalesce(func.sum(refunds.c.amount), 0)).where(
        refunds.c.payment_id == payment_id,
        refunds.c.state == refunding.DONE,
        refunds.c.reason != Reason.DISPUTE,
    )
    return int(connection.execute(query).scalar_one())


def take(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order: OrderRow,
    payment_id: int,
    amount: int,
    reason: Reason,
    now: datetime,
) -> int:
    """Book up to that amount as gone; how much was there to go. The order's row is locked."""
    payment = rows.one(
        PaymentRow, connection.execute(select(payments).where(payments.c.id == payment_id))
    )
    left = payment.left
    amount = min(amount, left)
    if amount <= 0:
        return 0
    over = order.state in LIVE and (reason == Reason.DISPUTE or amount == left)
    unused = end(connection, order, reason, now) if over else 0
    earners = reason == Reason.DISPUTE
    shares = bearers(connection, order.id, amount, unused, earners_pay=earners)
    refunding.gone(connection, payment, order, now, shares=shares, reason=reason)
    if unused > amount:
        closings.give_back(connection, order, unused - amount, RESTS[reason], now)
    return amount


def end(connection: Connection, order: OrderRow, reason: Reason, now: datetime) -> int:
    """Nothing pays for the order any more; what its unused part has in escrow."""
    used = closings.end(connection, order, Closing(OrderState.CANCELLED, reason), now)
    told = to_guest(order, "cancelled")
    put_all(connection, [told, *to_staff(connection, order, News.CANCELLED)], now)
    return order.prepaid - earned(order.prepaid, order.uses, used)
