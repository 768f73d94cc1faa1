"""What is brought in the busy market: nobody takes one, others are fetched, on their way and lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from catalog.menu import delivering
from catalog.models import locations
from catalog.visits import serving
from catalog.visits.serving import NewArea
from database.point import Point
from orders import CourierWork, carts, couriers, paying_couriers, queries, tickets
from orders.delivery.deliveries import of_order
from orders.delivery.delivery_models import (
    Answer,
    DeliveryState,
    Leg,
    deliveries,
    delivery_offers,
)
from orders.delivery.news import Step, tell_courier
from orders.models import Fulfilment
from people import addressing
from people.joining import Membership, join
from people.models import operators
from people.rights import Role
from tests import coffee, market
from tests.structure.served import paid_for

FETCH_CODE = "4711"


@dataclass(frozen=True, slots=True)
class Brought:
    """Orders by how they stand; the clerk brings `mine`, and is asked for `asked` by `offer`."""

    untaken: int
    accepted: int
    lost: int
    mine: int
    asked: int
    offer: int
    taken: int
    code: str
    address: int
    location: int
    guest: int
    clerk: int
    item: int


def brought(  # noqa: PLR0917 - a cast
    connection: Connection,
    merchant: int,
    guest: int,
    clerk: int,
    others: tuple[int, int],
    now: datetime,
) -> Brought:
    """Each is paid and accepted; two couriers have the others."""
    where = select(locations.c.id).where(locations.c.merchant_id == merchant)
    location = connection.execute(where.order_by(locations.c.id.desc())).scalars().first()
    assert location is not None
    market.hours(connection, location, range(7), 9 * 60, 18 * 60)
    item = coffee.serve(connection, merchant, location, buns=None).bun
    delivering.set_active(connection, location, clerk, now, active=True)
    serving.add(connection, location, NewArea(250, 0, "EUR", 5_000), 20, clerk, now)
    address = lives(connection, guest, now)
    made = [ordered(connection, item, guest, clerk, now) for _ in range(5)]
    untaken, accepted, lost, mine, asked = made
    for courier in others:
        join(connection, courier, Membership(Role.COURIER, merchant), now)
    for courier in (*others, clerk):
        couriers.begin_shift(connection, courier, market.KALLIO, now)
    change(connection, untaken, told_at=now)
    offer_of(connection, accepted, others[0], Answer.ACCEPTED, now)
    change(
        connection,
        accepted,
        state=DeliveryState.ACCEPTED,
        courier_id=others[0],
        accepted_at=now,
        fetch_code=FETCH_CODE,
        give_up_at=now,
    )
    on_the_way = {"state": DeliveryState.ON_THE_WAY, "accepted_at": now, "left_at": now}
    offer_of(connection, lost, others[1], Answer.ACCEPTED, now)
    change(connection, lost, courier_id=others[1], lost_at=now, **on_the_way)
    taken = offer_of(connection, mine, clerk, Answer.ACCEPTED, now)
    waited = {"waits_until": now - timedelta(minutes=1), "at_the_door": True}
    change(connection, mine, courier_id=clerk, **on_the_way, **waited)
    offer = offer_of(connection, asked, clerk, None, now)
    earned(connection, merchant, mine, others, clerk, now)
    delivery = of_order(connection, mine)
    assert delivery is not None
    tell_courier(connection, delivery, clerk, Step.FETCHED, now)
    view = queries.order(connection, mine)
    assert view is not None
    assert view.code is not None
    return Brought(
        untaken,
        accepted,
        lost,
        mine,
        asked,
        offer,
        taken,
        view.code,
        address,
        location,
        guest,
        clerk,
        item,
    )


def earned(  # noqa: PLR0917 - a cast
    connection: Connection,
    merchant: int,
    order: int,
    couriers: tuple[int, int],
    clerk: int,
    now: datetime,
) -> None:
    """Both couriers have collected something; the first is paid for it."""
    pay = {"pay": 300, "pay_currency": "EUR", "earned": 300, "earned_at": now}
    for courier in couriers:
        offer = offer_of(connection, order, courier, Answer.DONE, now)
        this = delivery_offers.c.id == offer
        connection.execute(update(delivery_offers).where(this).values(pay))
    week = (now - timedelta(days=1), now + timedelta(days=1))
    paying_couriers.pay(connection, CourierWork(merchant, couriers[0], week), 1, clerk, now)


@dataclass(frozen=True, slots=True)
class OfMarket:
    """A courier of the market who is not paid yet for what they did for a merchant, and a payment to another."""

    merchant: int
    courier: int
    payment: int


def of_market(connection: Connection, now: datetime) -> OfMarket:
    """Whoever earned something works for the market from now on."""
    offer = delivery_offers.c
    query = (
        select(deliveries.c.merchant_id, offer.courier_id, offer.payment_id)
        .join_from(delivery_offers, deliveries, deliveries.c.order_id == offer.order_id)
        .where(offer.earned_at.is_not(None))
        .order_by(offer.payment_id.is_(None), offer.id)
    )
    paid, unpaid = connection.execute(query).all()
    for each in (paid, unpaid):
        row = {"person_id": each.courier_id, "role": Role.COURIER, "joined_at": now}
        connection.execute(insert(operators).values(row))
    assert paid.payment_id is not None
    return OfMarket(unpaid.merchant_id, unpaid.courier_id, paid.payment_id)


def to_collect(connection: Connection, found: Brought) -> None:
    """What the clerk brings is at its guest's still, and they are on the way there."""
    leg = {"leg": Leg.COLLECTION, "state": DeliveryState.ACCEPTED, "fetch_code": FETCH_CODE}
    change(connection, found.mine, left_at=None, waits_until=None, **leg)


def cart_to_collect(connection: Connection, found: Brought, now: datetime) -> int:
    """A cart of the guest's, from whom a courier first collects."""
    delivering.set_collects(connection, found.location, found.clerk, now, collects=True)
    cart = carts.add(connection, found.guest, found.item, [], 4, "", None, now)
    carts.set_fulfilment(connection, found.guest, cart, Fulfilment.DELIVERY, now)
    return cart


def lives(connection: Connection, guest: int, now: datetime) -> int:
    near = Point(market.KALLIO.latitude + 0.002, market.KALLIO.longitude)
    words = "Vaasankatu 20, Helsinki"
    address = addressing.begin(connection, guest, now, point=near, text=words)
    addressing.choose(connection, guest, address, now)
    return address


def ordered(connection: Connection, item: int, guest: int, clerk: int, now: datetime) -> int:
    cart = carts.add(connection, guest, item, [], 4, "", None, now)
    carts.set_fulfilment(connection, guest, cart, Fulfilment.DELIVERY, now)
    order = carts.hold_cart(connection, guest, cart, now)
    paid_for(connection, guest, order, now)
    tickets.accept(connection, order, clerk, None, now)
    return order


def change(connection: Connection, order: int, **values: object) -> None:
    connection.execute(update(deliveries).where(deliveries.c.order_id == order).values(**values))


def offer_of(
    connection: Connection, order: int, courier: int, answer: Answer | None, now: datetime
) -> int:
    row = {"order_id": order, "courier_id": courier, "offered_at": now, "until": now}
    said = {"answer": answer, "answered_at": None if answer is None else now}
    new = insert(delivery_offers).values(**row, **said)
    return connection.execute(new.returning(delivery_offers.c.id)).scalar_one()
