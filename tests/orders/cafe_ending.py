"""Orders of the café end: given back, declined, called off, lapsed and expired as time passes."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from orders.booking import placing
from orders.course import cancelling, confirming, expiring
from orders.menu import replacing
from tests.orders.cafe_life import Cafe
from tests.orders.cafe_reference import (
    LIVE,
    OF_MENU,
)

MANY = st.integers(0, 11)
JUMPS = st.sampled_from((0, 1, 1, 4, 8, 11, 11, 35, 61, 60 * 13, 60 * 24))


class Ending(Cafe):
    """What ends an order ends its delivery, and gives back what was paid at the counter for it."""

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
            self.said_yes(chosen)
        elif order.state == "placed":
            self.ends(chosen, "declined", 0)

    @rule(number=MANY, who=st.sampled_from(["guest", "guest", "merchant", "operator"]))
    def cancel(self, number: int, who: str) -> None:
        chosen = self.pick(number, *LIVE)
        if chosen is not None:
            self.calls_off(chosen, who)

    def calls_off(self, chosen: int, who: str) -> None:
        order = self.books.orders[chosen]
        use_case, by, kept = cancelling.cancel_by_operator, self.operator, 0
        if who == "guest" and order.start is not None:
            use_case, by = cancelling.cancel_by_guest, order.guest
            kept = 0 if self.is_late(chosen) else self.books.kept_on_cancel(order)
        elif who == "merchant":
            use_case, by = cancelling.cancel_by_merchant, self.shop.clerk
        done = self.attempt(use_case, chosen, by)
        made = who == "guest" and order.ready and order.plan == "at_shop"
        allowed = order.state in (*LIVE, "cancelled") and not (made and order.state in LIVE)
        assert (done is not None) == allowed
        if done is not None and order.state in LIVE:
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
                self.put_back(
                    order.guest,
                    order.lines,
                    order.kind,
                    order.chosen,
                    collect=order.collect,
                    more=False,
                )
