"""Bills that nobody paid in time, and of which no order speaks, are needed by nobody."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, select

from orders.bills.bill_models import bills
from orders.line_models import order_lines


def outdated(connection: Connection, moment: datetime, limit: int) -> Sequence[int]:
    query = select(bills.c.id).where(*is_old(moment)).order_by(bills.c.open_until).limit(limit)
    return connection.execute(query).scalars().all()


def forget(connection: Connection, ids: Sequence[int], moment: datetime) -> int:
    return connection.execute(delete(bills).where(bills.c.id.in_(ids), *is_old(moment))).rowcount


def is_old(moment: datetime) -> tuple[ColumnElement[bool], ...]:
    taken = exists().where(order_lines.c.bill_id == bills.c.id)
    return bills.c.paid_at.is_(None), bills.c.open_until < moment, ~taken
