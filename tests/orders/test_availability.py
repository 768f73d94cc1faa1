"""What can be had is what no order stands in the way of: reckoned anew from the orders alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Row, event, select

from catalog.models import service_resources
from catalog.slots import bookable_days, bookable_starts
from database.door import Database
from database.errors import Refusal
from handlers.guest.times import DAYS, Offered
from handlers.guest.times import offered as shown
from orders.booking import availability, placing
from orders.booking.availability import Availability
from orders.booking.offers import Offer, offered
from orders.booking.starts import roster_of
from orders.models import orders
from orders.rules import OCCUPYING
from tests.making import Market

TRIES = 60


@dataclass(frozen=True)
class Oracle:
    """The slow and simple way: every start of the horizon, beside every order there is."""

    offer: Offer
    starts: list[datetime]
    resources: list[int]
    taken: list[Row[*tuple[object, ...]]]

    @classmethod
    def of(cls, connection: Connection, service: int, now: datetime) -> "Oracle":
        offer = offered(connection, service)
        hours = roster_of(connection, offer).place
        assert hours is not None
        every = bookable_days(offer, offer.zone, now)
        given = select(service_resources.c.resource_id).where(
            service_resources.c.service_id == service
        )
        alive = orders.c.state.in_(OCCUPYING) & (
            orders.c.held_until.is_(None) | (orders.c.held_until > now)
        )
        return cls(
            offer,
            [start for day in every for start in bookable_starts(offer, hours, day, now)],
            list(connection.execute(given).scalars()),
            list(connection.execute(select(orders).where(alive))),
        )

    def left(self, start: datetime) -> int:
        if not self.resources:
            return self.offer.capacity - self.seats(start)
        return max(self.left_on(each, start) for each in self.resources)

    def left_on(self, resource: int, start: datetime) -> int:
        when = self.offer.when(start)
        met = [
            each
            for each in self.taken
            if each.resource_id == resource
            and each.occupied_from < when.occupied_until
            and each.occupied_until > when.occupied_from
        ]
        same = (self.offer.service_id, start)
        if any((each.service_id, each.starts_at) != same for each in met):
            return 0
        return self.offer.capacity - sum(each.seats for each in met)

    def seats(self, start: datetime) -> int:
        mine = (each for each in self.taken if each.service_id == self.offer.service_id)
        return sum(each.seats for each in mine if each.starts_at == start)

    def times(self, day: date, seats: int) -> list[datetime]:
        zone = ZoneInfo(self.offer.zone)
        local = (each for each in self.starts if each.astimezone(zone).date() == day)
        return [each for each in local if self.left(each) >= seats]

    def page(self, wished: date | None, seats: int) -> Offered:
        zone = ZoneInfo(self.offer.zone)
        days = sorted({e.astimezone(zone).date() for e in self.starts if self.left(e) >= seats})
        full = sorted({e.astimezone(zone).date() for e in self.starts if self.is_taken(e, seats)})
        if not days:
            return Offered((), None, (), self.offer.zone, taken=next(iter(full), None))
        missed = None if wished is None or wished in days else wished
        day = min(days, key=lambda each: abs(each - wished)) if wished else days[0]
        beside = (days.index(day) // DAYS + 1) * DAYS + 1
        untold = [each for each in full if each < days[:beside][-1] and each not in days]
        taken = next((each for each in (missed or day, *untold) if each in full), None)
        times = self.times(day, seats)
        return Offered(days[:beside], day, times, self.offer.zone, missed=missed, taken=taken)

    def is_taken(self, start: datetime, seats: int) -> bool:
        return self.left(start) < seats <= self.offer.capacity


def fill(connection: Connection, chance: Random, now: datetime) -> list[int]:
    """A market in which much is taken, some of it by holds that will soon be dead."""
    market = Market(connection, now)
    shop = market.merchant()
    given = {"horizon_days": 9, "buffer_after_minutes": chance.choice((0, 15))}
    plain = market.service(shop, capacity=2, max_seats=2, **given)
    cut, shave = (
        market.service(shop, duration_minutes=long, capacity=chance.choice((1, 2)), **given)
        for long in (60, 150)
    )
    market.resource(shop, cut, shave)
    market.resource(shop, cut)
    services = [plain, cut, shave]
    for _ in range(TRIES):
        service, at = chance.choice(services), now - timedelta(minutes=chance.choice((0, 9)))
        start = market.start(chance.randint(1, 9), chance.randint(9, 20))
        try:
            with connection.begin_nested():
                placing.hold(connection, market.guest(), service, start, 1, None, at)
        except Refusal:
            continue
    return services


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_free_is_what_no_order_takes(
    database: Database, now: datetime, seed: int
) -> None:
    chance = Random(seed)

    def compare(connection: Connection) -> list[tuple[object, object]]:
        services, pairs = fill(connection, chance, now), []
        later = now + timedelta(minutes=2)
        for service in services:
            oracle = Oracle.of(connection, service, later)
            for seats in (1, 2):
                found = Availability.of(connection, oracle.offer, seats, later)
                for ahead in (None, *range(-1, 11)):
                    day = None if ahead is None else later.date() + timedelta(days=ahead)
                    pairs.append((shown(found, day), oracle.page(day, seats)))
                pairs += [
                    (each.free, len(oracle.times(each.day, seats)))
                    for each in availability.days(connection, service, seats, later)
                ]
        return pairs

    pairs = await database.write(compare)

    assert [mine for mine, _ in pairs] == [right for _, right in pairs]


async def test_days_and_times_are_read_once(database: Database, now: datetime) -> None:
    def count(connection: Connection) -> int:
        service = fill(connection, Random(1), now)[1]
        offer, asked = offered(connection, service), []

        def note(*given: object) -> None:
            asked.append(given[2])

        event.listen(connection, "before_cursor_execute", note)
        shown(Availability.of(connection, offer, 1, now), None)
        event.remove(connection, "before_cursor_execute", note)
        return len(asked)

    assert await database.write(count) == 2
