"""A guest waits for a time that is sold out, and stops waiting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from catalog.day_parts import moment_at
from catalog.models import locations, merchants, services
from database.money import LimitsOf, unlimited
from orders.booking.availability import Availability, left_at
from orders.booking.offers import Wish, check_seats, offered
from orders.booking.placing import check_visit
from orders.booking.starts import check_start
from orders.booking.visiting import visit_at
from orders.errors import NotBookable, SlotGone, StillFree, TooManyWaits, WaitUnknown
from orders.models import OrderState, orders
from orders.waitlist import turns
from orders.waitlist.days import to_spare
from orders.waitlist.waitlist_models import WITHOUT_ADDRESS, WaitState, until, waitlist
from people import standing
from people.addressing import current

AT_ONCE = 5
"""Times for which one guest waits."""

LEFT: Mapping[str, Any] = MappingProxyType({"state": WaitState.LEFT, **WITHOUT_ADDRESS})


@dataclass(frozen=True, slots=True)
class Wait:
    """One guest's wait. `order_id` holds the seats, where any freed up, at `held_at`, until `held_until`.

    Of a visit to their `home` it is for any time of the day that ends at `day_ends_at`.
    """

    id: int
    guest_id: int
    service_id: int
    merchant_id: int
    service: str
    merchant: str
    address: str
    zone: str
    starts_at: datetime
    seats: int
    state: WaitState
    order_id: int | None
    held: bool
    held_at: datetime | None
    held_until: datetime | None
    day_ends_at: datetime | None
    home: str

    @property
    def ends_at(self) -> datetime:
        """Until when it can come true."""
        return self.day_ends_at or self.starts_at


def join(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    guest_id: int,
    service_id: int,
    starts_at: datetime,
    seats: int,
    source_id: int | None,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """The wait's id; asked again it is for as many as were asked for last, at its old place.

    `StillFree` where so many seats can be had.
    """
    standing.keep_alone(connection, guest_id)
    offer = offered(connection, service_id)
    if offer.at_home:  # whether it is free depends on where the others are: they wait for a day
        raise NotBookable(service_id)
    check_seats(offer, seats, limits(offer.currency))
    when = check_start(connection, offer, starts_at, now)
    if when is None:
        raise SlotGone(service_id, starts_at)
    wish = Wish(offer, when, seats)
    (left,) = left_at(connection, offer, [starts_at], now)
    if left >= seats and not turns.is_of_others(connection, wish, guest_id, now, left):
        raise StillFree(service_id, starts_at)
    return _wait(connection, (guest_id, service_id, starts_at), {"seats": seats}, source_id, now)


def join_day(  # noqa: PLR0917 - likewise
    connection: Connection,
    guest_id: int,
    service_id: int,
    day: date,
    seats: int,
    source_id: int | None,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> int:
    """Likewise for a visit to the address that the guest chose last, at any time of a local day.

    `StillFree` where somebody can be there on that day, `SlotGone` where nobody goes out on it.
    """
    standing.keep_alone(connection, guest_id)
    offer = offered(connection, service_id)
    if not offer.at_home:
        raise NotBookable(service_id)
    address = current(connection, guest_id)
    visit = visit_at(connection, offer, address)
    assert address is not None, guest_id
    assert address.point is not None, guest_id
    check_visit(visit, seats, limits)
    check_seats(offer, seats, limits(offer.currency))
    begins, ends = (moment_at(each, 0, offer.zone) for each in (day, day + timedelta(days=1)))
    found = Availability.of(connection, visit.offer, seats, now)
    if day not in found.every_day() or not found.starts(day):
        raise SlotGone(service_id, begins)
    free = to_spare(connection, offer, guest_id, found.free_starts(day), now)
    if free is not None:
        raise StillFree(service_id, free)
    wish = {
        "seats": seats,
        "day_ends_at": ends,
        "latitude": address.point.latitude,
        "longitude": address.point.longitude,
        "address": address.text,
        "address_note": address.note,
    }
    return _wait(connection, (guest_id, service_id, begins), wish, source_id, now)


def _wait(
    connection: Connection,
    whose: tuple[int, int, datetime],
    wish: Mapping[str, Any],
    source_id: int | None,
    now: datetime,
) -> int:
    guest_id, service_id, starts_at = whose
    mine = _mine(connection, guest_id, now)
    same = mine.get((service_id, starts_at))
    if same is not None:
        connection.execute(update(waitlist).where(waitlist.c.id == same).values(**wish))
        return same
    if len(mine) >= AT_ONCE:
        raise TooManyWaits(AT_ONCE)
    new = insert(waitlist).values(
        guest_id=guest_id,
        service_id=service_id,
        starts_at=starts_at,
        state=WaitState.WAITING,
        source_id=source_id,
        joined_at=now,
        **wish,
    )
    return connection.execute(new.returning(waitlist.c.id)).scalar_one()


def leave(connection: Connection, wait_id: int, guest_id: int) -> None:
    """The guest waits no more; leaving again changes nothing. What is held for them stays held."""
    standing.keep(connection, guest_id)
    theirs = (waitlist.c.id == wait_id, waitlist.c.guest_id == guest_id)
    if connection.execute(select(waitlist.c.id).where(*theirs)).first() is None:
        raise WaitUnknown(wait_id)
    still = waitlist.c.state == WaitState.WAITING
    connection.execute(update(waitlist).where(*theirs, still).values(**LEFT))


def leave_all(connection: Connection, person_id: int, now: datetime) -> None:
    """For whoever is about to be forgotten."""
    del now
    theirs = (waitlist.c.guest_id == person_id, waitlist.c.state == WaitState.WAITING)
    connection.execute(update(waitlist).where(*theirs).values(**LEFT))


def wait(connection: Connection, wait_id: int) -> Wait | None:
    found = _waits(connection, waitlist.c.id == wait_id)
    return found[0] if found else None


def waits_of(connection: Connection, guest_id: int, now: datetime) -> Sequence[Wait]:
    """What the guest waits for, the soonest first."""
    theirs = (waitlist.c.guest_id == guest_id) & (waitlist.c.state == WaitState.WAITING)
    return _waits(connection, theirs & (until() > now))


def ahead_of(connection: Connection, one: Wait) -> int:
    """How many have waited longer for the same start."""
    query = select(func.count()).where(
        waitlist.c.service_id == one.service_id,
        waitlist.c.starts_at == one.starts_at,
        waitlist.c.state == WaitState.WAITING,
        waitlist.c.id < one.id,
    )
    return connection.execute(query).scalar_one()


def _mine(connection: Connection, guest_id: int, now: datetime) -> dict[tuple[int, datetime], int]:
    query = select(waitlist.c.id, waitlist.c.service_id, waitlist.c.starts_at).where(
        waitlist.c.guest_id == guest_id,
        waitlist.c.state == WaitState.WAITING,
        until() > now,
    )
    return {(row.service_id, row.starts_at): row.id for row in connection.execute(query)}


def _waits(connection: Connection, which: ColumnElement[bool]) -> list[Wait]:
    query = (
        select(
            waitlist,
            services.c.name.label("service"),
            services.c.merchant_id,
            merchants.c.name.label("merchant"),
            locations.c.address.label("place"),
            locations.c.zone,
            (orders.c.state == OrderState.HELD).label("held"),
            orders.c.starts_at.label("held_at"),
            orders.c.held_until,
        )
        .select_from(waitlist)
        .join(services, services.c.id == waitlist.c.service_id)
        .join(merchants, merchants.c.id == services.c.merchant_id)
        .join(locations, locations.c.id == services.c.location_id)
        .outerjoin(orders, orders.c.id == waitlist.c.order_id)
        .where(which)
        .order_by(waitlist.c.starts_at, waitlist.c.id)
    )
    return [
        Wait(
            id=row.id,
            guest_id=row.guest_id,
            service_id=row.service_id,
            merchant_id=row.merchant_id,
            service=row.service,
            merchant=row.merchant,
            address=row.place,
            zone=row.zone,
            starts_at=row.starts_at,
            seats=row.seats,
            state=WaitState(row.state),
            order_id=row.order_id,
            held=bool(row.held),
            held_at=row.held_at,
            held_until=row.held_until,
            day_ends_at=row.day_ends_at,
            home=row.address,
        )
        for row in connection.execute(query)
    ]
