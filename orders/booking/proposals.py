"""The time that is kept while a guest thinks about another one: a hold that names the booking it is for."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Protocol

from sqlalchemy import Connection, Select, bindparam, literal_column, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from catalog.models import resources
from database.outbox import Message
from orders.booking import counters
from orders.models import OrderState, order_history, orders
from orders.notices import News, notice, to_staff_of
from orders.transitions import Reason, noting

HELD = orders.c.state == literal_column(f"'{OrderState.HELD}'")
"""Written out: neither engine fits its small index to a bound value."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another time that a place proposes to a guest, kept `until` then."""

    id: int
    order_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    resource: str | None
    until: datetime


def proposed(connection: Connection, order_id: int, now: datetime) -> Proposal | None:
    """What is proposed of an order, as long as a yes can be said to it."""
    row = connection.execute(living(), {"order": order_id, "now": now}).one_or_none()
    return None if row is None else Proposal(*row)


@cache
def living() -> Select[*tuple[Any, ...]]:
    return (
        select(
            orders.c.id,
            orders.c.proposed_for,
            orders.c.starts_at,
            orders.c.ends_at,
            orders.c.terms["zone"].as_string(),
            resources.c.name,
            orders.c.held_until,
        )
        .outerjoin(resources, resources.c.id == orders.c.resource_id)
        .where(
            orders.c.proposed_for == bindparam("order"),
            HELD,
            orders.c.held_until > bindparam("now"),
        )
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """A proposal that is none any more: for which booking, and how it ended (None: it has not)."""

    order_id: int
    starts_at: datetime
    zone: str
    reason: Reason | None


def ended(connection: Connection, proposal_id: int) -> Ended | None:
    """How a proposal stands; None where there never was one."""
    query = (
        select(
            orders.c.proposed_for,
            orders.c.starts_at,
            orders.c.terms["zone"].as_string(),
            order_history.c.reason,
        )
        .outerjoin(order_history, order_history.c.order_id == orders.c.id)
        .where(orders.c.id == proposal_id, orders.c.proposed_for.is_not(None))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    reason = None if row.reason is None else Reason(row.reason)
    return Ended(row.proposed_for, row.starts_at, row[2], reason)


def drop(
    connection: Connection,
    order_id: int,
    reason: Reason,
    actor_id: int | None,
    now: datetime,
) -> int | None:
    """Give back the time that is kept for a booking whose row is taken; the proposal's id.

    For whatever ends a booking or brings it elsewhere.
    """
    row = connection.execute(dropping(), {"order": order_id}).one_or_none()
    if row is None:
        return None
    step = {"from_state": OrderState.HELD, "to_state": OrderState.LAPSED, "reason": reason}
    past = {"order_id": row.id, "actor_id": actor_id, "at": now}
    connection.execute(noting(), step | past)
    if row.slot_id is not None:
        counters.shift(connection, row.slot_id, held=-row.seats)
    return int(row.id)


class Kept(Protocol):
    """A row that keeps a time, as far as its end has to be told of."""

    @property
    def id(self) -> int: ...

    @property
    def guest_id(self) -> int: ...

    @property
    def merchant_id(self) -> int: ...

    @property
    def proposed_for(self) -> int | None: ...


def over(connection: Connection, kept: Kept) -> list[Message]:
    """Both sides hear that the guest is asked no more. The booking's row need not be taken."""
    assert kept.proposed_for is not None, kept.id
    about = (kept.proposed_for, kept.merchant_id)
    mark = f"{kept.id}:over"
    guest = notice(
        "proposal",
        kept.guest_id,
        f"{kept.proposed_for}:{kept.id}:over",
        order=kept.proposed_for,
        proposal=kept.id,
    )
    staff = to_staff_of(connection, about, News.UNMOVED, mark=mark, proposal=kept.id)
    return [guest, *staff]


@cache
def dropping() -> ReturningUpdate[*tuple[Any, ...]]:
    kept = update(orders).where(orders.c.proposed_for == bindparam("order"), HELD)
    ends = kept.values(state=OrderState.LAPSED)
    return ends.returning(orders.c.id, orders.c.slot_id, orders.c.seats)
