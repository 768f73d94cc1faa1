"""Deliveries as they are shown: to their courier, and, of those under way, to place and operators."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, bindparam, func, select

from catalog.geography import distance
from catalog.models import locations, merchants
from database import rows
from database.point import Point
from orders.agreed_addresses import OrderAddress, agreed_address
from orders.delivery import couriers as of_couriers
from orders.delivery.deliveries import Delivery, Standing, of_order, stands
from orders.delivery.delivery_models import (
    UNDER_WAY,
    Answer,
    DeliveryState,
    Leg,
    deliveries,
    delivery_offers,
)
from orders.delivery.keeping import is_number
from orders.models import orders
from people.models import people


@dataclass(frozen=True, slots=True)
class Job(Standing):
    """One delivery with what a list or its courier's page shows of it. Times in UTC."""

    order_id: int
    merchant_id: int
    merchant: str
    location: str
    address: str | None
    latitude: float
    longitude: float
    zone: str
    title: str
    guest_id: int
    guest: str
    note: str
    total: int
    currency: str
    starts_at: datetime
    ready_at: datetime | None
    collect_at: datetime | None
    meters: int
    minutes: int
    fetch_code: str
    at_the_door: bool
    courier_id: int | None
    courier: str | None
    waits_until: datetime | None
    lost_at: datetime | None
    told_at: datetime | None
    give_up_at: datetime
    why: str | None
    pay: int | None
    pay_currency: str | None
    earned: int | None

    @property
    def counter(self) -> Point:
        return Point(self.latitude, self.longitude)


def job(connection: Connection, order_id: int) -> Job | None:
    """One, whoever has it."""
    return rows.one_or_none(Job, connection.execute(_job(), {"order": order_id}))


@cache
def _job() -> Select[*tuple[Any, ...]]:
    return _jobs().where(orders.c.id == bindparam("order"))


def under_way(
    connection: Connection, merchant_id: int | None, limit: int = 20, offset: int = 0
) -> list[Job]:
    """Those of a merchant, or of all with None: what is lost first, then as it is ready."""
    query = (
        _jobs()
        .where(*_of(merchant_id))
        .order_by(deliveries.c.lost_at.is_(None), orders.c.starts_at, orders.c.id)
    )
    return rows.every(Job, connection.execute(query.limit(limit).offset(offset)))


def fetched_by(connection: Connection, merchant_ids: Collection[int], number: str) -> int | None:
    """The order for which a courier who shows this number comes to one of these; None unless it is one."""
    query = select(deliveries.c.order_id, deliveries.c.fetch_code).where(
        stands(*UNDER_WAY),
        deliveries.c.state == DeliveryState.ACCEPTED,
        deliveries.c.leg == Leg.RETURN,
        deliveries.c.merchant_id.in_(merchant_ids),
    )
    waiting = connection.execute(query)
    meant = [order for order, shown in waiting if is_number(number, shown)]
    return meant[0] if len(meant) == 1 else None


def count_under_way(connection: Connection, merchant_id: int | None) -> int:
    counting = _under_way(everywhere=merchant_id is None)
    return connection.execute(counting, {"merchant": merchant_id}).scalar_one()


@cache
def _under_way(*, everywhere: bool) -> Select[int]:
    which = _of(None if everywhere else bindparam("merchant"))
    return select(func.count()).select_from(deliveries).where(*which)


def door_for(connection: Connection, order_id: int, courier_id: int) -> OrderAddress | None:
    """Where it goes, for the courier who has it; None for everybody else, and once it is done."""
    delivery = of_order(connection, order_id)
    if delivery is None or delivery.courier_id != courier_id or not delivery.is_carried:
        return None
    return agreed_address(connection, order_id)


def on_the_way_at(connection: Connection, delivery: Delivery, now: datetime) -> Point | None:
    """Where its courier is, as its guest may see: on the way, not lost, and where that is known."""
    if delivery.state is not DeliveryState.ON_THE_WAY or delivery.lost_at is not None:
        return None
    courier = of_couriers.courier(connection, delivery.carried_by)
    return None if courier is None else courier.fresh_point(now)


def meters_to_door(connection: Connection, delivery: Delivery, now: datetime) -> int | None:
    """How far its courier is from the door, while they are on the way and their place is known."""
    point = on_the_way_at(connection, delivery, now)
    door = agreed_address(connection, delivery.order_id)
    return round(distance(point, door.point)) if point and door else None


def brought_by(connection: Connection, courier_id: int, since: datetime) -> int:
    """How many a courier has brought since a moment."""
    query = select(func.count()).select_from(deliveries)
    theirs = (
        deliveries.c.courier_id == courier_id,
        deliveries.c.state == DeliveryState.HANDED_OVER,
        deliveries.c.ended_at >= since,
    )
    return connection.execute(query.where(*theirs)).scalar_one()


def _of(merchant_id: int | BindParameter[int] | None) -> tuple[ColumnElement[bool], ...]:
    under = stands(*UNDER_WAY)
    return (under,) if merchant_id is None else (under, deliveries.c.merchant_id == merchant_id)


def _jobs() -> Select[*tuple[Any, ...]]:
    guest, courier = people.alias("guest"), people.alias("courier")
    offered = (delivery_offers.c.order_id == deliveries.c.order_id) & (
        delivery_offers.c.answer == Answer.ACCEPTED
    )
    return (
        select(
            deliveries.c.order_id,
            deliveries.c.state,
            deliveries.c.leg,
            deliveries.c.merchant_id,
            merchants.c.name.label("merchant"),
            locations.c.name.label("location"),
            locations.c.address,
            locations.c.latitude,
            locations.c.longitude,
            orders.c.terms["zone"].as_string().label("zone"),
            orders.c.title,
            orders.c.guest_id,
            guest.c.name.label("guest"),
            orders.c.note,
            orders.c.total,
            orders.c.currency,
            orders.c.starts_at,
            orders.c.ready_at,
            orders.c.collect_at,
            deliveries.c.meters,
            deliveries.c.minutes,
            deliveries.c.fetch_code,
            deliveries.c.at_the_door,
            deliveries.c.courier_id,
            courier.c.name.label("courier"),
            deliveries.c.waits_until,
            deliveries.c.lost_at,
            deliveries.c.told_at,
            deliveries.c.give_up_at,
            deliveries.c.why,
            delivery_offers.c.pay,
            delivery_offers.c.pay_currency,
            delivery_offers.c.earned,
        )
        .join_from(deliveries, orders, orders.c.id == deliveries.c.order_id)
        .join(merchants, merchants.c.id == orders.c.merchant_id)
        .join(locations, locations.c.id == orders.c.location_id)
        .join(guest, guest.c.id == orders.c.guest_id)
        .outerjoin(courier, courier.c.id == deliveries.c.courier_id)
        .outerjoin(delivery_offers, offered)
    )
