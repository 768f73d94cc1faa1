"""People who go to guests, as a state machine has it: booked, moved, paid late, by guests who move house."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from sqlalchemy import Connection, func, select, update

from catalog.models import weekly_hours
from catalog.visits import serving
from catalog.visits.serving import NewArea
from orders.booking import placing, rescheduling
from orders.course import cancelling, expiring
from orders.models import orders
from orders.money import paying
from orders.money.capturing import CapturedPayment
from payments import queries
from payments.models import payments, refunds
from tests.making import ZONE, Market
from tests.orders.attempting import Attempting
from tests.orders.homes_reference import (
    FEE,
    FREE_KM,
    FURTHEST_KM,
    HOLD,
    HOLDS_AT_ONCE,
    LIVE,
    LONGEST_HOLD,
    PLACE,
    PRICE,
    Diary,
    Visit,
)
from tests.orders.visits import KMH, moves_to, north
from tests.soundness import audited

BEGIN = datetime(2026, 3, 4, 10, 3, tzinfo=UTC)
HOMES = st.sampled_from([0.1, 2.25, -5.3, 9.8, 9.8, 25.0])
GUESTS = st.integers(0, 3)
DAYS = st.integers(1, 2)
QUARTERS = st.integers(0, 12)
"""From ten until one."""

SERVICES = st.sampled_from(["home", "home", "home", "inside"])
MANY = st.integers(0, 11)
JUMPS = st.sampled_from([0, 5, 10, 10, 40, 60 * 5, 60 * 24])


class Lives(Attempting):
    """Two people who clean at homes and give something at their place; four guests on one line."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection
        self.life = connection.begin_nested()
        self.diary = Diary(BEGIN)
        market = Market(connection, BEGIN)
        shop = market.merchant("Siivous Sini")
        given = {"step_minutes": 15, "cancel_free_minutes": 0, "price": PRICE}
        self.services = {
            "home": market.service(shop, at_home=True, **given),
            "inside": market.service(shop, **given),
        }
        self.givers = [
            market.resource(shop, *self.services.values(), name=name) for name in ("Aarne", "Otso")
        ]
        for kilometres, fee in ((FREE_KM, 0), (FURTHEST_KM, FEE)):
            area = NewArea(fee, 0, "EUR", kilometres * 1000)
            serving.add(connection, shop.location, area, KMH, shop.clerk, BEGIN)
        self.location, self.clerk = shop.location, shop.clerk
        hours = update(weekly_hours).where(weekly_hours.c.location_id == shop.location)
        connection.execute(hours.values(opens=10 * 60, closes=14 * 60))
        self.guests = [market.guest() for _ in range(4)]
        self.asked: dict[int, tuple[int, int]] = {}
        self.answered: set[int] = set()
        self.events = 0

    def teardown(self) -> None:
        self.life.rollback()

    @property
    def now(self) -> datetime:
        return self.diary.now

    @initialize(homes=st.lists(HOMES, min_size=4, max_size=4))
    def move_in(self, homes: list[float]) -> None:
        for guest, home in enumerate(homes):
            self.move_house(guest, home)

    @rule(guest=GUESTS, home=HOMES)
    def move_house(self, guest: int, home: float) -> None:
        """What is agreed stays where it is."""
        person = self.guests[guest]
        if self.attempt(moves_to, person, north(home)):  # a guest keeps so many addresses at most
            self.diary.homes[person] = home

    def at(self, day: int, quarter: int) -> datetime:
        """From ten on that many quarters of an hour, so many local days from now."""
        zone = ZoneInfo(ZONE)
        local = self.now.astimezone(zone).date() + timedelta(days=day)
        begin = datetime.combine(local, time(10), zone).astimezone(UTC)
        return begin + quarter * timedelta(minutes=15)

    @rule(guest=GUESTS, service=SERVICES, day=DAYS, quarter=QUARTERS)
    def book(self, guest: int, service: str, day: int, quarter: int) -> None:
        person, diary = self.guests[guest], self.diary
        start = self.at(day, quarter)
        km = diary.homes[person] if service == "home" else PLACE
        same = diary.same(person, service, start)
        before = None if same is None else diary.visits[same]
        reached = abs(km) <= FURTHEST_KM
        again = before is not None and before.km == km
        free = diary.free(self.givers, km, start, before)
        if service == "home" and self.is_waited_for(person, start, before):
            free = set()
        few = diary.holds_of(person) - (before is not None) < HOLDS_AT_ONCE
        given = (person, self.services[service], start, 1, None)
        number = self.attempt(placing.hold, *given)
        assert (number is not None) == (reached and (again or (bool(free) and few))), (km, free)
        if number is None or again:
            assert number in {None, same}
            return
        if before is not None:
            before.state = "lapsed"
        giver = self.giver_of(number)
        assert giver in free, (giver, free)
        until = self.now + HOLD
        diary.visits[number] = Visit(person, service, start, km, giver, until, self.now)

    def is_waited_for(self, person: int, start: datetime, but: Visit | None = None) -> bool:
        """Whether others wait for that day who could be visited then."""
        others = self.diary.waiting(start.astimezone(ZoneInfo(ZONE)).date())
        free = (
            self.diary.free(self.givers, each.km, start, but)
            for each in others
            if each.guest != person
        )
        return any(free)

    def giver_of(self, number: int) -> int:
        query = select(orders.c.resource_id).where(orders.c.id == number)
        return self.connection.execute(query).scalar_one()

    def pick(self, number: int, *states: str) -> int | None:
        known = sorted(self.diary.visits)
        fitting = [each for each in known if self.diary.visits[each].state in states]
        chosen = fitting if fitting and number % 4 else known
        return chosen[number % len(chosen)] if chosen else None

    @rule(number=MANY, late=st.sampled_from([False, False, True]))
    def pay(self, number: int, late: bool) -> None:
        chosen = self.pick(number, "held")
        if chosen is not None:
            self.pays(chosen, late=late)

    def pays(self, chosen: int, *, late: bool) -> None:
        visit = self.diary.visits[chosen]
        payment = self.attempt(paying.request, chosen, visit.guest, "sandbox")
        assert (payment is not None) == self.diary.holds(visit)
        if payment is None:
            return
        longest = visit.created + LONGEST_HOLD
        visit.held_until = max(visit.held_until, min(self.now + HOLD, longest))
        self.asked[payment] = chosen, visit.total
        if not late:
            self.money_comes(payment)

    @rule(number=MANY)
    def pay_late(self, number: int) -> None:
        if self.asked:
            self.money_comes(sorted(self.asked)[number % len(self.asked)])

    def money_comes(self, payment: int) -> None:
        asked = queries.request(self.connection, payment)
        assert asked is not None
        self.events += 1
        told = ("sandbox", f"e{self.events}", asked.payload, f"c{self.events}", None)
        paid = CapturedPayment(*told, asked.amount, asked.currency, asked.guest_id, {})
        event = self.attempt(paying.capture, paid)
        assert self.attempt(paying.apply, event)
        number, amount = self.asked[payment]
        visit = self.diary.visits[number]
        visit.paid += amount
        free = self.free_again(number, visit)
        if payment in self.answered:  # a request is paid once, whatever became of it
            free = set()
        self.answered.add(payment)
        if visit.state in {"held", "lapsed"} and free:
            visit.state, visit.giver = "confirmed", self.giver_of(number)
            assert visit.giver in free, (visit, free)
        else:
            visit.refunded += amount

    def free_again(self, number: int, visit: Visit) -> set[int]:
        """Who goes there if it is paid now."""
        if visit.state == "held" and self.now < max(visit.start, visit.held_until):
            return {visit.giver}
        later = any(
            other > number
            and (each.guest, each.service, each.start) == (visit.guest, visit.service, visit.start)
            and each.state in {"held", *LIVE}
            for other, each in self.diary.visits.items()
        )
        if later or visit.start <= self.now:
            return set()
        return self.diary.free(self.givers, visit.km, visit.start, visit)

    @rule(guest=GUESTS, service=SERVICES, day=DAYS, quarter=QUARTERS, late=st.booleans())
    def buy(self, guest: int, service: str, day: int, quarter: int, late: bool) -> None:
        """The whole way at once, or so far that money may come after its time."""
        before = set(self.diary.visits)
        self.book(guest, service, day, quarter)
        for number in set(self.diary.visits) - before:
            self.pays(number, late=late)
        if late:
            self.time_passes(40, work=True)

    @rule(number=MANY, day=DAYS, quarter=QUARTERS)
    def move(self, number: int, day: int, quarter: int) -> None:
        """To where it goes, wherever its guest lives by now."""
        chosen = self.pick(number, *LIVE)
        if chosen is None:
            return
        visit, start = self.diary.visits[chosen], self.at(day, quarter)
        free = self.diary.free(self.givers, visit.km, start, visit)
        allowed = visit.state in LIVE and self.now <= visit.start
        waited = visit.service == "home" and self.is_waited_for(visit.guest, start)
        allowed &= start == visit.start or (bool(free) and not waited)
        done = self.attempt(rescheduling.reschedule, chosen, visit.guest, start)
        assert (done is not None) == allowed, (visit, start, free)
        if done is not None and start != visit.start:
            visit.start, visit.giver = start, self.giver_of(chosen)
            assert visit.giver in free, (visit, free)

    @rule(number=MANY)
    def cancel(self, number: int) -> None:
        chosen = self.pick(number, *LIVE)
        if chosen is None or self.diary.visits[chosen].start <= self.now:
            return
        visit = self.diary.visits[chosen]
        done = self.attempt(cancelling.cancel_by_guest, chosen, visit.guest)
        assert (done is not None) == (visit.state in {*LIVE, "cancelled"})
        if visit.state in LIVE:
            visit.state = "cancelled"
            visit.refunded = visit.paid

    @rule(number=MANY)
    def release(self, number: int) -> None:
        chosen = self.pick(number, "held")
        if chosen is None:
            return
        visit = self.diary.visits[chosen]
        done = self.attempt(placing.release, chosen, visit.guest)
        assert (done is not None) == (visit.state in {"held", "lapsed"})
        if visit.state == "held":
            visit.state = "lapsed"

    @rule(minutes=JUMPS, work=st.booleans())
    def time_passes(self, minutes: int, work: bool) -> None:
        self.diary.now += timedelta(minutes=minutes)
        if work:
            self.attempt(expiring.lapse_holds)
            self.ends_what_is_past()

    def ends_what_is_past(self) -> None:
        raise NotImplementedError

    def check_visits(self) -> None:
        column = orders.c
        query = select(column.id, column.state, column.total, column.starts_at, column.resource_id)
        rows = {row.id: row for row in self.connection.execute(query)}
        paid, back = self.sums(payments.c.captured), self.sums(refunds.c.amount)
        for number, known in self.diary.visits.items():
            row = rows[number]
            dead = known.state == "held" and not self.diary.holds(known)
            if row.state == "lapsed" and dead:
                known.state = "lapsed"  # a worker, or somebody who wanted it
            about = (number, known)
            assert (row.state, row.total) == (known.state, known.total), about
            assert (row.starts_at, row.resource_id) == (known.start, known.giver), about
            assert (paid.get(number, 0), back.get(number, 0)) == (known.paid, known.refunded), about
            if self.diary.takes(known):
                others = self.diary.free([known.giver], known.km, known.start, known)
                assert others == {known.giver}, about
        found = {each.name: each.rows for each in audited(self.connection, self.now)}
        assert found == {}, found

    def sums(self, amount: Any) -> dict[int, int]:
        number = amount.table.c.order_id
        query = select(number, func.sum(amount)).group_by(number)
        return {row[0]: int(row[1]) for row in self.connection.execute(query)}
