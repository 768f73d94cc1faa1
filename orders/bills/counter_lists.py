"""A merchant's counter over a time: the bills, what is still to be paid there, what was and who said so, tips."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    func,
    literal_column,
    select,
)

from orders.bills.bill_models import BillKind, Means, bills, counter_payments
from orders.bills.reading import BillView, query, view
from orders.models import OrderState, orders
from orders.money.refunding import placed_with
from orders.rules import COMING, names
from payments.models import payments
from people.models import people

LEFT_OPEN = timedelta(days=7)
"""Of visits so long before a day the rest is asked for with those of the day; of older ones below."""


AT_COUNTER = orders.c.at_counter > literal_column("0")
"""Written out: neither engine fits its small index to a bound value."""


LEFT: tuple[ColumnElement[Any], ...] = (
    orders.c.at_counter >= literal_column("1"),
    literal_column("NOT orders.counter_settled"),
)
"""Likewise, and in other words than above: of two small indexes that fit, SQLite takes the older one."""


@dataclass(frozen=True, slots=True)
class CounterBill:
    """A bill with who made it (None: whoever pays it) and what of it went back, in minor units."""

    bill: BillView
    made_by: str | None
    given_back: int


@dataclass(frozen=True, slots=True)
class CounterDue:
    """A booking of which something is still to be paid at the counter."""

    order_id: int
    title: str
    guest: str
    starts_at: datetime | None
    zone: str
    left: int
    total: int
    currency: str
    state: OrderState


@dataclass(frozen=True, slots=True)
class CounterPress:
    """What a clerk said to be paid there; `by` is who, None for what was paid in the chat."""

    order_id: int
    title: str
    guest: str
    amount: int
    currency: str
    means: Means
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """So many payments of a kind, or at the counter by a means, within a time; minor units."""

    what: BillKind | Means
    currency: str
    number: int
    amount: int
    given_back: int = 0


def bills_of_merchant(
    connection: Connection,
    merchant_id: int,
    begin: datetime,
    end: datetime,
    limit: int,
    *,
    before: int | None = None,
) -> list[CounterBill]:
    """That were paid in [begin, end), or made then and not paid, the latest first; before `before`, if given."""
    paid = (bills.c.paid_at >= begin) & (bills.c.paid_at < end)
    made = bills.c.paid_at.is_(None) & (bills.c.made_at >= begin) & (bills.c.made_at < end)
    found = whole(bills.c.merchant_id == merchant_id, paid | made)
    found = found.order_by(bills.c.id.desc()).limit(limit)
    if before is not None:
        found = found.where(bills.c.id < before)
    return [counter_bill(row) for row in connection.execute(found).mappings()]


def bill(connection: Connection, bill_id: int) -> CounterBill | None:
    """One by its id."""
    row = connection.execute(whole(bills.c.id == bill_id)).mappings().one_or_none()
    return None if row is None else counter_bill(row)


def id_of(connection: Connection, key: str) -> int:
    """Of one by its key."""
    return connection.execute(select(bills.c.id).where(bills.c.key == key)).scalar_one()


def whole(*which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    clerk = people.alias("clerk")
    found = query(*which).outerjoin(clerk, clerk.c.id == bills.c.made_by)
    return found.add_columns(clerk.c.name.label("clerk"), given_back().label("given_back"))


def given_back() -> ColumnElement[int]:
    """Of the payment that paid it: one that came twice, or too late, was never its merchant's."""
    back = func.coalesce(func.sum(payments.c.refunded), 0)
    return placed_with(bills.c.order_id).with_only_columns(back).scalar_subquery()


def counter_bill(row: Any) -> CounterBill:
    fields = dict(row)
    clerk, back = fields.pop("clerk"), int(fields.pop("given_back"))
    return CounterBill(view(fields), clerk, back)


def due_at_counter(
    connection: Connection, merchant_id: int, begin: datetime, end: datetime, limit: int
) -> list[CounterDue]:
    """Of visits in [begin, end), of those shortly before, and of what can be had at any time."""
    then = (orders.c.starts_at >= begin - LEFT_OPEN, orders.c.starts_at < end)
    timed = left(merchant_id, *then).order_by(orders.c.starts_at, orders.c.id).limit(limit)
    found = [due(*row) for row in connection.execute(timed)]
    other = left(merchant_id, orders.c.starts_at.is_(None)).order_by(orders.c.id)
    rest = connection.execute(other.limit(limit - len(found))) if len(found) < limit else ()
    return found + [due(*row) for row in rest]


