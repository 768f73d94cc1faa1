"""Lists of orders: a guest's bookings and codes, a merchant's day, what waits for an answer."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from catalog.models import locations, merchants, resources
from catalog.views import MerchantState
from orders.models import Fulfilment, OrderState, orders, vouchers
from orders.rules import LIVE, names
from people.models import people


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as one line of a list; `code` only for its guest. Times in UTC."""

    id: int
    guest_id: int
    guest: str
    merchant_id: int
    merchant: str
    location: str
    zone: str
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    seats: int
    total: int
    currency: str
    state: OrderState
    held_until: datetime | None
    valid_until: datetime | None
    uses: int
    used: int
    resource: str | None
    chosen: bool  # the guest asked for that one
    fulfilment: Fulfilment
    placed_at: datetime | None


def lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            orders.c.id,
            orders.c.guest_id,
            people.c.name.label("guest"),
            orders.c.merchant_id,
            merchants.c.name.label("merchant"),
            locations.c.name.label("location"),
            orders.c.terms["zone"].as_string().label("zone"),
            orders.c.title,
            orders.c.starts_at,
            orders.c.ends_at,
            orders.c.seats,
            orders.c.total,
            orders.c.currency,
            orders.c.state,
            orders.c.held_until,
            orders.c.valid_until,
            orders.c.uses,
            func.coalesce(vouchers.c.used, 0).label("used"),
            resources.c.name.label("resource"),
            orders.c.chosen_resource_id.is_not(None).label("chosen"),
            orders.c.fulfilment,
            orders.c.placed_at,
        )
        .select_from(orders)
        .join(people, people.c.id == orders.c.guest_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .outerjoin(resources, resources.c.id == orders.c.resource_id)
        .outerjoin(vouchers, vouchers.c.order_id == orders.c.id)
    )


def listed(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[OrderLine]:
    return [line_of(row) for row in connection.execute(query).mappings()]


def line_of(row: RowMapping) -> OrderLine:
    """A row of `lines`, whatever else was asked with it."""
    known = {each.name: row[each.name] for each in fields(OrderLine)}
    read = {"state": OrderState(row["state"]), "fulfilment": Fulfilment(row["fulfilment"])}
    return OrderLine(**known | read)


def these(connection: Connection, order_ids: Collection[int]) -> list[OrderLine]:
    """Orders by their numbers, the first to begin first."""
    query = lines().where(orders.c.id.in_(order_ids)).order_by(orders.c.starts_at, orders.c.id)
    return listed(connection, query)


def coming_of_guest(
    connection: Connection, guest_id: int, now: datetime, limit: int | None = 20, offset: int = 0
) -> list[OrderLine]:
    """What a guest has before them: living codes and living holds, the next first."""
    held = and_(
        orders.c.state == OrderState.HELD,
        orders.c.held_until > now,
        orders.c.proposed_for.is_(None),
    )
    query = (
        lines()
        .where(orders.c.guest_id == guest_id, or_(orders.c.state.in_(names(LIVE)), held))
        .order_by(func.coalesce(orders.c.starts_at, orders.c.valid_until), orders.c.id)
        .limit(limit)
        .offset(offset)
    )
    return listed(connection, query)


def past_of_guest(
    connection: Connection, guest_id: int, limit: int = 20, offset: int = 0
) -> list[OrderLine]:
    """What is over, the latest first; holds that lapsed are not worth remembering."""
    over = (OrderState.REDEEMED, OrderState.DECLINED, OrderState.CANCELLED, OrderState.EXPIRED)
    query = (
        lines()
        .where(orders.c.guest_id == guest_id, orders.c.state.in_(names(over)))
        .order_by(orders.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return listed(connection, query)


def latest_of_guest(connection: Connection, guest_id: int, limit: int) -> list[OrderLine]:
    """What a guest booked, whatever became of it, the latest first; a hold is no booking yet."""
    never = (OrderState.DRAFT, OrderState.HELD, OrderState.LAPSED)
    query = (
        lines()
        .where(orders.c.guest_id == guest_id, orders.c.state.not_in(names(never)))
        .order_by(orders.c.id.desc())
        .limit(limit)
    )
    return listed(connection, query)


def unanswered_of_merchant(
    connection: Connection, merchant_id: int, limit: int = 20, offset: int = 0
) -> list[OrderLine]:
    """Orders that wait for the merchant's yes or no, the most urgent first."""
    query = (
        lines()
        .where(waits_at(merchant_id))
        .order_by(orders.c.confirm_by, orders.c.id)
        .limit(limit)
        .offset(offset)
    )
    return listed(connection, query)


def count_unanswered_of_merchant(connection: Connection, merchant_id: int) -> int:
    return connection.execute(_unanswered(), {"merchant": merchant_id}).scalar_one()


@cache
def _unanswered() -> Select[int]:
    return select(func.count()).where(waits_at(bindparam("merchant")))


def waits_at(merchant_id: int | BindParameter[int]) -> ColumnElement[bool]:
    return and_(orders.c.merchant_id == merchant_id, orders.c.state == OrderState.PLACED)


def vouchers_of_merchant(
    connection: Connection, merchant_id: int, limit: int = 50, offset: int = 0
) -> list[OrderLine]:
    """Living codes without a slot: guests may come with them any time."""
    query = (
        lines()
        .where(
            orders.c.merchant_id == merchant_id,
            orders.c.starts_at.is_(None),
            orders.c.state.in_(names(LIVE)),
        )
        .order_by(orders.c.valid_until, orders.c.id)
        .limit(limit)
        .offset(offset)
    )
    return listed(connection, query)


def count_living_of_merchant(connection: Connection, merchant_id: int) -> int:
    """How many orders a suspension would cancel."""
    query = select(func.count()).where(
        orders.c.merchant_id == merchant_id, orders.c.state.in_(names(LIVE))
    )
    return connection.execute(query).scalar_one()


@dataclass(frozen=True, slots=True)
class Deserted:
    """A merchant with living orders where nobody works any more; `living` says how many."""

    merchant_id: int
    name: str
    living: int


def deserted(connection: Connection) -> list[Deserted]:
    """Those who took bookings and are only listed now, the most bookings first."""
    living = func.count().label("living")
    query = (
        select(merchants.c.id, merchants.c.name, living)
        .join(orders, orders.c.merchant_id == merchants.c.id)
        .where(merchants.c.state == MerchantState.LISTED, orders.c.state.in_(names(LIVE)))
        .group_by(merchants.c.id, merchants.c.name)
        .order_by(living.desc(), merchants.c.id)
    )
    return [Deserted(*row) for row in connection.execute(query)]
