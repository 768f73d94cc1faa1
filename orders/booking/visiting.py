"""A service that is given where its guest is: whether its place comes there, for what, and how far it is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from catalog.visits.areas import Area, area_of
from catalog.visits.serving import areas_of, speed_of
from catalog.visits.travel import travel_at
from database.point import Point
from orders.address_models import order_addresses
from orders.agreed_addresses import agreed_address, freeze
from orders.booking.offers import Offer
from orders.booking.trips import Trip, Visit
from orders.errors import AddressNeeded, NotBookable, OrderTooSmall, OutsideArea
from orders.line_models import order_adjustments
from orders.models import Fulfilment
from orders.pricing import Adjustment, AdjustmentKind, Funder
from people.addressing import KeptAddress

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class HomeVisit:
    """An offer as it is given at an address: what it takes includes the way, what it costs the fee."""

    offer: Offer
    address: KeptAddress
    area: Area

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """What coming there costs."""
        if not self.area.fee:
            return ()
        return (Adjustment(AdjustmentKind.FEE, self.area.fee, Funder.MERCHANT),)


def visit_at(connection: Connection, offer: Offer, address: KeptAddress | None) -> HomeVisit:
    """At this address: AddressNeeded without one, OutsideArea where the place does not come to it."""
    if address is None or address.point is None:
        raise AddressNeeded(offer.service_id)
    area = area_at(connection, offer, address.point)
    if area is None:
        raise OutsideArea(offer.service_id)
    return HomeVisit(going_to(connection, offer, address.point), address, area)


def area_at(connection: Connection, offer: Offer, point: Point) -> Area | None:
    """What counts there; of areas in another currency nobody knows what they cost here."""
    areas = areas_of(connection, offer.location_id)
    known = [each for each in areas if each.currency == offer.currency]
    return area_of(known, place_of(offer), point)


def cost_at(connection: Connection, offer: Offer, seats: int, point: Point) -> tuple[int, int]:
    """All that is paid for so many there, and what of it is for coming (minor units)."""
    area = area_at(connection, offer, point)
    fee = 0 if area is None else area.fee
    return offer.line(seats).amount + fee, fee


def going_to(connection: Connection, offer: Offer, point: Point) -> Offer:
    """The offer with the way from its place to there and back; nobody is there sooner than that takes."""
    return at_speed(offer, point, speed_of(connection, offer.location_id))


def at_speed(offer: Offer, point: Point, kmh: int) -> Offer:
    """Likewise, where the speed of its place is known."""
    travel = travel_at(kmh)
    return _on_the_way(
        offer, Trip(Visit(point, travel.between(place_of(offer), point)), travel, kmh)
    )


def _on_the_way(offer: Offer, trip: Trip) -> Offer:
    return replace(
        offer, trip=trip, lead_minutes=max(offer.lead_minutes, -(-trip.visit.way // MINUTE))
    )


def as_agreed(connection: Connection, offer: Offer, order_id: int) -> Offer:
    """The offer for an order that is there already: to where and at the speed that was agreed.

    NotBookable where it goes to somebody whose address is not known any more.
    """
    row = connection.execute(_agreed(), {"order": order_id}).one_or_none()
    if row is None or row.way_minutes is None:
        if offer.at_home:
            raise NotBookable(offer.service_id)
        return offer
    visit = Visit(Point(row.latitude, row.longitude), row.way_minutes * MINUTE)
    return _on_the_way(offer, Trip(visit, travel_at(row.travel_kmh), row.travel_kmh))


def goes_to(connection: Connection, order_id: int, address: KeptAddress) -> bool:
    """Whether that is where an order goes, as it is said now."""
    agreed = agreed_address(connection, order_id)
    said = (address.point, address.text, address.note)
    return agreed is not None and (agreed.point, agreed.text, agreed.note) == said


def place_of(offer: Offer) -> Point:
    return Point(offer.premises.latitude, offer.premises.longitude)


def check_least(visit: HomeVisit, amount: int) -> None:
    """OrderTooSmall for less than what the place comes there for."""
    if amount < visit.area.least_order:
        raise OrderTooSmall(visit.offer.service_id, visit.area.least_order, visit.offer.currency)


def write(connection: Connection, order_id: int, visit: HomeVisit, now: datetime) -> None:
    """The address and the fee go with the order as they are now."""
    trip = visit.offer.trip
    assert trip is not None, order_id
    freeze(connection, order_id, visit.address, now, trip.visit.way // MINUTE, trip.kmh)
    rows = [
        {
            "order_id": order_id,
            "position": position,
            "kind": each.kind,
            "amount": each.amount,
            "funder": each.funder,
            "reason": "",
            "made_by": None,
            "at": now,
        }
        for position, each in enumerate(visit.adjustments, 1)
    ]
    if rows:
        connection.execute(insert(order_adjustments), rows)


def fulfilment_of(offer: Offer) -> Fulfilment:
    return Fulfilment.VISIT if offer.trip is None else Fulfilment.HOME


@cache
def _agreed() -> Select[*tuple[Any, ...]]:
    return select(order_addresses).where(order_addresses.c.order_id == bindparam("order"))
