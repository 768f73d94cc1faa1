"""A guest takes a bill to pay it: an order of one line, for whose time nobody else pays the same."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from catalog.models import locations, merchants
from database.money import LimitsOf, unlimited
from orders.bills import making
from orders.bills.bill_models import BillKind, bills
from orders.bills.reading import BillView, by_key
from orders.booking import placing
from orders.booking.looking import held_by
from orders.errors import (
    BillBeingPaid,
    BillOver,
    BillPaid,
    BillUnknown,
    TooManyHolds,
)
from orders.line_models import order_adjustments, order_lines
from orders.lines import lines_of
from orders.models import Fulfilment, OrderState, orders
from orders.pricing import Adjustment, AdjustmentKind, Funder, Line, LineKind, priced
from orders.rules import HOLD, HOLDS_AT_ONCE, Terms
from people import standing

SIGNS = {BillKind.BILL: "🧾", BillKind.REST: "🧾", BillKind.TIP: "💛"}
"""What such an order is called where nobody says it in words: in lists, on invoices."""


def type_bill(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    guest_id: int,
    merchant_id: int,
    amount: int,
    currency: str,
    source_id: int | None,
    now: datetime,
    limits: LimitsOf = unlimited,
    *,
    location_id: int | None = None,
) -> int:
    """A guest says what their bill comes to, at that place or the first; the order that is to be paid.

    What they typed there before and have not paid was a slip: it gives way.
    """
    standing.keep_alone(connection, guest_id)
    found = making.till(connection, merchant_id, currency, location_id)
    making.check_payable(found, amount, limits(found.currency))
    for slip, order_id in typed_before(connection, guest_id, merchant_id, now):
        placing.release(connection, order_id, guest_id, now)
        connection.execute(update(bills).where(bills.c.id == slip).values(open_until=now))
    check_holds(connection, guest_id, now)
    bill = making.made(connection, found, amount, now)
    return take(connection, seen(connection, bill.key), guest_id, source_id, now)


def typed_before(
    connection: Connection, guest_id: int, merchant_id: int, now: datetime
) -> list[tuple[int, int]]:
    """Bills that a guest typed themselves, each with the order by which they are about to pay it;
    nobody pays these meanwhile.
    """
    query = (
        select(bills.c.id, orders.c.id)
        .join(bills, bills.c.order_id == orders.c.id)
        .where(
            orders.c.guest_id == guest_id,
            orders.c.merchant_id == merchant_id,
            orders.c.state == OrderState.HELD,
            orders.c.held_until > now,
            bills.c.kind == BillKind.BILL,
            bills.c.made_by.is_(None),
        )
    )
    taken = query.order_by(orders.c.id).with_for_update(of=orders)
    return [(bill, order) for bill, order in connection.execute(taken)]


def hold(
    connection: Connection, guest_id: int, key: str, source_id: int | None, now: datetime
) -> int:
    """The order by which this guest pays a bill; asking again gives the same.

    BillUnknown, BillPaid, BillOver, or BillBeingPaid while another guest has it.
    """
    standing.keep_alone(connection, guest_id)
    bill = seen(connection, key)
    if bill.paid_at is not None:
        raise BillPaid(key)
    if bill.paid_by(now) == guest_id and bill.order_id is not None:
        return bill.order_id
    if bill.kind != BillKind.BILL or not bill.is_open(now):
        raise BillOver(key)
    check_holds(connection, guest_id, now)
    making.till(connection, bill.merchant_id, bill.currency, bill.location_id)
    return take(connection, bill, guest_id, source_id, now)


def seen(connection: Connection, key: str) -> BillView:
    """As it stands until the transaction ends."""
    connection.execute(select(bills.c.id).where(bills.c.key == key).with_for_update())
    bill = by_key(connection, key)
    if bill is None:
        raise BillUnknown(key)
    return bill


def check_holds(connection: Connection, guest_id: int, now: datetime) -> None:
    if sum(each.held_until > now for each in held_by(connection, guest_id)) >= HOLDS_AT_ONCE:
        raise TooManyHolds(HOLDS_AT_ONCE)


def take(
    connection: Connection, bill: BillView, guest_id: int, source_id: int | None, now: datetime
) -> int:
    """Its order, held: only where nobody else's is, and it is not paid."""
    sign = SIGNS[bill.kind]
    terms, location_id, rate = agreed(connection, bill)
    line = Line(LineKind.BILL, None, sign, 1, bill.amount, tax_basis_points=rate)
    found = (
        [Adjustment(AdjustmentKind.DISCOUNT, -bill.discount, Funder.MERCHANT)]
        if bill.discount
        else []
    )
    bought = priced([line], found)
    order_id = connection.execute(
        insert(orders)
        .values(
            guest_id=guest_id,
            merchant_id=bill.merchant_id,
            location_id=location_id,
            seats=1,
            total=bought.total,
            currency=bill.currency,
            title=sign,
            uses=1,
            terms=terms.as_json(),
            state=OrderState.HELD,
            held_until=now + HOLD,
            note="",
            source_id=source_id,
            created_at=now,
            fulfilment=Fulfilment.COUNTER,
        )
        .returning(orders.c.id)
    ).scalar_one()
    write_lines(connection, order_id, bill, bought.lines[0], bought.adjustments, now)
    if not keeps(connection, bill.id, order_id, now):
        raise BillBeingPaid(bill.key)
    return order_id


