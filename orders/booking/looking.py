"""All that a hold depends on, with one look: what the guest holds, the offer, and what is around it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    bindparam,
    case,
    cast,
    func,
    select,
    type_coerce,
)

from catalog.models import services
from catalog.rosters import hours_within, roster_within
from database.metadata import MICROSECOND, from_microseconds, to_microseconds
from database.nesting import listed, nested
from orders.booking.limits import Free, free_of, is_free, moments
from orders.booking.offer_rows import COLUMNS, offer_row
from orders.booking.offers import Around, Offer
from orders.booking.record import LOOKING_BACK, counting
from orders.booking.resourcing import giving, is_occupying, parts
from orders.booking.starts import keeping_hours
from orders.booking.taken import Occupied
from orders.errors import NotBookable
from orders.models import OrderState, orders
from orders.rules import LONGEST_SERVICE
from orders.waitlist import turns
from people import standing
from people.errors import Forgotten

MINUTE = 60_000_000
LONGEST = LONGEST_SERVICE // MICROSECOND


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold of a guest's, alive or not yet lapsed."""

    id: int
    service_id: int | None
    starts_at: datetime | None
    held_until: datetime

    @property
    def of(self) -> tuple[int | None, datetime | None]:
        """A guest has one of a service and a start; of menus as many as they have carts."""
        return self.service_id, self.starts_at


Holds = list[Hold]


@dataclass(frozen=True, slots=True)
class Look:
    """What was there; until the transaction ends only what the resources have can change."""

    holds: Holds
    offer: Offer
    around: Around
    waited: turns.Waited
    """For what others wait that meets the start, or of that day of visits."""
    free: Free | None
    """What the guest has for nothing, where the service may be had so."""
    missed: int
    """Visits that the guest has missed, likewise."""


def look(
    connection: Connection,
    guest_id: int,
    service_id: int,
    starts_at: datetime | None,
    now: datetime,
) -> Look:
    """First keeps the guest, who stays one of us and takes nothing else meanwhile, and the hours.

    `Forgotten` where they are not one of us any more, `NotBookable` where there is no such service.
    """
    if connection.dialect.name != "sqlite":  # there the transaction itself keeps others out
        keep(connection, guest_id, service_id)
    start = None if starts_at is None else to_microseconds(starts_at)
    given = {
        "person": guest_id,
        "service": service_id,
        "start": start,
        "since": now - LOOKING_BACK,
        **moments(now),
    }
    row = connection.execute(looking(), given).one_or_none()
    if row is None:
        raise NotBookable(service_id)
    somebody, holding, hours, givers, taken, waited, record = row[COLUMNS:]
    if not somebody:
        raise Forgotten(guest_id)
    offer = Offer.of(row)
    around = Around(
        roster_within(offer.premises, offer.location_id, hours),
        sorted(each for (each,) in givers or ()),
        [occupied(*each) for each in taken or ()],
    )
    *free, missed = record or (0,)
    counted = Free(*free) if free else None
    return Look(every(holding), offer, around, turns.read(waited), counted, missed)


def keep(connection: Connection, guest_id: int, service_id: int) -> None:
    """One after the other, as everybody takes them: the guest's row, then that of the place."""
    guests, _ = connection.execute(keeping(), {"person": guest_id, "service": service_id}).one()
    if not guests:
        raise Forgotten(guest_id)


@cache
def keeping() -> Select[*tuple[Any, ...]]:
    rows = (standing.keeping_alone().cte("guest"), keeping_hours().cte("place"))
    return select(*(select(func.count()).select_from(each).scalar_subquery() for each in rows))


@cache
def looking() -> Select[*tuple[Any, ...]]:
    """In the order in which `look` takes what stands behind the offer."""
    own = services.alias()
    location = select(own.c.location_id).where(own.c.id == bindparam("service"))
    return offer_row().add_columns(
        standing.standing().exists().label("somebody"),
        holds().label("holds"),
        hours_within(location).label("hours"),
        nested_givers().label("givers"),
        taken().label("taken"),
        turns.others().label("waited"),
        record().label("record"),
    )


def record() -> ColumnElement[Any]:
    """What decides whether the guest may have it without paying ahead: no more is read for the others."""
    missed = counting().scalar_subquery()
    kept = select(listed(*free_of(services.c.merchant_id), missed)).where(is_free())
    for_nothing = (services.c.price == 0) | services.c.pay_at_shop
    return case((for_nothing, kept.correlate(services).scalar_subquery()))


def holds() -> ScalarSelect[Any]:
    mine = (
        (orders.c.guest_id == bindparam("person"))
        & (orders.c.state == OrderState.HELD)
        & orders.c.proposed_for.is_(None)
    )
    what = (orders.c.id, orders.c.service_id, orders.c.starts_at, orders.c.held_until)
    return select(nested(*what)).where(mine).scalar_subquery()


def nested_givers() -> ScalarSelect[Any]:
    ids = giving().order_by(None).subquery()
    return select(nested(ids.c.resource_id)).scalar_subquery()


def taken() -> ScalarSelect[Any]:
    """`resourcing.meeting` in terms of the service's row, for all who can give it."""
    start = bindparam("start", type_=BigInteger)
    begin = start - minutes(services.c.buffer_before_minutes)
    end = start + minutes(services.c.duration_minutes) + minutes(services.c.buffer_after_minutes)
    since, until = (
        type_coerce(each, BigInteger) for each in (orders.c.occupied_from, orders.c.occupied_until)
    )
    meets = (since > begin - LONGEST) & (since < end) & (until > begin)
    givers = giving().order_by(None).correlate(None)
    found = select(nested(*parts())).where(orders.c.resource_id.in_(givers), meets, is_occupying())
    return found.scalar_subquery()


def minutes(many: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(many, BigInteger) * MINUTE


def every(rows: Iterable[list[Any]] | None) -> Holds:
    return [held(*each) for each in rows or ()]


def held(order_id: int, service_id: int | None, starts_at: int | None, until: int) -> Hold:
    return Hold(order_id, service_id, moment(starts_at), from_microseconds(until))


def occupied(starts_at: int, begin: int, end: int, held_until: int | None, *whose: int) -> Occupied:
    """A row of `parts`."""
    service_id, seats, order_id, resource_id = whose
    return Occupied(
        begin=from_microseconds(begin),
        end=from_microseconds(end),
        service_id=service_id,
        starts_at=from_microseconds(starts_at),
        seats=seats,
        order_id=order_id,
        resource_id=resource_id,
        held_until=moment(held_until),
    )


def moment(value: int | None) -> datetime | None:
    return None if value is None else from_microseconds(value)


def held_by(connection: Connection, guest_id: int) -> Holds:
    """What the guest holds now."""
    return every(connection.execute(holding(), {"person": guest_id}).scalar_one())


@cache
def holding() -> Select[Any]:
    return select(holds())
