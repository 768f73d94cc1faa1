"""A place of the busy market that comes to its guests: areas, an address, and a visit of today."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from catalog.models import locations, resources, service_resources
from catalog.visits import serving
from catalog.visits.serving import NewArea
from database.point import Point
from orders.booking import counter, placing
from orders.course import confirming
from people import addressing
from tests import market
from tests.adding import link
from tests.structure.served import paid_for

NEAR = Point(market.KALLIO.latitude + 0.004, market.KALLIO.longitude)
RING = tuple(
    Point(market.KALLIO.latitude + north, market.KALLIO.longitude + east)
    for north, east in ((-0.02, -0.05), (0.03, -0.05), (0.03, 0.05), (-0.02, 0.05))
)


def visited(connection: Connection, merchant: int, clerk: int, guest: int, now: datetime) -> int:
    """The guest keeps two addresses, and is come to in an hour; the address."""
    here = select(locations.c.id).where(locations.c.merchant_id == merchant)
    place = connection.execute(here.order_by(locations.c.id)).scalars().first()
    assert place is not None
    around = NewArea(500, 0, "EUR", 5_000, centre=market.KALLIO)
    for area in (around, NewArea(0, 1000, "EUR", None, RING, "Kallio")):
        serving.add(connection, place, area, 25, clerk, now)
    given = {"price": 2500, "duration_minutes": 30, "step_minutes": 30, "at_home": True}
    service = market.service(connection, place, merchant, "Haircut at home", **given)
    chair = select(resources.c.id).where(resources.c.location_id == place)
    giver = connection.execute(chair.order_by(resources.c.id)).scalars().first()
    link(connection, service_resources, service_id=service, resource_id=giver)
    for text in ("Porvoonkatu 2", "Vaasankatu 4"):
        address = addressing.begin(connection, guest, now, point=NEAR, text=text)
        addressing.note(connection, guest, address, "3rd floor")
        addressing.choose(connection, guest, address, now)
    soon = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    order = placing.hold(connection, guest, service, soon, 1, None, now)
    paid_for(connection, guest, order, now)
    confirming.confirm(connection, order, clerk, now)
    return address


def full_day(connection: Connection, merchant: int, clerk: int, now: datetime) -> tuple[int, date]:
    """A service at homes of which somebody who telephoned has all of a day; the day."""
    here = select(locations.c.id).where(locations.c.merchant_id == merchant)
    place = connection.execute(here.order_by(locations.c.id)).scalars().first()
    assert place is not None
    given = {"price": 2500, "duration_minutes": 480, "step_minutes": 30, "at_home": True}
    service = market.service(connection, place, merchant, "Painting at home", **given)
    market.chairs(connection, place, [service], ["Pia"])
    begin = now.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=2)
    address = addressing.begin(
        connection, clerk, now, point=NEAR, text="Wallininkatu 1", for_guest=True
    )
    eero = counter.CounterGuest("Eero", "en")
    counter.write_in(connection, clerk, service, begin, 1, eero, now, address_id=address)
    return service, begin.date()
