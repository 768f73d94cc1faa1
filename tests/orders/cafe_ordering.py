"""Guests of the café fill carts, book with something of the menu, and hold."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from catalog.menu import selling_out
from orders.booking import placing
from orders.menu import addons, carts
from orders.models import Fulfilment
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_paying import Paying
from tests.orders.cafe_reference import (
    DEPOSIT,
    FEE,
    HOLD,
    HOLDS_AT_ONCE,
    LEAST,
    PRICES,
    SEAT,
    ZONE,
    Cart,
    Line,
    Order,
    counted,
    local_day,
)

GUESTS = st.integers(0, 3)
TIMES = st.sampled_from([None, "noon", "noon", 0, 10, 40, 7, -10, 60 * 24, 60 * 24 * 8])
ITEMS = st.sampled_from(["bun", "bun", "coffee"])
WISHES = st.tuples(
    GUESTS, st.sampled_from(["pickup", "delivery", "table", "visit"]), ITEMS, st.integers(1, 4)
)


class Ordering(Paying):
    """Carts, bookings, and the whole way at once."""

    @rule(guest=GUESTS, item=ITEMS, quantity=st.integers(1, 4))
    def fill(self, guest: int, item: str, quantity: int) -> None:
        person = self.guests[guest]
        chosen = [self.menu.oat] if item == "coffee" else []
        given = (person, self.items[item], chosen, quantity, "", None)
        number = self.attempt(carts.add, *given)
        assert number is not None
        kind = "table" if person in self.seated else "pickup"
        cart = self.books.carts.setdefault(person, Cart(number, kind))
        assert cart.number == number
        cart.put(Line(item, PRICES[item], quantity))

    @rule(guest=GUESTS, number=MANY, quantity=st.integers(0, 3))
    def change_line(self, guest: int, number: int, quantity: int) -> None:
        person = self.guests[guest]
        cart = self.books.carts.get(person)
        if cart is None:
            return
        place = sorted(cart.lines)[number % len(cart.lines)]
        assert self.attempt(carts.set_quantity, person, cart.number, place, quantity)
        cart.lines[place].quantity = quantity
        if not quantity:
            del cart.lines[place]
        if not cart.lines:
            del self.books.carts[person]

    @rule(guest=GUESTS, brought=st.booleans())
    def choose_where(self, guest: int, brought: bool) -> None:
        person = self.guests[guest]
        cart = self.books.carts.get(person)
        if cart is None:
            return
        where = Fulfilment.DELIVERY if brought else Fulfilment.PICKUP
        assert self.attempt(carts.set_fulfilment, person, cart.number, where)
        if cart.kind != "table":
            cart.kind = str(where)

    @rule(guest=GUESTS, time=TIMES)
    def choose_time(self, guest: int, time: int | str | None) -> None:
        """So many minutes after the first there could be, tomorrow at noon, or as soon as possible."""
        person = self.guests[guest]
        cart = self.books.carts.get(person)
        if cart is None:
            return
        at = None
        if isinstance(time, int):
            at = self.books.first_window() + timedelta(minutes=time)
        elif time is not None:
            at = noon(self.today + timedelta(days=1))
        assert self.attempt(carts.set_pickup_at, person, cart.number, at)
        if cart.kind != "table":
            cart.at = at

    @rule(item=ITEMS, gone=st.sampled_from([True, False, False]))
    def sell_out(self, item: str, gone: bool) -> None:
        """One press at the counter; it is over by itself on the next day."""
        given = (self.items[item], self.shop.clerk)
        assert self.attempt(selling_out.set_sold_out, *given, sold_out=gone)
        self.books.sold_out.pop(item, None)
        if gone:
            self.books.sold_out[item] = self.today

    @rule(guest=GUESTS)
    def hold_cart(self, guest: int) -> None:
        person = self.guests[guest]
        cart = self.books.carts.get(person)
        if cart is None:
            return
        lines = list(cart.lines.values())
        made = self.can_hold(person, cart.kind, lines, cart.at)
        held = self.attempt(carts.hold_cart, person, cart.number)
        assert (held is not None) == (made is not None), (cart, made)
        if made is not None:
            self.lapse_of_menu()
            self.held(person, cart.number, cart.kind, lines, cart.at)

    def can_hold(
        self, person: int, kind: str, lines: list[Line], at: datetime | None = None
    ) -> object:
        """When it would be had, or None for why ever it can't."""
        books = self.books
        if books.holds(person) >= HOLDS_AT_ONCE:
            return None
        if kind == "table" and not self.is_laid:
            return None
        if kind == "delivery" and (
            person not in self.near or sum(each.amount for each in lines) < LEAST
        ):
            return None
        if books.is_sold_out((each.item for each in lines), at or self.now):
            return None
        made = books.planned(sum(each.quantity for each in lines), at)
        if made is None or not books.has_stock(counted(lines), local_day(made[0])):
            return None
        return made

    def held(
        self, person: int, number: int, kind: str, lines: list[Line], at: datetime | None = None
    ) -> None:
        books = self.books
        made = books.planned(sum(each.quantity for each in lines), at)
        assert made is not None
        start, windows = made
        order = Order(person, kind, lines, self.now + HOLD, start, at)
        order.collected = kind == "delivery" and books.collects
        order.fee = FEE if kind == "delivery" else 0
        order.stock_day, order.stock = local_day(start), counted(lines)
        order.windows = windows
        books.orders[number] = order
        self.created[number] = self.now
        books.carts.pop(person, None)

    @rule(guest=GUESTS, day=st.integers(0, 1), seats=st.integers(1, 2))
    def book(self, guest: int, day: int, seats: int) -> None:
        person, start, books = self.guests[guest], self.starts[day], self.books
        same = next(
            (n for n, e in books.orders.items()
             if (e.guest, e.kind, e.start, e.state) == (person, "visit", start, "held")
             and e.held_until > self.now),
            None,
        )  # fmt: skip
        mine = None if same is None else books.orders[same]
        allowed = books.seats_left(start, mine) >= seats
        if mine is None:
            allowed &= books.holds(person) < HOLDS_AT_ONCE and start > self.now
        elif seats == mine.lines[0].quantity:
            allowed = True
        number = self.attempt(placing.hold, person, self.visit, start, seats, None)
        assert (number is not None) == allowed
        if number is None:
            return
        if mine is not None:
            assert number == same
            mine.lines[0].quantity = seats
        else:
            line = Line("visit", SEAT, seats)
            mine = books.orders[number] = Order(person, "visit", [line], self.now + HOLD, start)
            self.created[number] = self.now
        mine.at_counter = (SEAT - DEPOSIT) * seats

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

    @initialize(bought=st.lists(WISHES, min_size=3, max_size=6))
    def begin_with(self, bought: list[tuple[int, str, str, int]]) -> None:
        """Many lives are to get beyond what comes first."""
        self.begin_shifts()
        for wish in bought:
            self.buy(wish, None, late=False)

    @rule(
        wish=WISHES,
        time=st.sampled_from([None, "noon"]),
        late=st.sampled_from([False, False, False, True]),
    )
    def buy(self, wish: tuple[int, str, str, int], time: int | str | None, late: bool) -> None:
        """The whole way at once."""
        guest, kind, item, quantity = wish
        before = set(self.books.orders)
        if kind == "visit":
            self.book(guest, quantity % 2, 1 + quantity % 2)
        else:
            if kind == "table":
                self.sit_down(guest)
            self.fill(guest, item, quantity)
            self.choose_where(guest, kind == "delivery")
            self.choose_time(guest, time)
            self.hold_cart(guest)
        for number in sorted(set(self.books.orders) - before):
            if kind == "visit" and item == "bun":
                self.takes_along(number, quantity)
            self.pays_for(number, late=late, twice=False)

    @rule(guest=GUESTS, item=ITEMS, late=st.booleans())
    def want_what_is_gone(self, guest: int, item: str, late: bool) -> None:
        """It is sold out as they order, or before their money comes."""
        wish = (guest, "pickup", item, 1)
        if not late:
            self.sell_out(item, gone=True)
            self.buy(wish, None, late=False)
        else:
            self.buy(wish, None, late=True)
            self.time_passes(11, work=True)
            self.sell_out(item, gone=True)
            self.pay_late(len(self.asked) - 1, twice=False)


def noon(day: date) -> datetime:
    return datetime.combine(day, clock(12), ZONE).astimezone(UTC)
