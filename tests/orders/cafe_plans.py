"""The café says how its menu is paid: ahead, with a deposit, or at the counter; guests order without paying."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import update

from catalog.menu.menu_models import pickup_settings
from orders.booking import placing
from tests.orders.cafe_booking import Booking
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_hours import WINDOW
from tests.orders.cafe_reference import COMING, LIVE, OF_MENU, Line, Order

PERCENT = st.sampled_from([100, 33, 33, 0, 0])
MOST_UNPAID, MISSES, HERE, AT_ONCE, A_DAY = 7, 2, 4, 10, 20
REMEMBERED = timedelta(days=182)


class Planning(Booking):
    """`percent` is how much is paid ahead of what is picked up, and of what is brought to the table."""

    percent: dict[str, int]

    @rule(kind=st.sampled_from(["pickup", "table"]), percent=PERCENT)
    def is_paid_so(self, kind: str, percent: int) -> None:
        """From now on; what is agreed stays."""
        column = {"pickup": "prepaid_percent", "table": "table_prepaid_percent"}[kind]
        change = update(pickup_settings).values({column: percent, "most_unpaid": MOST_UNPAID})
        with self.unit() as connection:
            connection.execute(change)
        self.percent[kind] = percent

    def plan(self, person: int, kind: str, lines: list[Line], fee: int) -> tuple[str, int]:
        """How it is paid, and how much of it at the counter."""
        percent = self.percent.get(kind, 100)
        total = sum(each.amount for each in lines) + fee
        if percent == 100:
            return "full", 0
        if percent:
            return "deposit", total - -(-total * percent // 100)
        things = self.unpaid_things(person) + sum(each.quantity for each in lines)
        if self.missed(person) >= MISSES or things > MOST_UNPAID:
            return "full", 0
        return "at_shop", total

    def unpaid(self, person: int) -> list[Order]:
        mine = (each for each in self.books.orders.values() if each.guest == person)
        return [each for each in mine if each.plan == "at_shop"]

    def unpaid_things(self, person: int) -> int:
        waiting = (
            each for each in self.unpaid(person)
            if each.total and (each.state in LIVE or (each.state == "held" and self.books.is_alive(each)))
        )  # fmt: skip
        return sum(line.quantity for each in waiting for line in each.lines)

    def missed(self, person: int) -> int:
        missed = (
            each for each in self.books.orders.values()
            if each.guest == person and each.state == "expired" and not each.in_cash
            and each.start is not None and each.start > self.now - REMEMBERED
        )  # fmt: skip
        return sum(1 for _ in missed)

    def may_owe(self, person: int, kind: str, lines: list[Line]) -> bool:
        """Whether nothing of it stands against how it would be paid."""
        plan, _ = self.plan(person, kind, lines, 0)
        return plan != "at_shop" or self.may_owe_more(person)

    def may_owe_more(self, person: int) -> bool:
        """How many orders nobody paid anything of a guest has at once."""
        mine = self.unpaid(person)
        live = [
            each for each in mine
            if each.state in LIVE and each.start is not None and each.start + WINDOW > self.now
        ]  # fmt: skip
        lately = [e for e in mine if e.placed_at and e.placed_at > self.now - timedelta(days=1)]
        return len(live) < min(HERE, AT_ONCE) and len(lately) < A_DAY

    @rule(number=MANY)
    def order_unpaid(self, number: int) -> None:
        chosen = self.pick(number, "held", kinds=OF_MENU)
        if chosen is not None:
            self.orders_unpaid(chosen)

    def orders_unpaid(self, chosen: int) -> None:
        """Again it changes nothing."""
        order = self.books.orders[chosen]
        done = self.attempt(placing.place_free, chosen, order.guest)
        if order.prepaid or order.was_placed:
            assert (done is not None) == (order.was_placed and not order.prepaid), order
            return
        alive = order.state == "held" and order.held_until > self.now
        allowed = alive and self.may_owe_more(order.guest) and self.kitchen_again(order)
        assert (done is not None) == allowed, order
        if done is not None:
            order.placed_at = self.now
            self.books.placed(order, auto=self.auto)

    def open_at_counter(self, order: Order) -> int:
        """What its guest is still to pay there, of what is from the menu."""
        left = order.kind in OF_MENU and order.state in COMING and not order.counter_paid
        return order.at_counter if left else 0

    def shares(self, order: Order, amount: int) -> tuple[int, int] | None:
        """What of an amount goes back, and what is asked for no more; None of more than there is."""
        counter, paid = self.open_at_counter(order), order.prepaid - order.given
        if amount > paid + counter:
            return (amount, 0) if amount <= self.left_of_rest(order) else None
        back = amount * paid // (paid + counter) if counter else amount
        return back, amount - back

    def takes_back(self, order: Order, amount: int) -> None:
        found = self.shares(order, amount)
        assert found is not None
        back, off = found
        rest = self.rest_of(order)
        payer = order if rest is None or back <= order.prepaid - order.given else rest
        payer.give(back)
        order.off += off
        order.at_counter -= off

    def rest_of(self, order: Order) -> Order | None:
        """By which what it left for the counter was paid in the chat."""
        every = self.books.orders.items()
        booking = next(number for number, each in every if each is order)
        paid = (each for _, each in every if each.kind == "rest" and each.of == booking)
        return next((each for each in paid if each.state == "redeemed"), None)

    def left_of_rest(self, order: Order) -> int:
        rest = None if order.kind not in OF_MENU else self.rest_of(order)
        return 0 if rest is None else rest.total - rest.refunded

    def may_be_less(self, order: Order) -> bool:
        """Its guest is asked just now to take something else."""
        return bool(self.open_at_counter(order)) and any(each.asked for each in order.lines)
