"""How an order ends before its time: the code is void, the money divided, everybody told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from database.outbox import Message, put_all
from orders.bills.resting import give_back_rest
from orders.booking import allocating, claims, proposals
from orders.delivery import keeping as on_the_way
from orders.loading import OrderRow
from orders.models import Account, OrderState, ledger_postings, vouchers
from orders.money import ledger, refunding
from orders.money.bearing import bearers, earnings
from orders.money.ledger import Posting
from orders.notices import VOUCHER, to_guest
from orders.rules import Split, kept_after, split
from orders.transitions import Reason, RefundReason, move
from payments.port import WHOLE_ONLY
from payments.rows import PaymentRow


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
    used = end(connection, order, closing, now)
    percent = kept_after(order.currency, used, closing.reason, closing.kept_percent)
    shares = split(order.prepaid, order.uses, used, percent)
    divide(connection, order, shares, closing.reason, now)
    give_back_rest(connection, order, closing.reason, now)
    put_all(connection, news, now)
    return shares


def end(connection: Connection, order: OrderRow, closing: Closing, now: datetime) -> int:
    """The state, the seats and the code, but not the money; how often the code was used."""
    proposals.drop(connection, order.id, closing.reason, closing.actor_id, now)
    step = (closing.state, closing.reason)
    move(connection, order, step, actor_id=closing.actor_id, now=now, confirm_by=None)
    if closing.frees_seats:
        allocating.give_back_booked(connection, order.slot_id, order.seats)
        claims.give_back_booked(connection, order)
    on_the_way.end_with_order(connection, order, now)
    gone = to_guest(order, VOUCHER, mark=closing.state, quiet=True)  # its picture is crossed out
    put_all(connection, [gone], now)
    return void(connection, order.id)


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
    """Empty the order's escrow. One of which nothing was paid has none."""
    if not order.prepaid:
        return
    if shares.kept:
        before = order.prepaid - shares.refund - shares.kept
        ledger.post(connection, ledger.earnings(order, before, before + shares.kept, reason), now)
    if shares.refund:
        give_back(connection, order, shares.refund, reason, now)


def give_back(
    connection: Connection,
    order: OrderRow,
    amount: int,
    reason: Reason | RefundReason,
    now: datetime,
) -> None:
    """Out of escrow to the payer; what the market gave them before is the market's again.

    Where nothing goes back in part, whoever earned from a used code returns it.
    """
    payment = refunding.paying(connection, order.id)
    room = left_of(payment) if payment else 0
    owed = room if order.currency in WHOLE_ONLY else min(amount, room)
    if payment and owed:
        shares = bearers(connection, order.id, owed, amount, earners_pay=True)
        refunding.request(connection, payment, order, now, shares=shares, reason=reason)
    if owed < amount:
        recoup(connection, order, amount - owed, now)


def left_of(payment: PaymentRow) -> int:
    """What of a payment is not on its way back."""
    return payment.left


def recoup(connection: Connection, order: OrderRow, amount: int, now: datetime) -> None:
    """What did not go to the guest: to who advanced it of what they never earned, then the market."""
    payable, fee = earnings(connection, order.id)
    advanced = min(amount, max(0, -(payable + fee)))
    fee_back = min(advanced, max(0, -fee))
    shares = {
        Account.PAYABLE: advanced - fee_back,
        Account.COMMISSION: fee_back,
        Account.PROMOTION: amount - advanced,
    }
    check_spent(connection, order.id, shares[Account.PROMOTION])
    back = [returning(order, account, share) for account, share in shares.items()]
    ledger.post(connection, back, now)


def check_spent(connection: Connection, order_id: int, amount: int) -> None:
    spent = select(func.coalesce(func.sum(ledger_postings.c.amount), 0)).where(
        ledger_postings.c.order_id == order_id, ledger_postings.c.source == Account.PROMOTION
    )
    assert connection.execute(spent).scalar_one() >= amount, order_id


def returning(order: OrderRow, account: Account, amount: int) -> Posting:
    return Posting(
        source=Account.ESCROW,
        destination=account,
        amount=amount,
        currency=order.currency,
        purpose="recouped",
        merchant_id=order.merchant_id,
        order_id=order.id,
    )
