"""Guests of the café book visits, and take something of the menu along."""

from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import rule

from orders.booking import placing
from orders.menu import addons
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_hours import local_day
from tests.orders.cafe_paying import Paying
from tests.orders.cafe_reference import DEPOSIT, HOLD, HOLDS_AT_ONCE, PRICES, SEAT, Line, Order

GUESTS = st.integers(0, 3)


class Booking(Paying):
    """A hold, more or fewer seats of it, and what is had there."""

    @rule(guest=GUESTS, day=st.integers(0, 2), seats=st.integers(1, 2))
    def book(self, guest: int, day: int, seats: int) -> None:
        """More of a hold, as all of it, is first for those who wait."""
        person, start, books = self.guests[guest], self.starts[day], self.books
        same = self.held_there(person, start)
        mine = None if same is None else books.orders[same]
        left = books.seats_left(start)
        more = seats - (0 if mine is None else mine.lines[0].quantity)
        allowed = more <= 0 or (
            left >= more and not books.waitlist.comes_first(person, start, left)
        )
        if mine is None:
            allowed &= books.holds(person) < HOLDS_AT_ONCE and start > self.now
        number = self.attempt(placing.hold, person, self.visit, start, seats, None)
        assert (number is not None) == allowed
        if number is None:
            return
        if mine is not None:
            assert number == same
            self.has_seats(mine, seats)
        else:
            self.holds_seats(number, person, start, seats)

    def held_there(self, person: int, start: datetime) -> int | None:
        """The guest's living hold of a start."""
        same = (
            number for number, each in self.books.orders.items()
            if (each.guest, each.kind, each.start, each.state) == (person, "visit", start, "held")
            and each.held_until > self.now
        )  # fmt: skip
        return next(same, None)

    def holds_seats(self, number: int, person: int, start: datetime, seats: int) -> None:
        line = Line("visit", SEAT, seats)
        order = self.books.orders[number] = Order(person, "visit", [line], self.now + HOLD, start)
        self.created[number] = self.now
        self.has_seats(order, seats)

    def has_seats(self, order: Order, seats: int) -> None:
        order.lines[0].quantity = seats
        order.at_counter = (SEAT - DEPOSIT) * seats

    @rule(number=MANY, buns=st.integers(0, 3))
    def take_along(self, number: int, buns: int) -> None:
        chosen = self.pick(number, "held", kinds=("visit",))
        if chosen is not None:
            self.takes_along(chosen, buns)

    def takes_along(self, chosen: int, buns: int) -> None:
        order, books = self.books.orders[chosen], self.books
        assert order.start is not None
        before = sum(each.quantity for each in order.lines if each.item == "bun")
        alive = order.state == "held" and order.held_until > self.now
        day = local_day(order.start)
        enough = not buns or books.has_stock({"bun": buns}, day, order)
        enough &= not buns or not books.is_sold_out(["bun"], order.start)
        done = self.attempt(addons.set_addon, chosen, order.guest, self.menu.bun, buns)
        assert (done is not None) == (alive and (enough or before == buns))
        if done is None or before == buns:
            return
        self.lapse_of_menu()
        order.lines = order.lines[:1] + [Line("bun", PRICES["bun"], buns)] * bool(buns)
        order.stock_day, order.stock = day, {"bun": buns} if buns else {}
