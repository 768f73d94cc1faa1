"""How an order ends before its time: the code is void, the money divided, everybody told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from database.outbox import Message, put_all
from orders import ledger, refunding, seating
from orders.loading import OrderRow
from orders.models import OrderState, vouchers
from orders.rules import Split, split
from orders.transitions import Reason, move


@dataclass(frozen=True, slots=True)
class Closing:
    """Into which state, why, by whom, and what percentage of the rest the merchant keeps."""

    state: OrderState
    reason: Reason
    actor_id: int | None = None
    kept_percent: int = 0
    frees_seats: bool = True


def close(
    connection: Connection,
    order: OrderRow,
    closing: Closing,
    now: datetime,
    news: Sequence[Message],
) -> Split:
    """End a placed or confirmed order; what its guest gets back and its merchant keeps."""
    step = (closing.state, closing.reason)
    move(connection, order, step, actor_id=closing.actor_id, now=now, confirm_by=None)
    if closing.frees_seats:
        seating.give_back_booked(connection, order.slot_id, order.seats)
    used = void(connection, order.id)
    shares = split(order.total, order.uses, used, closing.kept_percent)
    divide(connection, order, shares, closing.reason, now)
    put_all(connection, news, now)
    return shares


def void(connection: Connection, order_id: int) -> int:
    """From here on the code opens nothing; how often it was used before."""
    change = (
        update(vouchers)
        .where(vouchers.c.order_id == order_id, vouchers.c.state == "valid")
        .values(state="void")
    )
    return connection.execute(change.returning(vouchers.c.used)).scalar_one()


def divide(
    connection: Connection, order: OrderRow, shares: Split, reason: Reason, now: datetime
) -> None:
    """Empty the order's escrow. A free order has none."""
    if not order.total:
        return
    if shares.kept:
        before = order.total - shares.refund - shares.kept
        ledger.post(connection, ledger.earnings(order, before, before + shares.kept, reason), now)
    if shares.refund:
        payment = refunding.paying(connection, order.id)
        assert payment is not None, order.id
        refunding.request(connection, payment, order, now, amount=shares.refund, reason=reason)
