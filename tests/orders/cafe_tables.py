"""The café's table: guests sit down, fill their own carts, one pays for all, it is freed."""

from hypothesis.stateful import rule

from orders.sitting import at_table, ending, sitting_down, taking_over
from tests.orders.cafe_booking import GUESTS
from tests.orders.cafe_collecting import Collecting
from tests.orders.cafe_reference import HOLDS_AT_ONCE, LIVE, STOCK, Cart, Line, Order


class AtTable(Collecting):
    """`sitting` is the one that stands; `carts_of` says for which a cart is."""

    sitting: int | None
    seated: set[int]

    @property
    def is_laid(self) -> bool:
        return self.sitting is not None

    @rule(guest=GUESTS)
    def sit_down(self, guest: int) -> None:
        person = self.guests[guest]
        if ending.any_quiet(self.connection, self.now):
            self.table_is_free()
        found = self.attempt(sitting_down.sit_down, person, self.token)
        assert found is not None
        assert self.sitting in (None, found)
        self.sitting = found
        self.seated.add(person)
        if person in self.books.carts:
            self.books.carts[person].kind, self.books.carts[person].at = "table", None

    @rule(guest=GUESTS)
    def get_up(self, guest: int) -> None:
        person = self.guests[guest]
        if self.sitting is None:
            return
        cart = self.books.carts.get(person)
        at_table = cart is not None and cart.kind == "table"
        done = self.attempt(lambda c, g, s, _now: sitting_down.leave(c, g, s), person, self.sitting)
        assert (done is not None) == (person in self.seated or at_table)
        self.seated.discard(person)
        if cart is not None and at_table:
            cart.kind = "pickup"

    @rule(guest=GUESTS)
    def pay_for_all(self, guest: int) -> None:
        person = self.guests[guest]
        if self.sitting is None or person not in self.seated:
            return
        seen = at_table.at_table(self.connection, self.sitting, person, self.now)
        assert seen is not None
        own, others = [], []
        for whose, cart in sorted(self.at_table(), key=lambda each: each[1].number):
            lines = self.to_order(whose, cart)
            own += lines if whose == person else []
            others += [] if whose == person else [(whose, each) for each in lines]
        lines = [*own, *(each for _, each in others)]
        made = self.can_hold(person, "table", lines) if others else None
        held = self.attempt(taking_over.pay_for_all, person, self.sitting, seen.shown)
        assert (held is not None) == (made is not None), lines
        if held is None:
            return
        for whose in {whose for whose, _ in others}:
            del self.books.carts[whose]
        for whose, each in others:
            each.owner = whose
        self.lapse_of_menu()
        self.held(person, held, "table", lines)

    def at_table(self) -> list[tuple[int, Cart]]:
        return [(whose, cart) for whose, cart in self.books.carts.items() if cart.kind == "table"]

    def to_order(self, _whose: int, cart: Cart) -> list[Line]:
        """As far as it is left today, line by line."""
        day = self.today
        found = []
        for each in cart.lines.values():
            left = self.books.stock_left(each.item, day) if each.item in STOCK else each.quantity
            if left > 0 and not self.books.is_sold_out([each.item], self.now):
                found.append(Line(each.item, each.price, min(left, each.quantity)))
        return found

    @rule()
    def free_table(self) -> None:
        """Not while somebody is paying there."""
        paying = any(
            each.kind == "table" and each.state == "held" and each.held_until > self.now
            for each in self.books.orders.values()
        )
        done = self.attempt(ending.free, self.table, self.shop.clerk)
        assert (done is not None) == (self.sitting is None or not paying)
        if done is not None and self.sitting is not None:
            dead = [
                number for number, each in self.books.orders.items()
                if (each.kind, each.state) == ("table", "held")
            ]  # fmt: skip
            self.table_is_free(dead)

    def table_is_free(self, dead: list[int] | None = None) -> None:
        for number in dead or []:
            self.books.orders[number].state = "lapsed"
        for whose, _cart in self.at_table():
            del self.books.carts[whose]
        self.seated.clear()
        self.sitting = None

    def back_to_the_table(self, order: Order) -> None:
        """Each has their own lines back; what another was to pay for also where they chose more since."""
        owners: dict[int, list[Line]] = {}
        for each in order.lines:
            owners.setdefault(each.owner or order.guest, []).append(each)
        for whose in sorted(owners):
            self.put_back(whose, owners[whose], "table", None, more=whose != order.guest)

    def check_table(self) -> None:
        if self.sitting is None:
            return
        for person in self.guests:
            seat = at_table.mine(self.connection, person)
            assert (seat is not None) == (person in self.seated)
            assert seat is None or seat.sitting_id == self.sitting


__all__ = ["HOLDS_AT_ONCE", "LIVE", "AtTable"]
