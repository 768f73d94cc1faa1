"""At which rates of tax a rest is that is paid in the chat: at those of what was left to be paid for."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, select

from orders.bills.bill_models import BillKind, bills
from orders.line_models import ReplacementState, line_refunds, line_replacements, order_lines
from orders.models import orders
from orders.pricing import LineKind
from orders.rules import PaymentPlan
from orders.taxing import Rate


def rates_of_rest(connection: Connection, order_id: int) -> Mapping[Rate, int]:
    """What is had at each rate of the booking whose rest an order pays; nothing of another bill.

    Of what is along with a service that takes a deposit all was paid.
    """
    found: Counter[Rate] = Counter()
    for of_menu, kind, rate, worth, plan in connection.execute(parts(), {"order": order_id}):
        if plan != PaymentPlan.DEPOSIT or of_menu or kind == LineKind.SERVICE:
            found[rate] += int(worth)
    return found


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
