"""A guest who was served gives a tip: all of it is the merchant's."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from catalog.models import merchants
from catalog.views import MerchantState
from database.money import Limits, LimitsOf, minor_exponent, unlimited
from orders.bills import making
from orders.bills.bill_models import BillKind, bills
from orders.bills.holding import check_holds, seen, take
from orders.bills.making import Till
from orders.errors import NotTippable
from orders.loading import OrderRow, locked_for_guest, terms_of
from orders.models import Fulfilment, OrderState, orders
from orders.reading.queries import OrderView
from people import standing

SO_LONG = timedelta(days=7)
"""After a visit, or after a bill was paid."""

MOST = 3
"""Tips of one order that were asked for and may still be paid, or were."""

PARTS = (5, 10, 15)
"""Percent of what it cost."""

WITHOUT_PRICE = (2, 5, 10)
"""Whole units, after what cost nothing."""


def suggested(total: int, currency: str, limits: Limits | None) -> list[int]:
    """Up to three amounts to press, the smallest first: rounded to halves of a whole unit."""
    if limits is None:
        return []
    unit: int = 10 ** minor_exponent(currency)
    step = max(1, unit // 2)
    parts = [-(-total * part // (100 * step)) * step for part in PARTS]
    wanted = parts if total else [number * unit for number in WITHOUT_PRICE]
    least = -(-limits.least // step) * step
    return sorted({max(each, least) for each in wanted if each <= limits.most})


def can_tip(connection: Connection, order: OrderView, now: datetime) -> bool:
    """Whether a page offers it: what was had, lately, where tips are taken."""
    had = order.state is OrderState.REDEEMED and lately(order.ends_at, order.placed_at, now)
    if not had or not order.takes_tips or order.merchant_state != MerchantState.ACTIVE:
        return False
    if order.fulfilment is Fulfilment.COUNTER and not is_bill(connection, order.id):
        return False
    return number(connection, order.id, now) < MOST


def hold_tip(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    guest_id: int,
    amount: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """The order by which a tip is paid; NotTippable, or BillUnpayable for too much or too little.

    Asked for again before it is paid, so much is the same tip.
    """
    standing.keep_alone(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    had = order.state == OrderState.REDEEMED and lately(order.ends_at, order.placed_at, now)
    if not had or not takes_tips(connection, order.merchant_id):
        raise NotTippable(order_id)
    if order.fulfilment == Fulfilment.COUNTER and not is_bill(connection, order_id):
        raise NotTippable(order_id)
    held = held_tip(connection, order_id, amount, now)
    if held is not None:
        return held
    if number(connection, order_id, now) >= MOST:
        raise NotTippable(order_id)
    check_holds(connection, guest_id, now)
    found = till_of(order)
    making.check_payable(found, amount, limits(found.currency))
    bill = making.made(connection, found, amount, now, kind=BillKind.TIP, of_order_id=order_id)
    return take(connection, seen(connection, bill.key), guest_id, None, now)


def held_tip(connection: Connection, order_id: int, amount: int, now: datetime) -> int | None:
    """The order of a tip of so much that waits to be paid."""
    query = (
        select(orders.c.id)
        .join(bills, bills.c.order_id == orders.c.id)
        .where(
            bills.c.of_order_id == order_id,
            bills.c.kind == BillKind.TIP,
            bills.c.amount == amount,
            orders.c.state == OrderState.HELD,
            orders.c.held_until > now,
        )
    )
    return connection.execute(query.limit(1)).scalar_one_or_none()


def is_bill(connection: Connection, order_id: int) -> bool:
    """Nobody gives a tip for a tip; for a rest they give it to its booking."""
    query = select(bills.c.kind).where(bills.c.order_id == order_id)
    return connection.execute(query).scalar_one_or_none() == BillKind.BILL


def till_of(order: OrderRow) -> Till:
    zone = terms_of(order).zone
    return Till(order.merchant_id, order.location_id, order.currency, 0, 0, zone)


def lately(ends_at: datetime | None, placed_at: datetime | None, now: datetime) -> bool:
    last = ends_at or placed_at
    return last is not None and now < last + SO_LONG


def takes_tips(connection: Connection, merchant_id: int) -> bool:
    query = select(merchants.c.id).where(
        merchants.c.id == merchant_id,
        merchants.c.takes_tips,
        merchants.c.state == MerchantState.ACTIVE,
    )
    return connection.execute(query).first() is not None


def number(connection: Connection, order_id: int, now: datetime) -> int:
    """A tip for a tip, or one that was thought better of, counts for none."""
    query = (
        select(func.count())
        .select_from(bills)
        .outerjoin(orders, orders.c.id == bills.c.order_id)
        .where(
            bills.c.of_order_id == order_id,
            bills.c.kind == BillKind.TIP,
            bills.c.paid_at.is_not(None)
            | ((orders.c.state == OrderState.HELD) & (orders.c.held_until > now)),
        )
    )
    return connection.execute(query).scalar_one()
