"""What is paid at the café for what was had: bills, the rest of a booking, tips."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from orders.bills import holding, making, recording, resting, tipping
from orders.bills.bill_models import Means
from orders.bills.reading import by_key
from tests.orders.cafe_booking import GUESTS
from tests.orders.cafe_desk import SOLD, Desk
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_reference import (
    COMING,
    DISCOUNT,
    HOLD,
    HOLDS_AT_ONCE,
    Line,
    Order,
)

TIPS = 3
LATELY = timedelta(days=7)


@dataclass
class Bill:
    """What is to be paid once, by whichever order comes first."""

    amount: int
    off: int
    kind: str
    open_until: datetime
    of: int | None = None
    order: int | None = None
    paid: bool = False
    typed: bool = False


class Billing(Desk):
    """`bill_of` says which bill an order pays, `paid_at` when it did."""

    bills: dict[str, Bill]
    bill_of: dict[int, str]
    paid_at: dict[int, datetime]

    @rule(amount=st.sampled_from([333, 1000, 2501]))
    def show_bill(self, amount: int) -> None:
        given = (self.shop.merchant, amount, "EUR", self.shop.clerk)
        key = self.attempt(making.show, *given)
        assert key is not None
        self.bills[key] = self.bill(amount, "bill")

    def bill(self, amount: int, kind: str, of: int | None = None) -> Bill:
        off = amount * DISCOUNT // 100 if kind == "bill" else 0
        return Bill(amount, off, kind, self.now + timedelta(hours=2), of)

    @rule(guest=GUESTS, number=MANY)
    def hold_bill(self, guest: int, number: int) -> None:
        shown = [key for key, each in self.bills.items() if each.kind == "bill"]
        if not shown:
            return
        key, person = shown[number % len(shown)], self.guests[guest]
        bill = self.bills[key]
        payer = self.payer(bill)
        held = self.attempt(holding.hold, person, key, None)
        mine = payer is not None and payer.guest == person
        allowed = not bill.paid and (
            mine
            or (
                payer is None
                and self.now < bill.open_until
                and self.books.holds(person) < HOLDS_AT_ONCE
            )
        )
        assert (held is not None) == allowed, bill
        if held is not None and not mine:
            self.bill_held(held, person, key)

    def payer(self, bill: Bill, but: int | None = None) -> Order | None:
        """Who is paying it just now."""
        order = self.books.orders.get(bill.order or 0)
        alive = order is not None and order.state == "held" and order.held_until > self.now
        return order if alive and bill.order != but else None

    def bill_held(self, number: int, person: int, key: str) -> None:
        bill = self.bills[key]
        line = Line("bill", bill.amount, 1)
        order = Order(person, bill.kind, [line], self.now + HOLD, off=bill.off, of=bill.of)
        self.books.orders[number] = order
        self.created[number] = self.now
        bill.order, self.bill_of[number] = number, key

    @rule(guest=GUESTS, amount=st.sampled_from([450, 1999]))
    def type_bill(self, guest: int, amount: int) -> None:
        """What they typed before gives way, and nobody can pay it any more."""
        person = self.guests[guest]
        slips = {
            bill.order: bill
            for bill in self.bills.values()
            if bill.typed and bill.order and (payer := self.payer(bill)) and payer.guest == person
        }
        allowed = self.books.holds(person) - len(slips) < HOLDS_AT_ONCE
        held = self.attempt(holding.type_bill, person, self.shop.merchant, amount, "EUR", None)
        assert (held is not None) == allowed
        if held is None:
            return
        self.lapse(list(slips))
        for slip in slips.values():
            slip.open_until = self.now
        self.new_bill(held, person, amount, "bill")
        self.bills[self.bill_of[held]].typed = True

    def new_bill(
        self, number: int, person: int, amount: int, kind: str, of: int | None = None
    ) -> None:
        key = f"of order {number}"
        self.bills[key] = self.bill(amount, kind, of)
        if kind == "bill":
            self.bills[self.view_key(number)] = self.bills.pop(key)
            key = self.view_key(number)
        self.bill_held(number, person, key)

    def view_key(self, number: int) -> str:
        from orders.bills.reading import of_order

        found = of_order(self.connection, number)
        assert found is not None
        return found.key

    @rule(number=MANY)
    def pay_rest(self, number: int) -> None:
        chosen = self.pick(number, *COMING, kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        held = self.attempt(resting.hold_rest, chosen, order.guest)
        wanted = ("rest", chosen, order.at_counter)
        before = next(
            (k for k, e in self.bills.items() if (e.kind, e.of, e.amount) == wanted), None
        )
        payer = self.payer(self.bills[before]) if before else None
        allowed = self.is_open(order)
        allowed &= payer is not None or self.books.holds(order.guest) < HOLDS_AT_ONCE
        assert (held is not None) == allowed, order
        if held is None or payer is not None:
            return
        if before:
            self.bill_held(held, order.guest, before)
        else:
            self.new_bill(held, order.guest, order.at_counter, "rest", chosen)

    def is_open(self, order: Order) -> bool:
        """Whether something is left to be paid at the counter, and it is known how much."""
        left = order.state in COMING and bool(order.at_counter) and not order.counter_paid
        return left and not self.may_be_less(order)

    @rule(number=MANY)
    def paid_in_cash(self, number: int) -> None:
        chosen = self.pick(number, *COMING, kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        done = self.attempt(recording.record, chosen, self.shop.clerk, Means.CASH)
        assert (done is not None) == self.is_open(order)
        order.counter_paid |= done is not None
        order.in_cash |= done is not None

    @rule(number=MANY)
    def write_off(self, number: int) -> None:
        """What was had is asked for no more; money that comes for it goes back."""
        chosen = self.pick(number, "redeemed", kinds=SOLD)
        if chosen is None:
            return
        order = self.books.orders[chosen]
        done = self.attempt(recording.write_off, chosen, self.shop.clerk)
        left = order.state == "redeemed" and self.is_open(order)
        assert (done is not None) == left, order
        order.counter_paid |= done is not None
        order.in_cash |= done is not None

    @rule(number=MANY, amount=st.sampled_from([100, 250]))
    def tip(self, number: int, amount: int) -> None:
        chosen = self.pick(number, "redeemed")
        if chosen is None:
            return
        order = self.books.orders[chosen]
        tips = [
            bill for bill in self.bills.values()
            if (bill.kind, bill.of) == ("tip", chosen) and (bill.paid or self.payer(bill))
        ]  # fmt: skip
        allowed = (
            order.state == "redeemed"
            and order.kind in (*SOLD, "bill")
            and self.now < self.over_at(chosen) + LATELY
            and len(tips) < TIPS
            and self.books.holds(order.guest) < HOLDS_AT_ONCE
        )
        held = self.attempt(tipping.hold_tip, chosen, order.guest, amount)
        assert (held is not None) == allowed, order
        if held is not None:
            self.new_bill(held, order.guest, amount, "tip", chosen)

    def over_at(self, number: int) -> datetime:
        order = self.books.orders[number]
        if order.start is None:
            return self.paid_at[number]
        length = timedelta(hours=1) if order.kind == "visit" else timedelta(minutes=10)
        return order.start + length

    def bill_can_be_paid(self, number: int, order: Order) -> bool:
        bill = self.bills[self.bill_of[number]]
        if order.kind == "rest" and not self.is_left(number):
            return False
        return not bill.paid and self.payer(bill, but=number) is None

    def is_left(self, number: int) -> bool:
        order = self.books.orders[number]
        booking = self.books.orders[order.of or 0]
        return self.is_open(booking) and order.total == booking.at_counter

    def bill_paid(self, number: int, order: Order) -> None:
        """Earned at once."""
        bill = self.bills[self.bill_of[number]]
        bill.paid, bill.order = True, number
        order.state, order.earned = "redeemed", order.total
        self.paid_at[number] = self.now
        if order.kind == "rest":
            self.books.orders[order.of or 0].counter_paid = True

    def check_bills(self) -> None:
        for key, known in self.bills.items():
            if key.startswith("of order"):
                continue
            found = by_key(self.connection, key)
            assert found is not None
            assert (found.paid_at is not None) == known.paid
            assert found.order_id == known.order
