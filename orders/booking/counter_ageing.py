"""Counters of days and of ten minutes that are long past, and what orders took of them, go by their age."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, select

from orders.booking.claims import COLUMNS, KEYS, TABLES
from orders.claim_models import ClaimKind, order_claims
from orders.models import OrderState, orders
from orders.rules import LIVE, names

UNDER_WAY = names((OrderState.HELD, *LIVE))


def outdated(kind: ClaimKind) -> Callable[[Connection, datetime, int], Sequence[int]]:
    """Finds those from before a moment of which no order takes anything that is still under way."""
    table = TABLES[kind]
    when = table.c[KEYS[kind][1]]

    def old(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
        query = select(table.c.id).where(is_before(table, kind, moment), ~is_needed(table, kind))
        return connection.execute(query.order_by(when).limit(limit)).scalars().all()

    return old


def forget(kind: ClaimKind) -> Callable[[Connection, Sequence[int], datetime], int]:
    """Deletes those that nobody needs meanwhile, with what was taken of them; says how many counters."""
    table = TABLES[kind]

    def drop(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
        still = (table.c.id.in_(ids), is_before(table, kind, moment), ~is_needed(table, kind))
        gone = (
            connection.execute(select(table.c.id).where(*still).with_for_update()).scalars().all()
        )
        taken = order_claims.c[COLUMNS[kind]]
        connection.execute(delete(order_claims).where(taken.in_(gone)))
        return connection.execute(delete(table).where(table.c.id.in_(gone))).rowcount

    return drop


def is_before(table: Table, kind: ClaimKind, moment: datetime) -> ColumnElement[bool]:
    when = table.c[KEYS[kind][1]]
    return when < (moment.date() if kind is ClaimKind.STOCK else moment)


def is_needed(table: Table, kind: ClaimKind) -> ColumnElement[bool]:
    return (
        exists()
        .where(order_claims.c[COLUMNS[kind]] == table.c.id)
        .where(orders.c.id == order_claims.c.order_id, orders.c.state.in_(UNDER_WAY))
    )
