"""A café that brings what is ordered there, its couriers, and a guest with an address."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from catalog.menu.delivery_models import delivery_settings
from catalog.visits.area_models import service_areas
from database.point import Point
from orders.delivery import carrying, couriers, deliveries, offering, overdue
from orders.delivery.deliveries import Delivery
from orders.delivery.delivery_models import delivery_offers
from orders.menu import carts
from orders.models import Fulfilment
from people import addressing
from people.models import operators, staff
from people.rights import Role
from tests.adding import link
from tests.making import Market
from tests.orders.conftest import Desk
from tests.orders.menus import Menu, cafe

COUNTER = Point(60.1625, 24.94)
DEGREE = 111_195
"""Meters, of latitude."""

OPEN_OFFERS = select(delivery_offers).where(
    delivery_offers.c.order_id == bindparam("order"), delivery_offers.c.answer.is_(None)
)


def north(meters: float) -> Point:
    """So far from the counter."""
    return Point(COUNTER.latitude + meters / DEGREE, COUNTER.longitude)


@dataclass
class Bringing:
    """What a test of deliveries does again and again."""

    desk: Desk
    menu: Menu
    guest: int

    @property
    def clerk(self) -> int:
        return self.menu.shop.clerk

    async def courier(self, meters: float | None = 100, *, market: bool = False) -> int:
        """Somebody on shift so far from the counter, of the merchant or of the market."""
        person = await self.appointed(market=market)
        point = None if meters is None else north(meters)
        await self.desk.do(couriers.begin_shift, person, point, self.desk.now)
        return person

    async def appointed(self, *, market: bool = False) -> int:
        def build(made: Market) -> int:
            person = made.guest("Cem")
            row = {"person_id": person, "role": Role.COURIER, "joined_at": self.desk.now}
            if market:
                link(made.connection, operators, **row)
            else:
                here = {"merchant_id": self.menu.shop.merchant}
                link(made.connection, staff, **row, **here)
            return person

        person: int = await self.desk.make(build)
        return person

    async def ordered(self, quantity: int = 3, at: datetime | None = None) -> int:
        """Paid, to be brought to the door; the place accepts by itself."""
        cart = await self.held(quantity, at)
        await self.desk.pay(cart)
        return cart

    async def held(self, quantity: int = 3, at: datetime | None = None) -> int:
        """Likewise, before it is paid."""
        now, guest = self.desk.now, self.guest
        chosen = (self.menu.coffee, (self.menu.cow,), quantity, "", None)
        cart: int = await self.desk.do(carts.add, guest, *chosen, now)
        await self.desk.do(carts.set_fulfilment, guest, cart, Fulfilment.DELIVERY, now)
        await self.desk.do(carts.set_pickup_at, guest, cart, at, now)
        await self.desk.do(carts.hold_cart, guest, cart, now)
        return cart

    async def offered(self) -> list[int]:
        """All that the worker asks in one look, by order."""
        found = await self.desk.see(offering.due, self.desk.now)
        return [each for each in found if await self.desk.do(offering.offer, each, self.desk.now)]

    async def pass_by(self) -> None:
        while await self.desk.see(overdue.is_due, self.desk.now):
            assert await self.desk.do(overdue.pass_by, self.desk.now)

    async def asked(self, order: int) -> dict[int, int]:
        """Open offers of an order: the offer by its courier."""

        def read(connection: Connection) -> dict[int, int]:
            rows = connection.execute(OPEN_OFFERS, {"order": order})
            return {row.courier_id: row.id for row in rows}

        found: dict[int, int] = await self.desk.see(read)
        return found

    async def accepted(self, order: int, courier: int) -> None:
        await self.offered()
        offer = (await self.asked(order))[courier]
        await self.desk.do(offering.accept, offer, courier, self.desk.now)

    async def fetched(self, order: int) -> None:
        code = (await self.delivery(order)).fetch_code
        await self.desk.do(carrying.hand_to_courier, order, self.clerk, code, self.desk.now)

    async def on_the_way(self, order: int, courier: int) -> None:
        await self.accepted(order, courier)
        await self.fetched(order)
        await self.desk.do(carrying.leave, order, courier, self.desk.now)

    async def delivery(self, order: int) -> Delivery:
        found = await self.desk.see(deliveries.of_order, order)
        assert found is not None
        return found


async def bringing(desk: Desk) -> Bringing:
    """Three kilometers around, for 3.00, from 10.00 on; the guest lives 500 meters away."""

    def build(market: Market) -> Bringing:
        menu = cafe(market, per_window=20)
        here = {"location_id": menu.shop.location}
        link(market.connection, delivery_settings, active=True, **here)
        area = {"radius_metres": 3000, "name": "", "fee": 300, "least_order": 1000}
        link(market.connection, service_areas, currency="EUR", **area, **here)
        guest = market.guest()
        lives(market.connection, guest, north(500), desk.now)
        return Bringing(desk, menu, guest)

    made: Bringing = await desk.make(build)
    return made


def lives(connection: Connection, guest: int, point: Point, now: datetime) -> None:
    """The guest's address from now on."""
    words = "Punavuorenkatu 5, Helsinki"
    address = addressing.begin(connection, guest, now, point=point, text=words)
    addressing.choose(connection, guest, address, now)