def due_before(
    connection: Connection,
    merchant_id: int,
    begin: datetime,
    limit: int,
    offset: int = 0,
) -> list[CounterDue]:
    """Of visits longer ago than those, the latest first, to the very first."""
    long_ago = orders.c.starts_at < begin - LEFT_OPEN
    found = left(merchant_id, long_ago).order_by(orders.c.starts_at.desc(), orders.c.id.desc())
    return [due(*row) for row in connection.execute(found.limit(limit).offset(offset))]


def left(merchant_id: int, *when: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Each of these by itself fits the small index of what is left at counters."""
    coming: BindParameter[list[str]] = bindparam(
        "coming", names(COMING), expanding=True, literal_execute=True, unique=True
    )
    return (
        select(
            orders.c.id,
            orders.c.title,
            people.c.name,
            orders.c.starts_at,
            orders.c.terms["zone"].as_string(),
            orders.c.at_counter,
            orders.c.total,
            orders.c.currency,
            orders.c.state,
        )
        .join(people, people.c.id == orders.c.guest_id)
        .where(
            orders.c.merchant_id == merchant_id,
            *LEFT,
            orders.c.state.in_(coming),
            orders.c.proposed_for.is_(None),
            *when,
        )
    )


def due(*values: Any) -> CounterDue:
    told: Any = (*values[:-1], OrderState(values[-1]))
    return CounterDue(*told)


def presses_of_merchant(  # noqa: PLR0917 - whose, when, and which of them
    connection: Connection,
    merchant_id: int,
    begin: datetime,
    end: datetime,
    limit: int,
    offset: int = 0,
) -> list[CounterPress]:
    """What bookings left and was paid in [begin, end), the latest first."""
    clerk = people.alias("clerk")
    found = (
        select(
            orders.c.id,
            orders.c.title,
            people.c.name,
            counter_payments.c.amount,
            counter_payments.c.currency,
            counter_payments.c.means,
            clerk.c.name,
            counter_payments.c.at,
        )
        .join_from(counter_payments, orders, orders.c.id == counter_payments.c.order_id)
        .join(people, people.c.id == orders.c.guest_id)
        .outerjoin(clerk, clerk.c.id == counter_payments.c.recorded_by)
        .where(*pressed(merchant_id, begin, end))
        .order_by(counter_payments.c.at.desc(), orders.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [
        CounterPress(*row[:5], Means(row[5]), *row[6:]) for row in connection.execute(found).all()
    ]


def pressed(merchant_id: int, begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    at = counter_payments.c.at
    return orders.c.merchant_id == merchant_id, AT_COUNTER, at >= begin, at < end


def taken_at_counter(
    connection: Connection, merchant_id: int, begin: datetime, end: datetime
) -> list[Taken]:
    """In [begin, end): what was paid in the chat by kind, then what at the counter by cash and card."""
    return [
        *paid_bills(connection, merchant_id, begin, end),
        *paid_there(connection, merchant_id, begin, end),
    ]


def paid_bills(
    connection: Connection, merchant_id: int, begin: datetime, end: datetime
) -> list[Taken]:
    """Bills, rests and tips, each with what of them went back since."""
    sums = (func.count(), func.sum(orders.c.total), func.sum(given_back()))
    found = (
        select(bills.c.kind, bills.c.currency, *sums)
        .join(orders, orders.c.id == bills.c.order_id)
        .where(
            bills.c.merchant_id == merchant_id,
            bills.c.paid_at >= begin,
            bills.c.paid_at < end,
        )
        .group_by(bills.c.kind, bills.c.currency)
        .order_by(bills.c.currency, bills.c.kind)
    )
    return [
        Taken(BillKind(kind), currency, number, int(amount), int(back))
        for kind, currency, number, amount, back in connection.execute(found)
    ]


def paid_there(
    connection: Connection, merchant_id: int, begin: datetime, end: datetime
) -> list[Taken]:
    """Money that the market never had, and what was written off."""
    means = counter_payments.c.means
    found = (
        select(
            means, counter_payments.c.currency, func.count(), func.sum(counter_payments.c.amount)
        )
        .join(orders, orders.c.id == counter_payments.c.order_id)
        .where(*pressed(merchant_id, begin, end), means != Means.CHAT)
        .group_by(means, counter_payments.c.currency)
        .order_by(counter_payments.c.currency, means.desc())
    )
    return [
        Taken(Means(how), currency, number, int(amount))
        for how, currency, number, amount in connection.execute(found)
    ]
