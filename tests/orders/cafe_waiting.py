"""Seats of the café's visits while others wait for them: booked, moved, written in, freed and offered."""

from collections.abc import Mapping
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from database.money import unlimited
from orders import waitlist_offers, waits
from orders.booking import counter, rescheduling
from orders.booking.counter import CounterGuest
from orders.waitlist.waitlist_models import waitlist
from tests.orders.cafe_booking import GUESTS
from tests.orders.cafe_hours import local_day
from tests.orders.cafe_reference import FREE, HOLD, HOLDS_AT_ONCE, LIVE, Line, Order
from tests.orders.cafe_tables import AtTable
from tests.orders.in_line import AT_ONCE, MANY, InLine
from tests.orders.waits_reference import Wait

DAYS = st.integers(0, 2)
PARTIES = st.integers(1, 3)
JUST = timedelta(minutes=15)


class Waiting(InLine, AtTable):
    """What frees up is the first one's for whom it is enough; who moves there lets them by."""

    @property
    def in_line(self) -> Mapping[int, Wait]:
        return self.books.waitlist.waits

    @rule(guest=GUESTS, day=DAYS, seats=PARTIES)
    def wait_for(self, guest: int, day: int, seats: int) -> None:
        person, start, books = self.guests[guest], self.starts[day], self.books
        free = books.seats_left(start)
        open_to_them = free >= seats and not books.waitlist.comes_first(person, start, free)
        mine = books.waitlist.of(person, self.now)
        allowed = start > self.now and not open_to_them
        allowed &= start in mine or len(mine) < AT_ONCE
        number = self.attempt(waits.join, person, self.visit, start, seats, None)
        assert (number is not None) == allowed, (start, seats, free)
        if number is None:
            return
        assert mine.get(start, number) == number
        books.waitlist.waits.setdefault(number, Wait(person, start, seats)).seats = seats

    @rule(day=DAYS)
    def all_is_taken(self, day: int) -> None:
        """All of them stand in line for what another has, who thinks again."""
        start, books = self.starts[day], self.books
        booked = [
            number for number, each in books.orders.items()
            if (each.kind, each.start) == ("visit", start) and each.state in LIVE
        ]  # fmt: skip
        for guest in range(len(self.guests)):
            if books.seats_left(start):
                self.book(guest, day, books.seats_left(start))
            self.wait_for(guest, day, 1 + guest % 2)
        for number in booked[:1]:
            self.calls_off(number, "guest")
            self.offer_what_is_free()

    def whose_turn(self) -> list[int]:
        books = self.books
        ahead = [each for each in sorted(self.starts) if each > self.now]
        found = (books.waitlist.next_of(each, books.seats_left(each)) for each in ahead)
        return [each for each in found if each is not None]

    def offers(self, number: int) -> bool:
        books, wait = self.books, self.books.waitlist.waits[number]
        same = self.held_there(wait.guest, wait.start)
        full = same is None and books.holds(wait.guest) >= HOLDS_AT_ONCE
        done = self.attempt(lambda c, now: waitlist_offers.offer(c, number, now, unlimited))
        assert done
        if full:
            wait.state = "missed"
            return True
        found = waits.wait(self.connection, number)
        assert found is not None
        assert found.order_id is not None
        assert same in (None, found.order_id)
        wait.state, wait.order = "offered", found.order_id
        if same is None:
            self.holds_seats(found.order_id, wait.guest, wait.start, wait.seats)
        else:
            self.has_seats(books.orders[same], wait.seats)
        return True

    @rule(number=MANY, day=DAYS)
    def move(self, number: int, day: int) -> None:
        """With what it takes along, while cancelling is free; a place that answers by hand is asked anew."""
        chosen = self.pick(number, *LIVE, kinds=("visit",))
        if chosen is None:
            return
        order, start, books = self.books.orders[chosen], self.starts[day], self.books
        assert order.start is not None
        allowed = order.state in LIVE and self.now <= order.start - FREE
        if start != order.start:
            free = books.seats_left(start)
            allowed &= start > self.now and free >= order.lines[0].quantity
            allowed &= not books.waitlist.comes_first(order.guest, start, free)
            allowed &= books.has_stock(order.stock, local_day(start), order)
            allowed &= not books.is_sold_out(order.stock, start)
        done = self.attempt(rescheduling.reschedule, chosen, order.guest, start)
        assert (done is not None) == allowed, (order, start)
        if done is None or start == order.start:
            return
        if order.stock:
            self.lapse_of_menu()
            order.stock_day = local_day(start)
        order.start = start
        books.placed(order, auto=self.auto)

    @rule(day=DAYS, seats=PARTIES)
    def write_in(self, day: int, seats: int) -> None:
        """The place keeps its own calendar: nobody who waits is in its way, nor that it has just begun."""
        start = self.starts[day]
        whom = CounterGuest("Kim", "en")

        def write(connection: object, now: object) -> int:
            given = (self.shop.clerk, self.visit, start, seats, whom, now)
            return counter.write_in(connection, *given)  # type: ignore[arg-type]

        number = self.attempt(write)
        allowed = start >= self.now - JUST and self.books.seats_left(start) >= seats
        assert (number is not None) == allowed
        if number is not None:
            line = Line("written", 0, seats)
            order = Order(self.view(number).guest_id, "written", [line], self.now + HOLD, start)
            self.books.orders[number] = order
            self.books.placed(order, auto=True)

    def tick(self) -> None:
        super().tick()
        self.attempt(waitlist_offers.end_past)
        for _, each in self.books.waitlist.standing():
            if each.start <= self.now:
                each.state = "over"

    def check_waits(self) -> None:
        row = waitlist.c
        query = select(row.id, row.guest_id, row.starts_at, row.seats, row.state, row.order_id)
        found = {each.id: tuple(each[1:]) for each in self.connection.execute(query)}
        known = {
            number: (each.guest, each.start, each.seats, each.state, each.order)
            for number, each in self.books.waitlist.waits.items()
        }
        assert found == known
