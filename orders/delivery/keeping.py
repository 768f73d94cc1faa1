"""What becomes of a delivery with its order: it begins when that is paid, and ends when that ends."""

import hmac
import secrets
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from catalog.amount_signs import plain
from catalog.geography import distance
from catalog.menu.delivering import minutes_to
from catalog.models import locations
from database.point import Point
from orders.agreed_addresses import agreed_address
from orders.delivery import live_map, news
from orders.delivery.deliveries import Delivery, move, of_order
from orders.delivery.delivery_models import (
    UNDER_WAY,
    Answer,
    DeliveryState,
    Handover,
    Leg,
    Why,
    deliveries,
    delivery_offers,
)
from orders.delivery.news import Step
from orders.delivery.pacing import deadlines
from orders.errors import NotCollectedYet, WithCourier
from orders.loading import OrderRow
from orders.models import Fulfilment
from orders.reading.queries import OrderView

ON_BOARD = (DeliveryState.PICKED_UP, DeliveryState.ON_THE_WAY)
OF_A_COURIER = (
    "courier_id",
    "accepted_at",
    "picked_up_at",
    "left_at",
    "waits_until",
    "lost_at",
)
"""What is said of a delivery only while somebody has it."""


def begin(
    connection: Connection, order: OrderRow, now: datetime, answer_by: datetime | None = None
) -> None:
    """Of an order that was just placed, and that its place answers until then; nothing for one that
    is not brought.

    What is first collected is collected as soon as the place has said yes, or at the time that its guest chose.
    """
    if order.fulfilment != Fulfilment.DELIVERY:
        return
    address = agreed_address(connection, order.id)
    assert address is not None, order.id
    assert order.starts_at is not None, order.id
    counter, kmh = counter_point(connection, order.location_id)
    meters = round(distance(counter, address.point))
    collected = address.collects
    wanted = max(answer_by or now, order.collect_at or now)
    times = deadlines(wanted if collected else order.starts_at, now)
    at_once = collected and order.collect_at is None
    new = insert(deliveries).values(
        order_id=order.id,
        merchant_id=order.merchant_id,
        state=DeliveryState.OFFERED,
        leg=Leg.COLLECTION if collected else Leg.RETURN,
        meters=meters,
        minutes=minutes_to(address.point, counter, kmh),
        fetch_code=new_number(),
        at_the_door=False,
        offer_from=now if at_once else times.offer_from,
        take_by=times.take_by,
        give_up_at=times.give_up_at,
    )
    connection.execute(new)


def new_number() -> str:
    """By which courier and place, or courier and guest, know that they mean the same."""
    return f"{secrets.randbelow(10_000):04}"


def is_number(typed: str, number: str) -> bool:
    """Whether this is what was typed, in the digits of any script."""
    return hmac.compare_digest(plain(typed).encode(), number.encode())


def counter_point(connection: Connection, location_id: int) -> tuple[Point, int | None]:
    """Where the counter is, and how fast whoever leaves from there travels, in km/h."""
    query = select(locations.c.latitude, locations.c.longitude, locations.c.travel_kmh)
    row = connection.execute(query.where(locations.c.id == location_id)).one()
    return Point(row.latitude, row.longitude), row.travel_kmh


def way_of(connection: Connection, order: OrderRow) -> timedelta:
    """On the road between its place and the door that was agreed; none once that is forgotten."""
    address = agreed_address(connection, order.id)
    if address is None:
        return timedelta()
    counter, kmh = counter_point(connection, order.location_id)
    return timedelta(minutes=minutes_to(address.point, counter, kmh))


def fetched_from(connection: Connection, order: OrderRow, delivery: Delivery) -> Point:
    """Where its courier has to be first: at the guest's door, or at the counter."""
    address = agreed_address(connection, order.id) if delivery.is_collection else None
    if address is not None:
        return address.point
    return counter_point(connection, order.location_id)[0]


def wanted_at(order: OrderRow, delivery: Delivery, now: datetime) -> datetime:
    """When somebody is to be there for it: at the guest's door for what is collected, or at the counter."""
    if delivery.is_collection:
        return order.collect_at or now
    assert order.starts_at is not None, order.id
    return order.starts_at


def taken_on(connection: Connection, order: OrderRow, now: datetime) -> None:
    """Its place has said yes: what is first collected is waited for from now on, or from when its guest chose."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return
    times = deadlines(order.collect_at or now, now)
    _wait(connection, order, Leg.COLLECTION, take_by=times.take_by, give_up_at=times.give_up_at)


def put_off(connection: Connection, order: OrderRow, ready_at: datetime, now: datetime) -> None:
    """The place needs longer, or is ready sooner: nobody is looked for, or late, before."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return
    times = deadlines(ready_at, now)
    _wait(connection, order, Leg.RETURN, **asdict(times))


