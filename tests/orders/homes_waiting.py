"""Guests wait for a day of visits, and staff write visits in, while others hold, move and call off."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from hypothesis.stateful import rule
from sqlalchemy import Connection, select

from database.money import unlimited
from orders import waitlist_offers, waits
from orders.booking import counter
from orders.booking.counter import CounterGuest
from orders.waitlist.waitlist_models import waitlist
from people import addressing
from tests.making import ZONE
from tests.orders.homes_life import DAYS, GUESTS, HOMES, QUARTERS, Lives
from tests.orders.homes_reference import (
    FURTHEST_KM,
    HOLD,
    HOLDS_AT_ONCE,
    LIVE,
    PLACE,
    DayWait,
    Visit,
    way_between,
)
from tests.orders.in_line import AT_ONCE, InLine
from tests.orders.visits import north

FROM_TEN = [15 * number for number in range(13)]


class Waiting(InLine, Lives):
    """What frees up of a day is the first one's whom somebody can reach."""

    @property
    def in_line(self) -> Mapping[int, DayWait]:
        return self.diary.waits

    def free_starts(self, km: float, day: date, but: Visit | None = None) -> list[datetime]:
        """Of the times to which somebody who leaves the place now still gets."""
        soonest = self.now + way_between(PLACE, km)
        begin = datetime.combine(day, datetime.min.time(), ZoneInfo(ZONE))
        every = (begin + timedelta(hours=10, minutes=each) for each in FROM_TEN)
        return [
            each
            for each in every
            if each >= soonest and self.diary.free(self.givers, km, each, but)
        ]

    def day(self, ahead: int) -> date:
        return self.now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=ahead)

    @rule(guest=GUESTS, ahead=DAYS)
    def wait_for(self, guest: int, ahead: int) -> None:
        person, day, diary = self.guests[guest], self.day(ahead), self.diary
        km = diary.homes[person]
        mine = [each for each in diary.waiting() if each.guest == person]
        same = any(each.day == day for each in mine)
        spare = [each for each in self.free_starts(km, day) if not self.is_waited_for(person, each)]
        allowed = abs(km) <= FURTHEST_KM and not spare and (same or len(mine) < AT_ONCE)
        number = self.attempt(waits.join_day, person, self.services["home"], day, 1, None)
        assert (number is not None) == allowed, (day, km, spare)
        if number is not None:
            diary.waits.setdefault(number, DayWait(person, day, km)).km = km

    @rule(ahead=DAYS, first=QUARTERS)
    def all_is_taken(self, ahead: int, first: int) -> None:
        """Everybody wants that day, and one of those who have it thinks again."""
        for guest in range(len(self.guests)):
            for quarter in (first % 4, 8 + first % 4):
                self.buy(guest, "home", ahead, quarter, late=False)
        for guest in range(len(self.guests)):
            self.wait_for(guest, ahead)
        self.cancel(first)
        self.offer_what_is_free()

    def whose_turn(self) -> list[int]:
        days = sorted({each.day for each in self.diary.waiting()})
        found = (self.first_of(each) for each in days)
        return [each for each in found if each is not None]

    def first_of(self, day: date) -> int | None:
        reached = (
            number
            for number, each in sorted(self.diary.waits.items())
            if (each.state, each.day) == ("waiting", day) and self.free_starts(each.km, day)
        )
        return next(reached, None)

    def offers(self, number: int) -> bool:
        """The first time of the day; one of another day may have taken nobody's place meanwhile."""
        diary, wait = self.diary, self.diary.waits[number]
        starts = self.free_starts(wait.km, wait.day)
        assert starts
        same = diary.same(wait.guest, "home", starts[0])
        before = None if same is None else diary.visits[same]
        again = before is not None and before.km == wait.km
        few = diary.holds_of(wait.guest) - (before is not None) < HOLDS_AT_ONCE
        free = diary.free(self.givers, wait.km, starts[0], before)
        assert self.attempt(lambda c, now: waitlist_offers.offer(c, number, now, unlimited))
        if not again and not few:
            wait.state = "missed"
            return True
        found = waits.wait(self.connection, number)
        assert found is not None
        assert found.order_id is not None
        assert found.held_at == starts[0]
        wait.state, wait.order = "offered", found.order_id
        if again:
            assert found.order_id == same
            return True
        if before is not None:
            before.state = "lapsed"
        giver = self.giver_of(found.order_id)
        assert giver in free
        until = self.now + HOLD
        held = Visit(wait.guest, "home", starts[0], wait.km, giver, until, self.now)
        diary.visits[found.order_id] = held
        return True

    @rule(home=HOMES, day=DAYS, quarter=QUARTERS)
    def write_in(self, home: float, day: int, quarter: int) -> None:
        """To an address that its staff took down; nobody who waits is in its way."""
        start = self.at(day, quarter)
        with self.unit() as connection:
            address = addressing.begin(
                connection,
                self.clerk,
                self.now,
                point=north(home),
                text="Kylätie 12",
                for_guest=True,
            )
        free = self.diary.free(self.givers, home, start)
        whom = CounterGuest("Aino", "en")
        write = partial(counter.write_in, address_id=address)
        given = (self.clerk, self.services["home"], start, 1, whom)
        number = self.attempt(write, *given)
        assert (number is not None) == (abs(home) <= FURTHEST_KM and bool(free)), (home, free)
        if number is not None:
            giver = self.giver_of(number)
            assert giver in free
            guest = self.view(number).guest_id
            visit = Visit(guest, "home", start, home, giver, self.now, self.now, written_in=True)
            visit.state = LIVE[0]
            self.diary.visits[number] = visit

    def ends_what_is_past(self) -> None:
        self.attempt(waitlist_offers.end_past)
        for each in self.diary.waiting():
            if each.day < self.day(0):
                each.state = "over"

    def check_waits(self) -> None:
        """An address is kept no longer than somebody waits."""
        row = waitlist.c
        query = select(row.id, row.guest_id, row.state, row.order_id, row.latitude.is_(None))
        found = {each[0]: tuple(each[1:]) for each in rows(self.connection, query)}
        assert found == {
            number: (each.guest, each.state, each.order, each.state != "waiting")
            for number, each in self.diary.waits.items()
        }


def rows(connection: Connection, query: object) -> list[tuple[int, int, str, int | None, bool]]:
    return [
        (each[0], each[1], each[2], each[3], bool(each[4]))
        for each in connection.execute(query)  # type: ignore[call-overload]
    ]
