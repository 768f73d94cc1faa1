"""A place whose people go to their guests, and guests who live there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from catalog.visits import serving
from catalog.visits.serving import NewArea
from database.point import Point
from people import addressing
from tests.making import Market
from tests.orders.conftest import Desk

PLACE = Point(60.1625, 24.94)
"""Where `Market` has its locations."""

KMH = 13
"""A straight line of ten kilometres an hour, by the detour."""


def north(kilometres: float) -> Point:
    return Point(PLACE.latitude + kilometres / 111.195, PLACE.longitude)


@dataclass(frozen=True, slots=True)
class Cleaning:
    """An hour's visit at a fee, given by one person; `guests` live so far to the north."""

    clerk: int
    service: int
    inside: int
    """Given at the place by the same person."""
    giver: int
    guests: tuple[int, ...]
    location: int


async def cleaning(desk: Desk, *kilometres: float, givers: int = 1, **values: Any) -> Cleaning:
    """Circles: to 3 km for nothing, to 20 km for 5.00 and at least 20.00."""

    def build(m: Market) -> Cleaning:
        shop = m.merchant("Siivous Sini")
        service = m.service(shop, **{"at_home": True, "step_minutes": 15} | values)
        inside = m.service(shop, step_minutes=15)
        giver, *_ = (m.resource(shop, service, inside, name=name) for name in "ABC"[:givers])
        for radius, fee, least in ((3_000, 0, 0), (20_000, 500, 2000)):
            area = NewArea(fee, least, "EUR", radius)
            serving.add(m.connection, shop.location, area, KMH, shop.clerk, m.now)
        guests = tuple(lives(m, each) for each in kilometres)
        return Cleaning(shop.clerk, service, inside, giver, guests, shop.location)

    made: Cleaning = await desk.make(build)
    return made


def lives(m: Market, kilometres: float) -> int:
    guest = m.guest()
    moves_to(m.connection, guest, north(kilometres), m.now)
    return guest


def moves_to(connection: Connection, guest: int, point: Point, now: datetime) -> None:
    made = addressing.begin(connection, guest, now, point=point, text="Vaasankatu 4")
    addressing.choose(connection, guest, made, now)