def write_lines(  # noqa: PLR0917 - of an order
    connection: Connection,
    order_id: int,
    bill: BillView,
    line: Line,
    adjustments: tuple[Adjustment, ...],
    now: datetime,
) -> None:
    new = insert(order_lines).values(
        order_id=order_id,
        position=1,
        kind=line.kind,
        title=line.title,
        quantity=1,
        unit_price=line.unit_price,
        amount=line.amount,
        tax_basis_points=line.tax_basis_points,
        bill_id=bill.id,
    )
    connection.execute(new)
    for position, each in enumerate(adjustments, 1):
        connection.execute(
            insert(order_adjustments).values(
                order_id=order_id,
                position=position,
                kind=each.kind,
                amount=each.amount,
                funder=each.funder,
                reason=f"{bill.discount_percent}%",
                at=now,
            )
        )


def agreed(connection: Connection, bill: BillView) -> tuple[Terms, int, int | None]:
    """The terms, the place, and the tax rate: of the place, of the booking that left a rest, of a tip none.

    What is had already is not cancelled; of a tip the market takes nothing.
    """
    query = (
        select(
            merchants.c.commission_basis_points,
            locations.c.id,
            locations.c.zone,
            merchants.c.tax_basis_points,
        )
        .join_from(bills, merchants, merchants.c.id == bills.c.merchant_id)
        .join(locations, locations.c.id == bills.c.location_id)
        .where(bills.c.id == bill.id)
    )
    commission, location_id, zone, rate = connection.execute(query).one()
    if bill.kind is BillKind.TIP:
        rate = None
    elif bill.of_order_id is not None:
        rate = rate_of(lines_of(connection, bill.of_order_id))
    terms = Terms(
        cancel_free_minutes=0,
        late_cancel_percent=100,
        no_show_percent=100,
        refund_unused=False,
        refund_cancelled=False,
        commission_basis_points=0 if bill.kind is BillKind.TIP else commission,
        valid_days=1,
        auto_confirm=True,
        confirm_minutes=0,
        zone=zone,
    )
    return terms, location_id, rate


def rate_of(lines: Sequence[Line]) -> int | None:
    """That of what was booked; of things of a menu the one that all of them have, if there is one."""
    if lines[0].kind == LineKind.SERVICE:
        return lines[0].tax_basis_points
    rates = {each.tax_basis_points for each in lines}
    return rates.pop() if len(rates) == 1 else None


def keeps(connection: Connection, bill_id: int, order_id: int, now: datetime) -> bool:
    """Whether this order is the one that pays it from now on."""
    given = {"bill": bill_id, "order": order_id, "now": now}
    return connection.execute(keeping(), given).scalar_one_or_none() is not None


@cache
def keeping() -> ReturningUpdate[int]:
    change = update(bills).where(bills.c.id == bindparam("bill"), *is_free())
    return change.values(order_id=bindparam("order")).returning(bills.c.id)


def is_free() -> tuple[ColumnElement[bool], ...]:
    """Not paid, and no living hold but the order's own is about to pay it."""
    other = orders.alias("other")
    held = exists().where(
        other.c.id == bills.c.order_id,
        other.c.id != bindparam("order"),
        other.c.state == OrderState.HELD,
        other.c.held_until > bindparam("now", type_=orders.c.held_until.type),
    )
    return bills.c.paid_at.is_(None), or_(bills.c.order_id.is_(None), ~held)
