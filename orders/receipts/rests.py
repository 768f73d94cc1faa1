"""At which rates of tax a rest is that is paid in the chat: at those of what was left to be paid for."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, case, func, select

from orders.bills.bill_models import BillKind, bills
from orders.line_models import ReplacementState, line_refunds, line_replacements, order_lines
from orders.models import orders
from orders.pricing import LineKind
from orders.receipts.receipt_models import ReceiptKind, receipt_taxes, receipts
from orders.rules import PaymentPlan
from orders.taxing import Rate


def rates_of_rest(connection: Connection, order_id: int) -> Mapping[Rate, int]:
    """What is had at each rate of the booking whose rest an order pays; nothing of another bill.

    Of what is along with a service that takes a deposit all was paid. Of what is of a menu its own receipt
    tells what was: both come to what each line cost.
    """
    found: Counter[Rate] = Counter()
    told = None
    for of_menu, kind, rate, worth, plan, booking in connection.execute(
        parts(), {"order": order_id}
    ):
        if plan != PaymentPlan.DEPOSIT or of_menu or kind == LineKind.SERVICE:
            found[rate] += int(worth)
        if plan == PaymentPlan.DEPOSIT and of_menu:
            told = booking
    return found if told is None else without(found, told_of(connection, told)) or found


def without(had: Mapping[Rate, int], told: Mapping[Rate, int]) -> dict[Rate, int]:
    """What of it is in no receipt yet."""
    left = {rate: worth - told.get(rate, 0) for rate, worth in had.items()}
    return {rate: worth for rate, worth in left.items() if worth > 0}


def told_of(connection: Connection, booking_id: int) -> Mapping[Rate, int]:
    """What stands at each rate in the receipts of a booking, after all that went back of it."""
    signed = case(
        (receipts.c.kind == ReceiptKind.CREDIT_NOTE, -receipt_taxes.c.gross),
        else_=receipt_taxes.c.gross,
    )
    query = (
        select(receipt_taxes.c.basis_points, func.sum(signed))
        .join(receipts, receipts.c.id == receipt_taxes.c.receipt_id)
        .where(receipts.c.order_id == booking_id)
        .group_by(receipt_taxes.c.basis_points)
    )
    return {rate: int(gross) for rate, gross in connection.execute(query)}


@cache
def parts() -> Select[*tuple[Any, ...]]:
    paid, line = order_lines.alias("paid"), order_lines.c
    had = line.quantity - missing_of(line_refunds) - missing_of(line_replacements)
    return (
        select(
            orders.c.service_id.is_(None),
            line.kind,
            line.tax_basis_points,
            line.unit_price * had,
            orders.c.terms["payment_plan"].as_string(),
            orders.c.id,
        )
        .join_from(paid, bills, bills.c.id == paid.c.bill_id)
        .join(order_lines, line.order_id == bills.c.of_order_id)
        .join(orders, orders.c.id == line.order_id)
        .where(paid.c.order_id == bindparam("order"), bills.c.kind == BillKind.REST)
        .order_by(line.position)
    )


def missing_of(table: Table) -> ColumnElement[int]:
    """How many of a line are not had, by this table."""
    this = (table.c.order_id == order_lines.c.order_id, table.c.position == order_lines.c.position)
    gone = select(func.coalesce(func.sum(table.c.quantity), 0)).where(*this)
    if table is line_replacements:
        gone = gone.where(line_replacements.c.state == ReplacementState.ACCEPTED)
    return gone.scalar_subquery()
