"""Guests of the café fill carts, book with something of the menu, and hold."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from catalog.menu import selling_out
from orders.menu import carts
from orders.models import Fulfilment
from tests.orders.cafe_booking import GUESTS
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_hours import ZONE, local_day
from tests.orders.cafe_plans import Planning
from tests.orders.cafe_reference import (
    FEE,
    HOLD,
    HOLDS_AT_ONCE,
    LEAST,
    PRICES,
    WAY,
    Cart,
    Line,
    Order,
    counted,
)

TIMES = st.sampled_from([None, "noon", "noon", 0, 10, 40, 7, -10, 60 * 24, 60 * 24 * 8])
ITEMS = st.sampled_from(["bun", "bun", "coffee"])
WISHES = st.tuples(
    GUESTS, st.sampled_from(["pickup", "delivery", "table", "visit"]), ITEMS, st.integers(1, 4)
)


class Ordering(Planning):
    """Carts, and the whole way at once."""

    @rule(guest=GUESTS, item=ITEMS, quantity=st.integers(1, 4))
    def fill(self, guest: int, item: str, quantity: int) -> None:
        person = self.guests[guest]
        chosen = [self.menu.oat] if item == "coffee" else []
        given = (person, self.items[item], chosen, quantity, "", None)
        number = self.attempt(carts.add, *given)
        cart = self.books.carts.get(person)
        if cart is None:
            assert number is not None
            cart = Cart(number, "table" if person in self.seated else "pickup")
            self.books.carts[person] = cart
        fits = cart.put(Line(item, PRICES[item], quantity))
        assert number == (cart.number if fits else None)

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

    @rule(guest=GUESTS, time=TIMES)
    def choose_collection(self, guest: int, time: int | str | None) -> None:
        """Likewise when it is collected; what would be back before is back as soon as possible."""
        cart = self.books.carts.get(self.guests[guest])
        if cart is not None:
            self.is_collected_at(self.guests[guest], cart, time)

    def is_collected_at(self, person: int, cart: Cart, time: int | str | None) -> None:
        at = None
        if isinstance(time, int):
            at = self.books.soonest_collection() + timedelta(minutes=time)
        elif time is not None:
            at = noon(self.today + timedelta(days=1))
        assert self.attempt(carts.set_collect_at, person, cart.number, at)
        cart.collect = at
        there = self.collected(person, cart)
        first = self.books.first_window(None if there is None else there + WAY)
        if cart.at is not None and cart.at < first:
            cart.at = None

    def collected(self, person: int, cart: Cart) -> datetime | None:
        """When it is, if at a time that was chosen."""
        brought = cart.kind == "delivery" and person in self.near and self.books.collects
        return cart.collect if brought else None

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
        collect = self.collected(person, cart)
        made = self.can_hold(person, cart.kind, lines, cart.at, collect)
        held = self.attempt(carts.hold_cart, person, cart.number)
        assert (held is not None) == (made is not None), (cart, made)
        if made is not None:
            self.lapse_of_menu()
            self.held(person, cart.number, cart.kind, lines, cart.at, collect)

    def can_hold(
        self,
        person: int,
        kind: str,
        lines: list[Line],
        at: datetime | None = None,
        collect: datetime | None = None,
    ) -> object:
        """When it would be had, or None for why ever it can't."""
        books = self.books
        if books.holds(person) >= HOLDS_AT_ONCE:
            return None
        if not self.can_get_there(person, kind, lines) or not self.may_owe(person, kind, lines):
            return None
        received = None if collect is None else collect + WAY
        if books.is_sold_out((each.item for each in lines), at or received or self.now):
            return None
        if not self.can_be_collected(kind, collect):
            return None
        made = books.planned(sum(each.quantity for each in lines), at, collect)
        if made is None or not books.has_stock(counted(lines), local_day(made[0])):
            return None
        return made

    def can_be_collected(self, kind: str, collect: datetime | None) -> bool:
        """Then, and by a courier who is at no other door."""
        at = self.at_the_door(kind, collect)
        allowed = collect is None or self.books.can_collect(collect)
        return allowed and (at is None or self.books.collections_left(at) > 0)

    def at_the_door(self, kind: str, collect: datetime | None) -> datetime | None:
        """In which ten minutes a courier is, where something is collected first."""
        if kind != "delivery" or not self.books.collects:
            return None
        return collect or self.books.soonest_collection()

    def can_get_there(self, person: int, kind: str, lines: list[Line]) -> bool:
        if kind == "delivery":
            return person in self.near and sum(each.amount for each in lines) >= LEAST
        return kind != "table" or self.is_laid

    def held(  # noqa: PLR0917 - likewise
        self,
        person: int,
        number: int,
        kind: str,
        lines: list[Line],
        at: datetime | None = None,
        collect: datetime | None = None,
    ) -> None:
        books = self.books
        made = books.planned(sum(each.quantity for each in lines), at, collect)
        assert made is not None
        start, windows = made
        order = Order(person, kind, lines, self.now + HOLD, start, at, collect)
        order.collected = kind == "delivery" and books.collects
        order.fee = FEE if kind == "delivery" else 0
        order.plan, order.at_counter = self.plan(person, kind, lines, order.fee)
        order.stock_day, order.stock = local_day(start), counted(lines)
        order.windows, order.collection = windows, self.at_the_door(kind, collect)
        books.orders[number] = order
        self.created[number] = self.now
        books.carts.pop(person, None)

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
    def buy(
        self,
        wish: tuple[int, str, str, int],
        time: int | str | None,
        late: bool,
        collect: int | str | None = None,
    ) -> None:
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
            self.choose_collection(guest, collect)
            self.hold_cart(guest)
        for number in sorted(set(self.books.orders) - before):
            if kind == "visit" and item == "bun":
                self.takes_along(number, quantity)
            if self.books.orders[number].plan == "at_shop":
                self.orders_unpaid(number)
            else:
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
