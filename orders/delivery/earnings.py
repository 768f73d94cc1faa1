"""What couriers did and earned by it: shown to each of them, and to the places that pay them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    case,
    func,
    select,
)

from catalog.models import locations, merchants
from database import rows
from orders.delivery.courier_payment_models import courier_payments
from orders.delivery.delivery_models import Answer, DeliveryState, deliveries, delivery_offers
from orders.models import orders
from people.models import people
from people.queries import market_couriers


@dataclass(frozen=True, slots=True)
class Ride:
    """What a courier has done: collected from its guest, or brought, as far as that was theirs.

    Money in minor units; None where the place has promised nothing.
    """

    order_id: int
    merchant: str
    location: str
    courier_id: int
    courier: str
    answer: str
    state: DeliveryState
    why: str | None
    meters: int
    earned_at: datetime
    zone: str
    earned: int | None
    currency: str | None
    paid_at: datetime | None

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", DeliveryState(self.state))

    @property
    def collected(self) -> bool:
        """Whether it came from its guest, to be brought back later."""
        return self.answer == Answer.DONE


@dataclass(frozen=True, slots=True)
class Earned:
    """By one courier in one currency; None where nothing was promised.

    `unpaid` of the deliveries earned `open`, which nobody has said is paid. In minor units.
    """

    courier_id: int
    courier: str
    currency: str | None
    rides: int
    meters: int
    amount: int
    unpaid: int
    open: int


def of_courier(
    connection: Connection,
    courier_id: int,
    within: tuple[datetime, datetime],
    limit: int,
    offset: int = 0,
) -> list[Ride]:
    """Theirs, the latest first; from the first moment up to before the second."""
    given = _given(courier_id, within) | {"most": limit, "past": offset}
    return rows.every(Ride, connection.execute(_rides(delivery_offers.c.courier_id), given))


def sums_of_courier(
    connection: Connection, courier_id: int, within: tuple[datetime, datetime]
) -> list[Earned]:
    """By currency."""
    return _sums(connection, delivery_offers.c.courier_id, _given(courier_id, within))


def of_merchant(
    connection: Connection, merchant_id: int, within: tuple[datetime, datetime], limit: int
) -> list[Ride]:
    """All that was brought from a merchant's places, and to them."""
    given = _given(merchant_id, within) | {"most": limit, "past": 0}
    return rows.every(Ride, connection.execute(_rides(deliveries.c.merchant_id), given))


def sums_of_merchant(
    connection: Connection, merchant_id: int, within: tuple[datetime, datetime]
) -> list[Earned]:
    """By courier and currency."""
    return _sums(connection, deliveries.c.merchant_id, _given(merchant_id, within))


def sums_of_market(
    connection: Connection, within: tuple[datetime, datetime]
) -> list[tuple[int, str, Earned]]:
    """Of the market's own couriers, those who left too, by them, the merchant (its id and name) and currency."""
    begin, end = within
    found = connection.execute(_by_merchant(), {"begin": begin, "end": end})
    return [(row.merchant_id, row.merchant, _earned(row)) for row in found]


@cache
def _by_merchant() -> Select[*tuple[Any, ...]]:
    merchant = (merchants.c.id, merchants.c.name)
    ours = delivery_offers.c.courier_id.in_(market_couriers())
    return (
        _summing()
        .add_columns(merchants.c.id.label("merchant_id"), merchants.c.name.label("merchant"))
        .join(merchants, merchants.c.id == deliveries.c.merchant_id)
        .where(ours, *_done())
        .group_by(*merchant)
        .order_by(*merchant)
    )


def _given(whose: int, within: tuple[datetime, datetime]) -> dict[str, Any]:
    begin, end = within
    return {"whose": whose, "begin": begin, "end": end}


def _done() -> Sequence[ColumnElement[bool]]:
    moment = delivery_offers.c.earned_at
    return (moment.is_not(None), moment >= bindparam("begin"), moment < bindparam("end"))


@cache
def _rides(by: Column[int]) -> Select[*tuple[Any, ...]]:
    """Of whom this column names, the latest first."""
    latest = (delivery_offers.c.earned_at.desc(), delivery_offers.c.id.desc())
    query = _reading().where(by == bindparam("whose"), *_done()).order_by(*latest)
    return query.limit(bindparam("most")).offset(bindparam("past"))


def _reading() -> Select[*tuple[Any, ...]]:
    return (
        select(
            delivery_offers.c.order_id,
            merchants.c.name.label("merchant"),
            locations.c.name.label("location"),
            delivery_offers.c.courier_id,
            people.c.name.label("courier"),
            delivery_offers.c.answer,
            deliveries.c.state,
            deliveries.c.why,
            deliveries.c.meters,
            delivery_offers.c.earned_at,
            orders.c.terms["zone"].as_string().label("zone"),
            delivery_offers.c.earned,
            delivery_offers.c.pay_currency.label("currency"),
            courier_payments.c.paid_at,
        )
        .join_from(delivery_offers, deliveries, deliveries.c.order_id == delivery_offers.c.order_id)
        .outerjoin(courier_payments, courier_payments.c.id == delivery_offers.c.payment_id)
        .join(orders, orders.c.id == deliveries.c.order_id)
        .join(merchants, merchants.c.id == deliveries.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .join(people, people.c.id == delivery_offers.c.courier_id)
    )


def _sums(connection: Connection, by: Column[int], given: dict[str, Any]) -> list[Earned]:
    return [_earned(each) for each in connection.execute(_sums_by(by), given)]


@cache
def _sums_by(by: Column[int]) -> Select[*tuple[Any, ...]]:
    return _summing().where(by == bindparam("whose"), *_done())


def _summing() -> Select[*tuple[Any, ...]]:
    by = (delivery_offers.c.courier_id, people.c.name, delivery_offers.c.pay_currency)
    earned = delivery_offers.c.earned
    left = delivery_offers.c.payment_id.is_(None) & earned.is_not(None)
    return (
        select(
            delivery_offers.c.courier_id,
            people.c.name.label("courier"),
            delivery_offers.c.pay_currency.label("currency"),
            func.count().label("rides"),
            func.sum(deliveries.c.meters).label("meters"),
            func.coalesce(func.sum(earned), 0).label("amount"),
            func.sum(case((left, 1), else_=0)).label("unpaid"),
            func.coalesce(func.sum(case((left, earned), else_=0)), 0).label("open"),
        )
        .join_from(delivery_offers, deliveries, deliveries.c.order_id == delivery_offers.c.order_id)
        .join(people, people.c.id == delivery_offers.c.courier_id)
        .group_by(*by)
        .order_by(people.c.name, delivery_offers.c.courier_id, delivery_offers.c.pay_currency)
    )


def _earned(row: Row[*tuple[Any, ...]]) -> Earned:
    """Numbers as Python has them: PostgreSQL sums whole ones to decimals."""
    return Earned(
        row.courier_id,
        row.courier,
        row.currency,
        row.rides,
        int(row.meters),
        int(row.amount),
        int(row.unpaid),
        int(row.open),
    )
