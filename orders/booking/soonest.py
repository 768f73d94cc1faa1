"""When one could come next to each of a few places: what a list says of them, asked for at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, bindparam, func, select

from catalog.models import service_resources, services
from catalog.slots import bookable_starts
from catalog.timetables import Premises, timetables
from catalog.weekly import Timetable
from orders.booking import availability, resourcing
from orders.booking.availability import Taken
from orders.booking.offers import Offer, offer_rows
from orders.errors import NotBookable
from orders.models import OrderState, orders, slots

AHEAD = timedelta(days=3)
"""So far from today; who wants a later time opens the place."""

LOOKED_AT = 2
"""The cheapest service of a place, and the next one where that is full."""


@dataclass(frozen=True, slots=True)
class Soonest:
    """The next start (UTC) of one of a location's services that has a seat left."""

    service_id: int
    name: str
    starts_at: datetime
    price: int
    currency: str
    most: int  # seats that one order may take


def soonest(
    connection: Connection, location_ids: Sequence[int], now: datetime
) -> dict[int, Soonest]:
    """By location; nothing of those where nothing is free soon."""
    offers = offers_at(connection, location_ids)
    if not offers:
        return {}
    seen = Seen.of(connection, offers, now)
    found: dict[int, Soonest] = {}
    for offer in offers:
        if offer.location_id in found:
            continue
        start = seen.first_free(offer, now)
        if start is not None:
            most = min(offer.max_seats, offer.capacity)
            given = (offer.name, start, offer.price, offer.currency, most)
            found[offer.location_id] = Soonest(offer.service_id, *given)
    return found


def offers_at(connection: Connection, location_ids: Sequence[int]) -> list[Offer]:
    """The first few services of each that have starts."""
    rows = connection.execute(first_offers(), {"locations": list(location_ids), "most": LOOKED_AT})
    offers = (each for row in rows if (each := Offer.of(row)).bookable)
    return sorted(offers, key=lambda each: (each.price, each.service_id))


@cache
def first_offers() -> Select[*tuple[Any, ...]]:
    place = func.row_number().over(
        partition_by=services.c.location_id, order_by=(services.c.price, services.c.id)
    )
    ranked = (
        select(services.c.id, place.label("place"))
        .where(
            services.c.location_id.in_(bindparam("locations", expanding=True)),
            services.c.active,
            services.c.duration_minutes.is_not(None),
        )
        .subquery()
    )
    wanted = select(ranked.c.id).where(ranked.c.place <= bindparam("most"))
    return offer_rows().where(services.c.id.in_(wanted))


@dataclass(frozen=True, slots=True)
class Seen:
    """What stands in the way of some services in the next days, and when their places are open."""

    hours: Mapping[int, Timetable]
    counted: Mapping[tuple[int, datetime], int]
    givers: Mapping[int, Sequence[int]]
    taken: Taken

    @classmethod
    def of(cls, connection: Connection, offers: Sequence[Offer], now: datetime) -> "Seen":
        places: dict[int, Premises] = {each.location_id: each.premises for each in offers}
        givers = givers_of(connection, [each.service_id for each in offers if each.shared])
        every = sorted({each for ids in givers.values() for each in ids})
        end = now + AHEAD + timedelta(days=2)
        occupied = resourcing.occupied(connection, every, now, end, now) if every else []
        return cls(
            hours=timetables(connection, places),
            counted=counted(connection, [e.service_id for e in offers if not e.shared], now, end),
            givers=givers,
            taken=availability.by_day(occupied),
        )

    def first_free(self, offer: Offer, now: datetime) -> datetime | None:
        with suppress(NotBookable):  # it is longer than anybody may book
            return next(
                (each for each in self._starts(offer, now) if self._left(offer, each)), None
            )
        return None

    def _starts(self, offer: Offer, now: datetime) -> Iterator[datetime]:
        hours = self.hours.get(offer.location_id)
        if hours is None:
            return
        today = now.astimezone(ZoneInfo(offer.zone)).date()
        for ahead in range(AHEAD.days + 1):
            yield from bookable_starts(offer, hours, today + timedelta(days=ahead), now)

    def _left(self, offer: Offer, start: datetime) -> bool:
        if offer.shared:
            every = self.givers.get(offer.service_id, ())
            return availability.most_seats(offer, start, every, self.taken) > 0
        return self.counted.get((offer.service_id, start), 0) < offer.capacity


def givers_of(connection: Connection, service_ids: Sequence[int]) -> dict[int, list[int]]:
    """The resources of each service."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    if service_ids:
        query = select(service_resources).where(service_resources.c.service_id.in_(service_ids))
        for service_id, resource_id in connection.execute(query):
            found[service_id].append(resource_id)
    return found


def counted(
    connection: Connection, service_ids: Sequence[int], now: datetime, end: datetime
) -> dict[tuple[int, datetime], int]:
    """The seats that are taken of each start; holds that are dead by now are none."""
    if not service_ids:
        return {}
    taken = select(slots.c.service_id, slots.c.starts_at, slots.c.held + slots.c.booked).where(
        slots.c.service_id.in_(service_ids), slots.c.starts_at.between(now, end)
    )
    found = {(service, start): seats for service, start, seats in connection.execute(taken)}
    dead = (
        select(orders.c.service_id, orders.c.starts_at, func.sum(orders.c.seats))
        .where(
            orders.c.state == OrderState.HELD,
            orders.c.held_until <= now,
            orders.c.service_id.in_(service_ids),
            orders.c.slot_id.is_not(None),
        )
        .group_by(orders.c.service_id, orders.c.starts_at)
    )
    for service, start, seats in connection.execute(dead):
        if start is not None and (service, start) in found:
            found[service, start] -= int(seats)
    return found
