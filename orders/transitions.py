"""The one way an order changes its state: a compare-and-swap and a row of history with it."""

from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Insert,
    Select,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from orders.errors import OrderMoved
from orders.loading import OrderRow
from orders.models import OrderState, order_history, orders
from orders.rules import is_edge


class Reason(StrEnum):
    """Why an order changed its state: by whom, or by what."""

    ORDERED = "ordered"  # what was in a cart is held
    TAKEN_OVER = "taken_over"  # what was in a cart somebody else at the table pays for
    PAID = "paid"
    PAID_LATE = "paid_late"
    FREE = "free"
    COUNTER = "counter"  # staff wrote in who came or telephoned
    RELEASED = "released"  # the guest gave the hold back
    LAPSED = "lapsed"
    AUTOMATIC = "automatic"  # a merchant that confirms by itself
    STAFF = "staff"
    UNANSWERED = "unanswered"
    GUEST = "guest"
    MERCHANT = "merchant"
    OPERATOR = "operator"
    SUSPENDED = "suspended"
    UNDELIVERED = "undelivered"  # nobody brought it to its guest
    RESCHEDULED = "rescheduled"
    PROPOSED = "proposed"  # its place asked for another time; nothing has moved yet
    KEPT = "kept"  # the guest would rather keep the time that was agreed
    WITHDRAWN = "withdrawn"  # its place asks no more
    RESEATED = "reseated"  # the same time on another chair, or with somebody else
    REDEEMED = "redeemed"
    UNUSED = "unused"
    PROVIDER = "provider"  # it gave the money back without being asked
    DISPUTE = "dispute"  # the guest's bank took it back


class RefundReason(StrEnum):
    """Why money goes back while its order stays as it is; else the reason is the order's own."""

    WRONG_AMOUNT = "wrong_amount"
    WRONG_CURRENCY = "wrong_currency"
    WRONG_PAYER = "wrong_payer"
    WRONG_PROVIDER = "wrong_provider"
    DUPLICATE = "duplicate"  # the order was paid before
    LATE = "late"  # its seats were given away meanwhile
    GOODWILL = "goodwill"  # the merchant or the market's support gives it, the order stays
    CLOSED = "closed"  # the merchant takes no orders any more
    PROVIDER_REST = "provider_rest"  # what is left once the provider gave back a part
    DISPUTE_REST = "dispute_rest"  # what is left once a bank took back a part


Step = tuple[OrderState, Reason]


def move(
    connection: Connection,
    order: OrderRow,
    *steps: Step,
    actor_id: int | None,
    now: datetime,
    **values: Any,
) -> bool:
    """Take the order from the state it was read in along the steps, in one swap.

    Raises OrderMoved where somebody else was faster. The values are written with it. Says whether
    another time is kept for the order, which its place proposed.
    """
    given = {f"new_{name}": value for name, value in values.items()}
    this = {"this": order.id, "before": order.state, "new_state": steps[-1][0]}
    moved = connection.execute(swapping(tuple(values)), this | given).scalar_one_or_none()
    if moved is None:
        raise OrderMoved(order.id, order.state)
    noted = history(order, steps, actor_id, now)
    connection.execute(noting(), noted[0] if len(noted) == 1 else noted)
    return moved


kept = orders.alias("kept")
HELD = kept.c.state == literal_column(f"'{OrderState.HELD}'")
"""Written out: neither engine fits its small index to a bound value."""

REMARKS = (Reason.PROPOSED, Reason.KEPT, Reason.WITHDRAWN, Reason.RESEATED)
"""What was said of a live order, which stays as it is."""


def remark(
    connection: Connection, order: OrderRow, reason: Reason, actor_id: int, now: datetime
) -> None:
    """A row of history of an order whose row is taken, and nothing else."""
    step = (OrderState(order.state), reason)
    connection.execute(noting(), history(order, (step,), actor_id, now)[0])


@cache
def swapping(names: tuple[str, ...]) -> ReturningUpdate[bool]:
    """Only from the state that is known, and with values for these columns."""
    changed = {name: bindparam(f"new_{name}", type_=orders.c[name].type) for name in names}
    this = (orders.c.id == bindparam("this"), orders.c.state == bindparam("before"))
    proposed = exists().where(kept.c.proposed_for == bindparam("this"), HELD)
    swapped = update(orders).where(*this).values(state=bindparam("new_state"), **changed)
    return swapped.returning(proposed)


@cache
def noting() -> Insert:
    return insert(order_history)


def history(
    order: OrderRow, steps: tuple[Step, ...], actor_id: int | None, now: datetime
) -> list[dict[str, Any]]:
    rows = []
    before = OrderState(order.state)
    for after, reason in steps:
        assert is_edge(before, after), (before, after)
        rows.append(
            {
                "order_id": order.id,
                "from_state": before,
                "to_state": after,
                "reason": reason,
                "actor_id": actor_id,
                "at": now,
            }
        )
        before = after
    return rows


def changes(connection: Connection, order_id: int) -> int:
    """How often an order changed its state or its time; only ever more."""
    query = select(func.count()).where(order_history.c.order_id == order_id)
    return int(connection.execute(query).scalar_one())


def has_gone(connection: Connection, order_id: int, reason: Reason) -> bool:
    """Whether an order ever changed its state for this reason."""
    given = {"order": order_id, "reason": reason}
    return bool(connection.execute(_gone(), given).scalar_one())


@cache
def _gone() -> Select[bool]:
    there = order_history.c.order_id == bindparam("order")
    return select(exists().where(there, order_history.c.reason == bindparam("reason")))
