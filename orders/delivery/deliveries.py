"""One delivery: read, taken together with its order, and moved from one state to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    select,
    update,
)

from database import rows
from orders.delivery.delivery_models import CARRIED, DeliveryState, Leg, deliveries
from orders.errors import DeliveryMoved, NoDelivery
from orders.loading import OrderRow, locked


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a delivery stands, and on which of its legs."""

    state: DeliveryState
    leg: Leg

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", DeliveryState(self.state))
        object.__setattr__(self, "leg", Leg(self.leg))

    @property
    def is_collection(self) -> bool:
        """Whether it is on its way from its guest, or nobody was there for it yet."""
        return self.leg is Leg.COLLECTION

    @property
    def is_carried(self) -> bool:
        """Whether one courier has it, or comes for it."""
        return self.state in CARRIED


@dataclass(frozen=True, slots=True)
class Delivery(Standing):
    """The columns of `deliveries` (see there). Times in UTC."""

    order_id: int
    merchant_id: int
    courier_id: int | None
    meters: int
    minutes: int
    fetch_code: str
    at_the_door: bool
    offer_from: datetime
    take_by: datetime
    give_up_at: datetime
    told_at: datetime | None
    received_at: datetime | None
    accepted_at: datetime | None
    picked_up_at: datetime | None
    left_at: datetime | None
    mapped_at: datetime | None
    waits_until: datetime | None
    lost_at: datetime | None
    ended_at: datetime | None
    handover: str | None
    photo: str | None
    why: str | None

    @property
    def carried_by(self) -> int:
        """Of one that a courier has."""
        assert self.courier_id is not None, self.order_id
        return self.courier_id


def of_order(connection: Connection, order_id: int) -> Delivery | None:
    """None where nothing is brought, or nothing was paid yet."""
    return rows.one_or_none(Delivery, connection.execute(_one(), {"order": order_id}))


@cache
def _one() -> Select[*tuple[Any, ...]]:
    return select(deliveries).where(deliveries.c.order_id == bindparam("order"))


def stands(*states: DeliveryState) -> ColumnElement[bool]:
    """In one of these states, written out: SQLite fits no partial index to a parameter."""
    written: BindParameter[list[str]] = bindparam(
        "states", [str(each) for each in states], expanding=True, literal_execute=True, unique=True
    )
    return deliveries.c.state.in_(written)


def taken(connection: Connection, order_id: int) -> tuple[OrderRow, Delivery]:
    """Order and delivery, theirs alone until the transaction ends; NoDelivery where there is none.

    Everybody takes the order's row first: what becomes of one becomes of the other.
    """
    order = locked(connection, order_id)
    return order, of_taken(connection, order)


def of_taken(connection: Connection, order: OrderRow) -> Delivery:
    """That of an order whose row is taken; NoDelivery where there is none."""
    delivery = of_order(connection, order.id)
    if delivery is None:
        raise NoDelivery(order.id)
    return delivery


def move(
    connection: Connection,
    delivery: Delivery,
    before: Sequence[DeliveryState],
    after: DeliveryState,
    **values: Any,
) -> None:
    """From one of these states to another, by whoever has it; DeliveryMoved where it has gone on."""
    this = {"this": delivery.order_id, "before": list(before), "whose": delivery.courier_id}
    given = {f"new_{name}": value for name, value in values.items()}
    change = _moving(tuple(values))
    if connection.execute(change, {**this, "new_state": after, **given}).rowcount != 1:
        raise DeliveryMoved(delivery.order_id, delivery.state)


@cache
def _moving(names: tuple[str, ...]) -> Update:
    """With values for these columns."""
    column = deliveries.c
    this = (
        column.order_id == bindparam("this"),
        column.state.in_(bindparam("before", expanding=True)),
        column.courier_id.is_not_distinct_from(bindparam("whose")),
    )
    new = {name: bindparam(f"new_{name}", type_=column[name].type) for name in ("state", *names)}
    return update(deliveries).where(*this).values(new)


def note(connection: Connection, delivery: Delivery, **values: Any) -> None:
    """Something of it, whose order is taken, while it stays in its state."""
    move(connection, delivery, (delivery.state,), delivery.state, **values)
