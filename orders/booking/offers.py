"""What is on offer at the moment of ordering, and whether a guest may have it then."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Any, Self

from sqlalchemy import Connection, Row

from catalog.rosters import Roster
from catalog.timetables import Premises
from catalog.views import ServiceView
from database.money import Limits
from orders.booking.offer_rows import OfferRow, offer_row, terms_of
from orders.booking.taken import Occupied
from orders.booking.trips import Trip
from orders.errors import (
    NotBookable,
    ResourceTaken,
    SoldOut,
    TooManySeats,
)
from orders.loading import OrderRow
from orders.payable import check_seats_at_once
from orders.pricing import Line, LineKind
from orders.rules import LONGEST_SERVICE, Terms, paid_ahead

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a start: the hours, who can give its service, and what takes them then.

    Without `givers` these were not read.
    """

    roster: Roster
    givers: Sequence[int] = ()
    taken: Sequence[Occupied] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A start, its end, and the stretch with buffers in which a resource can do nothing else.

    What is `around` it is there where it was read to see whether this is a start.
    """

    starts_at: datetime
    ends_at: datetime
    occupied_from: datetime
    occupied_until: datetime
    around: Around | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, order: OrderRow) -> Self:
        """The time of an order that has a slot."""
        assert order.starts_at is not None, order.id
        assert order.ends_at is not None, order.id
        assert order.occupied_from is not None, order.id
        assert order.occupied_until is not None, order.id
        return cls(order.starts_at, order.ends_at, order.occupied_from, order.occupied_until)


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as it can be ordered now. `shared` says that resources give it.

    One that is given `at_home` has a `trip` once it is known to whom. `one` is a seat as an order has it.
    The tax rate, of it or of its merchant, is read where it is ordered, and stands on no page.
    """

    service_id: int
    terms: Terms
    bookable: bool
    premises: Premises
    shared: bool
    at_home: bool
    tax_basis_points: int | None
    merchant_id: int
    location_id: int
    name: str
    price: int
    currency: str
    duration_minutes: int | None
    step_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    capacity: int
    max_seats: int
    lead_minutes: int
    horizon_days: int
    uses: int
    max_no_shows: int
    trip: Trip | None = None
    one: Line = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        sold = (LineKind.SERVICE, self.service_id, self.name, 1, self.price)
        one = Line(*sold, tax_basis_points=self.tax_basis_points)
        object.__setattr__(self, "one", one)  # what holds and pages ask for again and again

    @staticmethod
    def of(row: Row[*tuple[Any, ...]]) -> "Offer":
        """Of a row of `offer_rows`."""
        return alike_offer(OfferRow.of(row))

    @classmethod
    def of_service(cls, service: ServiceView) -> Self:
        """As a page has read it, with its place and merchant."""
        return cls(
            service.id,
            terms_of(service),
            service.bookable and can_be_given(service, bool(service.resources)),
            Premises(
                service.zone,
                service.point.latitude,
                service.point.longitude,
                service.opening_hours,
            ),
            bool(service.resources),
            service.at_home,
            None,
            *of_any(service),
        )

    @property
    def zone(self) -> str:
        return self.premises.zone

    def line(self, seats: int) -> Line:
        """So many seats as an order has them."""
        return self.one if seats == 1 else replace(self.one, quantity=seats)

    def when(self, starts_at: datetime, around: Around | None = None) -> When:
        return When(starts_at, *self.ends(starts_at), around)

    def ends(self, starts_at: datetime) -> tuple[datetime, datetime, datetime]:
        """When that ends, and between when it occupies a resource."""
        lasts, before, after = self.lengths()
        return starts_at + lasts, starts_at - before, starts_at + after

    def lengths(self) -> tuple[timedelta, timedelta, timedelta]:
        """How long it takes; from its start back, and on, to where it lets a resource go."""
        assert self.duration_minutes is not None
        lasts = in_time(self.duration_minutes)
        before, after = in_time(self.buffer_before_minutes), in_time(self.buffer_after_minutes)
        if self.trip is not None:
            before, after = before + self.trip.visit.way, after + self.trip.visit.way
        if before + lasts + after > LONGEST_SERVICE:
            raise NotBookable(self.service_id)
        return lasts, before, lasts + after


@lru_cache(1024)
def in_time(minutes: int) -> timedelta:
    return minutes * MINUTE


@lru_cache(1024)
def alike_offer(row: OfferRow) -> Offer:
    """Offers seldom change, and whoever holds asks for one."""
    return Offer(
        row.id,
        terms_of(row),
        row.active and row.merchant_state == "active" and can_be_given(row, row.shared),
        Premises.of(row),
        row.shared,
        row.at_home,
        row.usual_tax if row.tax_basis_points is None else row.tax_basis_points,
        *of_any(row),
    )


def can_be_given(service: OfferRow | ServiceView, shared: bool) -> bool:
    """Whether there is somebody who goes to guests, at a time, where that is asked for."""
    return not service.at_home or (shared and service.duration_minutes is not None)


of_any = attrgetter(
    "merchant_id",
    "location_id",
    "name",
    "price",
    "currency",
    "duration_minutes",
    "step_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "capacity",
    "max_seats",
    "lead_minutes",
    "horizon_days",
    "uses",
    "max_no_shows",
)
"""What a row, a service's view and its offer call alike, in the offer's order."""


def terms_offered(connection: Connection, service_id: int) -> Terms:
    """What a guest who orders the service now agrees to, also where nobody can just now."""
    return Offer.of(connection.execute(offer_row(), {"service": service_id}).one()).terms


@dataclass(frozen=True, slots=True)
class Wish:
    """Seats of an offer at a time; with a `resource_id`, on that one and on no other."""

    offer: Offer
    when: When
    seats: int
    resource_id: int | None = None

    def sold_out(self) -> SoldOut:
        start = (self.offer.service_id, self.when.starts_at)
        if self.resource_id is None:
            return SoldOut(*start)
        return ResourceTaken(*start, self.resource_id, self.seats)


def offered(connection: Connection, service_id: int) -> Offer:
    """The service; NotBookable where there is none that can be ordered."""
    row = connection.execute(offer_row(), {"service": service_id}).one_or_none()
    if row is None or not (offer := Offer.of(row)).bookable:
        raise NotBookable(service_id)
    return offer


def check_seats(offer: Offer, seats: int, limits: Limits | None) -> None:
    """One order takes at least one seat, and at most what the service allows and can be paid ahead."""
    most = offer.max_seats
    if offer.duration_minutes is not None:
        most = min(most, offer.capacity)
    if not 1 <= seats <= most:
        raise TooManySeats(offer.service_id, most)
    ahead = paid_ahead(offer.one, offer.terms)
    check_seats_at_once(offer.service_id, ahead, seats, most, limits)
