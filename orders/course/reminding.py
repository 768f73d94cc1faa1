"""Guests are reminded a day and an hour before their slot, once each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    select,
    type_coerce,
)

from database.inserting import insert_for
from database.metadata import MICROSECOND, Identity
from database.outbox import put_all
from orders.course.reminder_models import reminders
from orders.living import is_live
from orders.models import orders
from orders.notices import microseconds, notice


class Kind(StrEnum):
    """How long before."""

    DAY = "day"
    HOUR = "hour"


def before(kind: Kind) -> timedelta:
    return timedelta(days=1) if kind is Kind.DAY else timedelta(hours=1)


def waiting(kind: Kind) -> ColumnElement[bool]:
    """Living bookings that were made before the moment of this reminder and did not get it."""
    put = exists(reminders.c.order_id).where(
        reminders.c.order_id == orders.c.id, reminders.c.kind == kind
    )
    return (
        is_live()
        & orders.c.starts_at.is_not(None)
        & (number(orders.c.starts_at) - number(orders.c.placed_at) >= before(kind) // MICROSECOND)
        & ~put
    )


def number(moment: ColumnElement[Any]) -> ColumnElement[int]:
    """A moment as the microseconds that it is in the database, to reckon with."""
    return type_coerce(moment, Identity)


def remind_due(connection: Connection, now: datetime, limit: int = 200) -> int:
    """Put what is due on its way; how many. Call again while it reaches the limit.

    One that comes so late that the next is due, or the slot begun, is not sent any more.
    """
    return sum(remind(connection, kind, now, limit) for kind in Kind)


def remind(connection: Connection, kind: Kind, now: datetime, limit: int) -> int:
    due = connection.execute(_due(kind), {"until": now + before(kind), "limit": limit}).all()
    mark_put(connection, [order.id for order in due], kind, now)
    latest = now + (before(Kind.HOUR) if kind is Kind.DAY else timedelta())
    send(connection, [order for order in due if order.starts_at > latest], kind, now)
    return len(due)


@cache
def _due(kind: Kind) -> Select[int, int, datetime | None]:
    return (
        select(orders.c.id, orders.c.guest_id, orders.c.starts_at)
        .where(waiting(kind), orders.c.starts_at <= bindparam("until"))
        .order_by(orders.c.starts_at, orders.c.id)
        .limit(bindparam("limit"))
        .with_for_update(skip_locked=True)
    )


def send(
    connection: Connection, due: Sequence[Row[*tuple[Any, ...]]], kind: Kind, now: datetime
) -> None:
    put_all(
        connection,
        [
            notice(
                "reminder",
                order.guest_id,
                f"{order.id}:{kind}:{microseconds(order.starts_at)}",
                order=order.id,
                kind=kind,
            )
            for order in due
        ],
        now,
    )


def mark_put(connection: Connection, order_ids: Sequence[int], kind: Kind, now: datetime) -> None:
    if order_ids:
        rows = [{"order_id": order_id, "kind": kind, "at": now} for order_id in order_ids]
        connection.execute(insert_for(connection, reminders).on_conflict_do_nothing(), rows)


def start_over(connection: Connection, order_id: int, starts_at: datetime, now: datetime) -> None:
    """For a booking at another time: what its reminders would have said before now is said."""
    connection.execute(reminders.delete().where(reminders.c.order_id == order_id))
    for kind in Kind:
        if starts_at - before(kind) <= now:
            mark_put(connection, [order_id], kind, now)


def next_reminder(connection: Connection) -> datetime | None:
    moments = []
    for kind in Kind:
        starts_at = connection.execute(soonest(kind)).scalar_one_or_none()
        if starts_at is not None:
            moments.append(starts_at - before(kind))
    return min(moments, default=None)


@cache
def soonest(kind: Kind) -> Select[datetime | None]:
    """The start of the next booking that is still to be reminded of."""
    query = select(orders.c.starts_at).where(waiting(kind))
    return query.order_by(orders.c.starts_at).limit(1)
