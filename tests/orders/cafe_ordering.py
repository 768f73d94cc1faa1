"""Guests of the café fill carts, book with something of the menu, hold, pay in time or late, think again."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from orders.booking import placing
from orders.course import cancelling, confirming, expiring
from orders.menu import addons, carts, replacing
from orders.models import Fulfilment
from orders.money import paying
from orders.money.capturing import CapturedPayment
from payments import queries
from tests.orders.cafe_life import Cafe
from tests.orders.cafe_reference import (
    DEPOSIT,
    FEE,
    HOLD,
    HOLDS_AT_ONCE,
    LEAST,
    LIVE,
    OF_MENU,
    PRICES,
    SEAT,
    Cart,
    Line,
    Order,
    counted,
    local_day,
)

GUESTS = st.integers(0, 3)
MANY = st.integers(0, 11)
ITEMS = st.sampled_from(["bun", "bun", "coffee"])
WISHES = st.tuples(
    GUESTS, st.sampled_from(["pickup", "delivery", "table", "visit"]), ITEMS, st.integers(1, 4)
)
JUMPS = st.sampled_from((0, 1, 1, 4, 8, 11, 11, 35, 61, 60 * 13, 60 * 24))


class Ordering(Cafe):
    """`asked` are requests for money: of which order, and how much."""

    asked: dict[int, tuple[int, int]]

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

    @rule(guest=GUESTS)
    def hold_cart(self, guest: int) -> None:
        person = self.guests[guest]
        cart = self.books.carts.get(person)
        if cart is None:
            return
        lines = list(cart.lines.values())
        made = self.can_hold(person, cart.kind, lines)
        held = self.attempt(carts.hold_cart, person, cart.number)
        assert (held is not None) == (made is not None), (cart, made)
        if made is not None:
            self.lapse_of_menu()
            self.held(person, cart.number, cart.kind, lines)

    def can_hold(self, person: int, kind: str, lines: list[Line]) -> object:
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
        made = books.soonest(sum(each.quantity for each in lines))
        if made is None or not books.has_stock(counted(lines), local_day(made[0])):
            return None
        return made

    def held(self, person: int, number: int, kind: str, lines: list[Line]) -> None:
        books = self.books
        made = books.soonest(sum(each.quantity for each in lines))
        assert made is not None
        start, windows = made
        order = Order(person, kind, lines, self.now + HOLD, start)
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
        done = self.attempt(addons.set_addon, chosen, order.guest, self.menu.bun, buns)
        assert (done is not None) == (alive and (enough or before == buns))
        if done is None or before == buns:
            return
        self.lapse_of_menu()
        order.lines = order.lines[:1] + [Line("bun", PRICES["bun"], buns)] * bool(buns)
        order.stock_day, order.stock = day, {"bun": buns} if buns else {}

    @rule(number=MANY, late=st.booleans(), twice=st.booleans())
    def pay(self, number: int, late: bool, twice: bool) -> None:
        chosen = self.pick(number, "held")
        if chosen is not None:
            self.pays_for(chosen, late=late, twice=twice)

    def pays_for(self, chosen: int, *, late: bool, twice: bool) -> None:
        order = self.books.orders[chosen]
        alive = order.state == "held" and order.held_until > self.now
        payment = self.attempt(paying.request, chosen, order.guest, "sandbox")
        assert (payment is not None) == alive
        if payment is None:
            return
        longest = self.created[chosen] + timedelta(minutes=30)
        order.held_until = max(order.held_until, min(self.now + HOLD, longest))
        self.asked[payment] = chosen, order.prepaid
        if not late:
            self.money_comes(payment, twice)

    @rule(number=MANY, twice=st.booleans())
    def pay_late(self, number: int, twice: bool) -> None:
        """For something that was asked for long ago, or was paid already."""
        if self.asked:
            self.money_comes(sorted(self.asked)[number % len(self.asked)], twice)

    def money_comes(self, payment: int, twice: bool) -> None:
        asked = queries.request(self.connection, payment)
        assert asked is not None
        self.events += 1
        told = ("sandbox", f"e{self.events}", asked.payload, f"c{self.events}", None)
        paid = CapturedPayment(*told, asked.amount, asked.currency, asked.guest_id, {})
        event = self.attempt(paying.capture, paid)
        for _ in range(1 + twice):
            assert self.attempt(paying.apply, event)
        number, amount = self.asked[payment]
        self.pays(number, amount)

    def pays(self, number: int, amount: int) -> None:
        order = self.books.orders[number]
        order.paid += amount
        if order.was_placed or amount != order.prepaid or not self.can_place(number, order):
            order.refunded += amount
        elif order.kind in (*OF_MENU, "visit"):
            self.books.placed(order, auto=self.auto)
            self.begin_delivery(number, order)
        else:
            self.bill_paid(number, order)

    def can_place(self, number: int, order: Order) -> bool:
        if order.kind not in (*OF_MENU, "visit"):
            return self.bill_can_be_paid(number, order)
        lapsed = order.state == "lapsed"
        if lapsed and self.has_another(number, order):
            return False
        if order.kind == "visit":
            return self.seats_again(order)
        if lapsed and order.kind == "table":
            return False
        return self.kitchen_again(order)

    def has_another(self, number: int, order: Order) -> bool:
        """Ordered since, of the same: a hold that nobody has ended counts."""
        later = (
            each for other, each in self.books.orders.items()
            if other > number and each.guest == order.guest
            and each.state in ("held", "placed", "confirmed", "redeemed", "expired")
        )  # fmt: skip
        if order.kind == "visit":
            return any((each.kind, each.start) == ("visit", order.start) for each in later)
        return any(each.kind in OF_MENU for each in later)

    def seats_again(self, order: Order) -> bool:
        assert order.start is not None
        if order.state == "held" and self.now < max(order.start, order.held_until):
            return True
        day = local_day(order.start)
        return (
            order.start > self.now
            and self.books.seats_left(order.start, order) >= order.lines[0].quantity
            and self.books.has_stock(order.stock, day, order)
        )

    def kitchen_again(self, order: Order) -> bool:
        """In its own time, or in the next that there is on the same day."""
        books = self.books
        assert order.start is not None
        assert order.stock_day is not None
        soon = self.now + timedelta(minutes=5) > order.start
        if order.state == "held" and not soon:
            return True
        if not books.has_stock(order.stock, order.stock_day, order):
            return False
        if not soon:
            return books.has_windows(order.windows, order)
        made = books.soonest(sum(order.windows.values()), order)
        if made is None or local_day(made[0]) != order.stock_day:
            return False
        order.start, order.windows = made
        return True

    @initialize(bought=st.lists(WISHES, min_size=3, max_size=6))
    def begin_with(self, bought: list[tuple[int, str, str, int]]) -> None:
        """Many lives are to get beyond what comes first."""
        self.begin_shifts()
        for wish in bought:
            self.buy(wish, late=False)

    @rule(wish=WISHES, late=st.sampled_from([False, False, False, True]))
    def buy(self, wish: tuple[int, str, str, int], late: bool) -> None:
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
            self.hold_cart(guest)
        for number in sorted(set(self.books.orders) - before):
            if kind == "visit" and item == "bun":
                self.takes_along(number, quantity)
            self.pays_for(number, late=late, twice=False)

    @rule(number=MANY)
    def release(self, number: int) -> None:
        chosen = self.pick(number, "held")
        if chosen is None:
            return
        order = self.books.orders[chosen]
        done = self.attempt(placing.release, chosen, order.guest)
        assert (done is not None) == (order.state in ("held", "lapsed"))
        if order.state == "held":
            self.lapse([chosen])

    @rule(number=MANY, yes=st.sampled_from([True, True, False]))
    def answer(self, number: int, yes: bool) -> None:
        chosen = self.pick(number, "placed")
        if chosen is None:
            return
        order = self.books.orders[chosen]
        after = "confirmed" if yes else "declined"
        use_case = confirming.confirm if yes else confirming.decline
        done = self.attempt(use_case, chosen, self.shop.clerk)
        assert (done is not None) == (order.state in ("placed", after))
        if order.state == "placed" and yes:
            order.state = "confirmed"
        elif order.state == "placed":
            self.ends(chosen, "declined", 0)

    @rule(number=MANY, who=st.sampled_from(["guest", "guest", "merchant", "operator"]))
    def cancel(self, number: int, who: str) -> None:
        chosen = self.pick(number, *LIVE)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        use_case, by, kept = cancelling.cancel_by_operator, self.operator, 0
        if who == "guest" and order.start is not None:
            use_case, by = cancelling.cancel_by_guest, order.guest
            kept = 0 if self.is_late(chosen) else self.books.kept_on_cancel(order)
        elif who == "merchant":
            use_case, by = cancelling.cancel_by_merchant, self.shop.clerk
        done = self.attempt(use_case, chosen, by)
        assert (done is not None) == (order.state in (*LIVE, "cancelled"))
        if order.state in LIVE:
            self.ends(chosen, "cancelled", kept)

    def ends(self, number: int, state: str, kept_percent: int) -> None:
        """With its delivery, and with what was paid at the counter for it."""
        order = self.books.orders[number]
        order.end(state, kept_percent)
        self.delivery_ends(number)
        for each in self.books.orders.values():
            if each.of == number and each.kind == "rest" and each.state == "redeemed":
                each.refunded += each.earned
                each.earned = 0

    @rule(minutes=JUMPS, work=st.booleans())
    def time_passes(self, minutes: int, work: bool) -> None:
        self.books.now += timedelta(minutes=minutes)
        if not work:
            return
        for use_case in (
            expiring.lapse_holds,
            confirming.decline_unanswered,
            expiring.expire_unused,
            replacing.expire,
        ):
            self.attempt(use_case)
        self.tick()
        self.pass_by()

    def tick(self) -> None:
        books, now = self.books, self.now
        dead = [n for n, e in books.orders.items() if e.state == "held" and e.held_until <= now]
        self.lapse(dead)
        for number, order in books.orders.items():
            if order.state == "placed" and order.answer_by and order.answer_by <= now:
                self.ends(number, "declined", 0)
        for number, order in books.orders.items():
            if order.state in LIVE and order.valid_until and order.valid_until <= now:
                kept = 0 if self.is_not_brought(number) else books.kept_when_unused(order)
                self.ends(number, "expired", kept)
        for question in list(books.questions.values()):
            if question.state == "open" and question.until <= now:
                self.fall_back(question, "expired")

    def lapse_of_menu(self) -> None:
        """What is in the way of others who order of the menu."""
        dead = [
            number for number, each in self.books.orders.items()
            if each.state == "held" and each.held_until <= self.now
            and (each.kind in OF_MENU or (each.kind == "visit" and each.stock))
        ]  # fmt: skip
        self.lapse(dead)

    def lapse(self, numbers: list[int]) -> None:
        """The latest comes back into its guest's cart first."""
        for number in numbers:
            self.books.orders[number].state = "lapsed"
        for number in sorted(numbers, reverse=True):
            order = self.books.orders[number]
            if order.kind == "table":
                self.back_to_the_table(order)
            elif order.kind in OF_MENU:
                self.put_back(order.guest, order.lines, order.kind, more=False)
