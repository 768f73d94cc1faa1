"""What couriers did and earned by it: shown to each of them, and to the places that pay them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from catalog.models import locations, merchants
from database import rows
from orders.delivery.delivery_models import DeliveryState, Handover, deliveries
from orders.models import orders
from people.models import people


@dataclass(frozen=True, slots=True)
class Ride:
    """One delivery that a courier ended, or that ended under way with them. Money in minor units."""

    order_id: int
    merchant: str
    location: str
    courier_id: int
    courier: str
    state: DeliveryState
    why: str | None
    meters: int
    ended_at: datetime
    zone: str
    earned: int | None
    currency: str | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", DeliveryState(self.state))


@dataclass(frozen=True, slots=True)
class Earned:
    """By one courier in one currency; None where nothing was promised."""

    courier_id: int
    courier: str
    currency: str | None
    rides: int
    meters: int
    amount: int


def of_courier(
    connection: Connection,
    courier_id: int,
    within: tuple[datetime, datetime],
    limit: int,
    offset: int = 0,
) -> list[Ride]:
    """Theirs, the latest first; from the first moment up to before the second."""
    return _rides(connection, _ended(within, deliveries.c.courier_id == courier_id), limit, offset)


def sums_of_courier(
    connection: Connection, courier_id: int, within: tuple[datetime, datetime]
) -> list[Earned]:
    """By currency."""
    return _sums(connection, _ended(within, deliveries.c.courier_id == courier_id))


def of_merchant(
    connection: Connection, merchant_id: int, within: tuple[datetime, datetime], limit: int
) -> list[Ride]:
    """All that was brought from a merchant's places."""
    return _rides(connection, _ended(within, deliveries.c.merchant_id == merchant_id), limit, 0)


def sums_of_merchant(
    connection: Connection, merchant_id: int, within: tuple[datetime, datetime]
) -> list[Earned]:
    """By courier and currency."""
    return _sums(connection, _ended(within, deliveries.c.merchant_id == merchant_id))


def _ended(
    within: tuple[datetime, datetime], whose: ColumnElement[bool]
) -> Sequence[ColumnElement[bool]]:
    """What guests fetched themselves is nobody's ride, nor what was called off before it was fetched."""
    begin, end = within
    brought = (deliveries.c.state == DeliveryState.HANDED_OVER) & (
        deliveries.c.handover != Handover.COUNTER
    )
    gone_with = (deliveries.c.state == DeliveryState.FAILED) & deliveries.c.picked_up_at.is_not(
        None
    )
    return (
        whose,
        deliveries.c.courier_id.is_not(None),
        deliveries.c.ended_at >= begin,
        deliveries.c.ended_at < end,
        or_(brought, gone_with),
    )


def _rides(
    connection: Connection, which: Sequence[ColumnElement[bool]], limit: int, offset: int
) -> list[Ride]:
    query = _reading().where(*which)
    query = query.order_by(deliveries.c.ended_at.desc(), deliveries.c.order_id.desc())
    return rows.every(Ride, connection.execute(query.limit(limit).offset(offset)))


def _reading() -> Select[*tuple[Any, ...]]:
    return (
        select(
            deliveries.c.order_id,
            merchants.c.name.label("merchant"),
            locations.c.name.label("location"),
            deliveries.c.courier_id,
            people.c.name.label("courier"),
            deliveries.c.state,
            deliveries.c.why,
            deliveries.c.meters,
            deliveries.c.ended_at,
            orders.c.terms["zone"].as_string().label("zone"),
            deliveries.c.earned,
            deliveries.c.pay_currency.label("currency"),
        )
        .join_from(deliveries, orders, orders.c.id == deliveries.c.order_id)
        .join(merchants, merchants.c.id == deliveries.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .join(people, people.c.id == deliveries.c.courier_id)
    )


def _sums(connection: Connection, which: Sequence[ColumnElement[bool]]) -> list[Earned]:
    by = (deliveries.c.courier_id, people.c.name, deliveries.c.pay_currency)
    query = (
        select(
            deliveries.c.courier_id,
            people.c.name.label("courier"),
            deliveries.c.pay_currency.label("currency"),
            func.count().label("rides"),
            func.sum(deliveries.c.meters).label("meters"),
            func.coalesce(func.sum(deliveries.c.earned), 0).label("amount"),
        )
        .join_from(deliveries, people, people.c.id == deliveries.c.courier_id)
        .where(*which)
        .group_by(*by)
        .order_by(people.c.name, deliveries.c.courier_id, deliveries.c.pay_currency)
    )
    return [
        Earned(
            each.courier_id, each.courier, each.currency, each.rides, each.meters, int(each.amount)
        )
        for each in connection.execute(query)
    ]
