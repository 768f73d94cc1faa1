"""What operators look up for those who ask for help: an order by its number, code or charge, and its past."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from orders.living import is_order
from orders.models import OrderState, order_history, orders, vouchers
from orders.reading.lists import OrderLine, lines, listed
from orders.transitions import Reason
from payments.models import payments
from people.models import people


@dataclass(frozen=True, slots=True)
class Change:
    """One step of an order's past: into which state, why, and by whom where it was a person."""

    state: OrderState
    reason: Reason
    actor: str | None
    at: datetime


def by_number(connection: Connection, number: int) -> int | None:
    """The order with this number."""
    query = select(orders.c.id).where(orders.c.id == number, is_order())
    return connection.execute(query).scalar_one_or_none()


def by_code(connection: Connection, code: str) -> int | None:
    """The order whose code this is, as `codes.normalise` gives it."""
    query = select(vouchers.c.order_id).where(vouchers.c.code == code)
    return connection.execute(query).scalar_one_or_none()


def by_charge(connection: Connection, charge: str) -> int | None:
    """The order that was paid with this charge, by Telegram's id of it or the provider's."""
    query = select(payments.c.order_id).where(
        or_(payments.c.charge_id == charge, payments.c.provider_charge_id == charge)
    )
    return connection.execute(query.limit(1)).scalar_one_or_none()


def charges_of(connection: Connection, order_id: int) -> dict[int, str]:
    """By which charge the provider's own pages know each of its payments."""
    name = func.coalesce(payments.c.provider_charge_id, payments.c.charge_id)
    rows = connection.execute(select(payments.c.id, name).where(payments.c.order_id == order_id))
    return {payment: charge for payment, charge in rows if charge}


def orders_of(
    connection: Connection,
    guest_id: int,
    limit: int,
    offset: int = 0,
    *,
    before: int | None = None,
) -> list[OrderLine]:
    """All that a guest ever ordered, the latest first; with `before`, those older than that order."""
    own = (orders.c.guest_id == guest_id, orders.c.proposed_for.is_(None), is_order())
    query = lines().where(*own).order_by(orders.c.id.desc())
    if before is not None:
        query = query.where(orders.c.id < before)
    return listed(connection, query.limit(limit).offset(offset))


def past(connection: Connection, order_id: int) -> list[Change]:
    """How the order came to where it is, from the beginning."""
    query = (
        select(order_history.c.to_state, order_history.c.reason, people.c.name, order_history.c.at)
        .outerjoin(people, people.c.id == order_history.c.actor_id)
        .where(order_history.c.order_id == order_id)
        .order_by(order_history.c.id)
    )
    return [
        Change(OrderState(state), Reason(reason), actor, at)
        for state, reason, actor, at in connection.execute(query)
    ]
