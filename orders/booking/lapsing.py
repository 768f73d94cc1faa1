"""Holds whose time is over give their seats back: in the way of a booking, or by a worker."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    exists,
    insert,
    literal_column,
    select,
    update,
)

from database.outbox import Message, put_all
from orders.booking import claims, proposals
from orders.menu import refilling
from orders.models import WITHOUT_CLAIMS, OrderState, order_history, orders, slots
from orders.notices import notice, retract_invoices
from orders.transitions import Reason
from payments.models import payments

HELD = orders.c.state == literal_column(f"'{OrderState.HELD}'")
"""Written out: neither engine fits its small index to a bound value."""


def lapse(
    connection: Connection,
    which: ColumnElement[bool],
    now: datetime,
    *,
    limit: int = 1000,
    wait: bool = False,
    tells: bool = True,
) -> int:
    """End the dead holds among these orders; says how many. Of two who try, one does it.

    A hold that somebody is just paying for is left alone, or with `wait` waited for. `tells` its
    guest, unless it is the guest who has it made anew.
    """
    dead = (orders.c.state == OrderState.HELD) & (orders.c.held_until <= now)
    chosen = (
        select(orders.c.id)
        .where(dead, which)
        .order_by(orders.c.held_until, orders.c.id)
        .limit(limit)
        .with_for_update(skip_locked=not wait)
    )
    change = update(orders).where(orders.c.id.in_(chosen), dead).values(state=OrderState.LAPSED)
    lapsed = connection.execute(
        change.returning(
            orders.c.id,
            orders.c.guest_id,
            orders.c.merchant_id,
            orders.c.slot_id,
            orders.c.seats,
            orders.c.proposed_for,
            orders.c.fulfilment,
            orders.c.with_items,
        )
    ).all()
    if lapsed:
        follow(connection, lapsed, now, tells=tells)
    return len(lapsed)


def clear_way(
    connection: Connection, location_id: int, now: datetime, but: int | None = None
) -> None:
    """Dead holds of a place's menu lapse before others take of it; `but` is whoever takes."""
    given = {"location": location_id, "now": now}
    ids = [each for each in connection.execute(dead_of_menu(), given).scalars() if each != but]
    if ids:
        lapse(connection, orders.c.id.in_(ids), now)


@cache
def dead_of_menu() -> Select[int]:
    return select(orders.c.id).where(
        HELD,
        orders.c.held_until <= bindparam("now"),
        orders.c.location_id == bindparam("location"),
        orders.c.fulfilment.not_in(WITHOUT_CLAIMS) | orders.c.with_items,
    )


def follow(
    connection: Connection, lapsed: Sequence[Row[*tuple[Any, ...]]], now: datetime, *, tells: bool
) -> None:
    free_seats(connection, lapsed)
    claiming = [each.id for each in lapsed if claims.has_claims(each)]
    if claiming:
        claims.shift(connection, claims.claims_of(connection, claiming), held=-1)
    from_menus = [each.id for each in lapsed if each.fulfilment not in WITHOUT_CLAIMS]
    if from_menus:
        refilling.fill_again(connection, from_menus, now)
    connection.execute(
        insert(order_history),
        [
            {
                "order_id": order.id,
                "from_state": OrderState.HELD,
                "to_state": OrderState.LAPSED,
                "reason": Reason.LAPSED,
                "actor_id": None,
                "at": now,
            }
            for order in lapsed
        ],
    )
    news = told(connection, lapsed) if tells else []
    for kept in lapsed:
        if kept.proposed_for is not None:
            news += proposals.over(connection, kept)
    asked = open_requests(connection, [order.id for order in lapsed])
    put_all(connection, [*news, *retract_invoices(asked, now)], now)


def free_seats(connection: Connection, lapsed: Sequence[Row[*tuple[Any, ...]]]) -> None:
    freed: Counter[int] = Counter()
    for order in lapsed:
        if order.slot_id is not None:
            freed[order.slot_id] += order.seats
    if freed:
        connection.execute(
            update(slots)
            .where(slots.c.id == bindparam("slot"))
            .values(held=slots.c.held - bindparam("seats")),
            [{"slot": slot, "seats": freed[slot]} for slot in sorted(freed)],
        )


def told(connection: Connection, lapsed: Sequence[Row[*tuple[Any, ...]]]) -> list[Message]:
    """Once for each guest: who ordered anything else since has gone on, and wants no word of it."""
    own = [order.id for order in lapsed if order.proposed_for is None]
    waiting = select(orders.c.id, orders.c.guest_id).where(
        orders.c.id.in_(own), ~has_ordered_since()
    )
    return [
        notice("hold_lapsed", order.guest_id, order.id, order=order.id)
        for order in connection.execute(waiting.order_by(orders.c.id))
    ]


def has_ordered_since() -> ColumnElement[bool]:
    later = orders.alias()
    return exists().where(
        later.c.guest_id == orders.c.guest_id,
        later.c.id > orders.c.id,
        later.c.proposed_for.is_(None),
        later.c.state != OrderState.DRAFT,
    )


def has_gone_on(connection: Connection, order_id: int) -> bool:
    """Whether its guest has ordered anything else since."""
    query = select(orders.c.id).where(orders.c.id == order_id, has_ordered_since())
    return connection.execute(query).first() is not None


def open_requests(connection: Connection, order_ids: Sequence[int]) -> list[tuple[int, int]]:
    """(payment id, guest id) of the requests that were shown and not paid."""
    query = select(payments.c.id, payments.c.guest_id).where(
        payments.c.order_id.in_(order_ids), payments.c.state == "requested"
    )
    return [(row.id, row.guest_id) for row in connection.execute(query)]