def _wait(connection: Connection, order: OrderRow, leg: Leg, **times: datetime) -> None:
    """So long from now on, unless it was late before."""
    here = (
        deliveries.c.order_id == order.id,
        deliveries.c.leg == leg,
        deliveries.c.state.in_((DeliveryState.OFFERED, DeliveryState.ACCEPTED)),
        deliveries.c.told_at.is_(None),
    )
    connection.execute(update(deliveries).where(*here).values(**times))


def end_with_order(connection: Connection, order: OrderRow, now: datetime) -> None:
    """Its order is over: whoever was asked is asked no more, and whoever has it is told."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return
    delivery = of_order(connection, order.id)
    if delivery is not None and delivery.ended_at is None:
        fail(connection, delivery, Why.CANCELLED, now)


def is_not_brought(connection: Connection, order: OrderRow) -> bool:
    """Whether it was to be brought, and neither its guest wanted to fetch it nor a courier was there."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return False
    delivery = of_order(connection, order.id)
    if delivery is None:
        return False
    if delivery.is_collection:
        return True
    there = delivery.why == Why.NOBODY_OPENED or delivery.handover is not None
    return not there and delivery.state is not DeliveryState.AT_COUNTER


def is_late(connection: Connection, order: OrderRow | OrderView, now: datetime) -> bool:
    """Whether its guest was told that it does not come in time, and owes nothing who waits no longer."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return False
    delivery = of_order(connection, order.id)
    return delivery is not None and may_choose(delivery, now)


def may_choose(delivery: Delivery, now: datetime) -> bool:
    """Whether its guest may fetch it or have the money back: nobody has it, or too long, or it is lost."""
    if delivery.state is DeliveryState.OFFERED:
        return delivery.told_at is not None
    if delivery.state in ON_BOARD:
        return delivery.lost_at is not None
    return delivery.state is DeliveryState.ACCEPTED and now >= delivery.give_up_at


def fail(connection: Connection, delivery: Delivery, why: Why, now: datetime) -> None:
    """It is brought to nobody; who closes its order, and how, is the caller's."""
    move(connection, delivery, UNDER_WAY, DeliveryState.FAILED, why=why, ended_at=now)
    had_it = delivery.state in ON_BOARD and delivery.lost_at is None
    if why is Why.NOBODY_OPENED or (why is Why.CANCELLED and had_it):
        earn(connection, delivery, now)
    live_map.take_away(connection, delivery, now)
    withdraw(connection, delivery, now)
    if delivery.is_carried and why is not Why.NOBODY_OPENED:
        news.tell_courier(connection, delivery, delivery.carried_by, Step.OVER, now)


def earn(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Whoever has it has done their part, and gets for it what they were offered."""
    this = (
        delivery_offers.c.order_id == delivery.order_id,
        delivery_offers.c.answer == Answer.ACCEPTED,
    )
    change = update(delivery_offers).where(*this)
    connection.execute(change.values(earned=delivery_offers.c.pay, earned_at=now))


def check_received(connection: Connection, order: OrderRow) -> None:
    """NotCollectedYet where it is still with its guest, or a courier has it on the way to its place."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return
    delivery = of_order(connection, order.id)
    if delivery is not None and delivery.is_collection:
        raise NotCollectedYet(order.id)


def hand_over_at_counter(connection: Connection, order: OrderRow, now: datetime) -> None:
    """Its guest is there with the code: fine, as long as it is there and no courier has gone with it."""
    if order.fulfilment != Fulfilment.DELIVERY:
        return
    delivery = of_order(connection, order.id)
    if delivery is None or delivery.ended_at is not None:
        return
    if delivery.state in ON_BOARD:
        raise WithCourier(order.id)
    if delivery.is_collection:
        raise NotCollectedYet(order.id)
    values = {"handover": Handover.COUNTER, "ended_at": now}
    move(connection, delivery, UNDER_WAY, DeliveryState.HANDED_OVER, **values)
    withdraw(connection, delivery, now)
    if delivery.is_carried:
        news.tell_courier(connection, delivery, delivery.carried_by, Step.OVER, now)


def withdraw(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Nobody is asked for it any more; those who were are told so without a sound."""
    this = (delivery_offers.c.order_id == delivery.order_id, delivery_offers.c.answer.is_(None))
    change = update(delivery_offers).where(*this)
    change = change.values(answer=Answer.WITHDRAWN, answered_at=now)
    asked = connection.execute(
        change.returning(delivery_offers.c.id, delivery_offers.c.courier_id)
    ).all()
    news.tell_of_offers(connection, [(row.id, row.courier_id) for row in asked], now, quiet=True)
