"""Random lives of a small market: after every step the backend agrees with a simple reference."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, func, select

from database.door import Database
from orders.booking import placing, rescheduling
from orders.course import cancelling, confirming, expiring, redeeming
from orders.models import orders
from orders.money import paying, refunding
from orders.money.capturing import CapturedPayment
from orders.rules import commission
from orders.settlement import settling
from orders.settlement.settlement_models import settlements
from payments import queries
from payments.models import refunds
from tests.orders.life import OpenMarket
from tests.orders.reference import CARD, CHAIRS, CUT, TABLE, TRIM
from tests.soundness import audited
from tests.thoroughness import many

WAITS = st.sampled_from([0, 0, 11, 61])
JUMPS = st.sampled_from((0, 1, 9, 10, 61, 60 * 13, 60 * 24, 60 * 72))
LIVE = ("placed", "confirmed")
RATE = 1000
WISHES = st.sampled_from(
    [(CARD, 0), *((service, start) for service in (TABLE, CUT, TRIM) for start in (0, 1))]
)


class Life(OpenMarket):
    """Guests, staff, a provider and the clock do what they like, in any order."""

    asked = Bundle("asked")
    charged = Bundle("charged")

    @initialize(
        bought=st.lists(st.tuples(st.integers(0, 2), WISHES, st.integers(1, 2)), max_size=4)
    )
    def begin(self, bought: list[tuple[int, tuple[str, int], int]]) -> None:
        for guest, wish, seats in bought:
            self.buy(guest, wish, seats, 0)

    def pick(self, number: int, *likely: str) -> int | None:
        """One of the orders there are, mostly one in these states, if there is any."""
        known = sorted(self.reference.orders)
        fitting = [each for each in known if self.reference.orders[each].state in likely]
        chosen = fitting if fitting and number else known
        return chosen[number % len(chosen)] if chosen else None

    @rule(guest=st.integers(0, 2), wish=WISHES, seats=st.integers(1, 2))
    def guest_holds(self, guest: int, wish: tuple[str, int], seats: int) -> None:
        self.hold(self.guests[guest], wish, seats)

    def hold(self, guest: int, wish: tuple[str, int], seats: int) -> int | None:
        service, start = wish[0], self.starts[wish[0]][wish[1]]
        wanted = 1 if service in CHAIRS else seats
        allowed = self.reference.can_hold(guest, service, start, wanted)
        held: int | None = self.attempt(
            placing.hold, guest, self.services[service], start, wanted, None
        )
        assert (held is not None) == allowed
        if held is not None:
            self.reference.hold(held, guest, (service, start), wanted)
        return held

    @rule(target=asked, number=st.integers(0, 9))
    def ask_for_money(self, number: int) -> Any:
        order_id = self.pick(number, "held")
        if order_id is None:
            return multiple()
        known = self.reference.orders[order_id]
        alive = known.state == "held" and known.held_until > self.now
        payment = self.attempt(paying.request, order_id, known.guest, "sandbox")
        assert (payment is not None) == alive
        if payment is None:
            return multiple()
        self.follow_hold(order_id)
        return payment

    @rule(
        guest=st.integers(0, 2),
        wish=WISHES,
        seats=st.integers(1, 2),
        minutes=WAITS,
        again=st.booleans(),
    )
    def buy(
        self, guest: int, wish: tuple[str, int], seats: int, minutes: int, again: bool = False
    ) -> None:
        """The whole way at once, so that many lives get beyond it; the money may be late."""
        order_id = self.hold(self.guests[guest], wish, seats)
        if order_id is None:
            return
        payment = self.attempt(paying.request, order_id, self.guests[guest], "sandbox")
        self.follow_hold(order_id)
        self.time_passes(minutes, work=bool(minutes))
        if again:
            self.hold(self.guests[guest], wish, seats)
        self.apply_money(self.money_comes(payment), 2)

    def follow_hold(self, order_id: int) -> None:
        """Paying makes the hold last longer, within a bound that its own test states."""
        query = select(orders.c.held_until).where(orders.c.id == order_id)
        with self.unit() as connection:
            until = connection.execute(query).scalar_one()
        known = self.reference.orders[order_id]
        assert until is not None
        assert known.held_until <= until <= self.now + timedelta(minutes=10)
        known.held_until = until

    @rule(target=charged, payment=consumes(asked))
    def money_comes_for(self, payment: int) -> Any:
        return self.money_comes(payment)

    def money_comes(self, payment: int) -> tuple[int, int, int]:
        with self.unit() as connection:
            asked = queries.request(connection, payment)
        assert asked is not None
        self.events += 1
        paid = CapturedPayment(
            "sandbox", str(self.events), asked.payload, str(self.events), None, asked.amount,
            asked.currency, asked.guest_id, {},
        )  # fmt: skip
        event = self.attempt(paying.capture, paid)
        assert self.attempt(paying.capture, paid) == event
        return event, asked.order_id, asked.amount

    @rule(charge=consumes(charged), times=st.integers(1, 2))
    def worker_applies(self, charge: tuple[int, int, int], times: int) -> None:
        self.apply_money(charge, times)

    def apply_money(self, charge: tuple[int, int, int], times: int) -> None:
        event, order_id, amount = charge
        for _ in range(times):
            assert self.attempt(paying.apply, event)
        if order_id in self.reference.orders:
            self.reference.pays(order_id, amount)
            self.learn_validity(order_id)

    def learn_validity(self, order_id: int) -> None:
        self.reference.orders[order_id].valid_until = self.view(order_id).valid_until

    @rule(number=st.integers(0, 9), answer=st.sampled_from([True, True, False]))
    def answer(self, number: int, answer: bool) -> None:
        order_id = self.pick(number, "placed")
        if order_id is None:
            return
        known = self.reference.orders[order_id]
        use_case = confirming.confirm if answer else confirming.decline
        done = self.attempt(use_case, order_id, self.shop.clerk)
        after = "confirmed" if answer else "declined"
        assert (done is not None) == (known.state in ("placed", after))
        if known.state == "placed" and answer:
            known.state = "confirmed"
        elif known.state == "placed":
            known.end("declined", 0)

    @rule(number=st.integers(0, 9), who=st.sampled_from(["guest", "merchant", "operator"]))
    def cancel(self, number: int, who: str) -> None:
        order_id = self.pick(number, *LIVE)
        if order_id is None:
            return
        known, kept = self.reference.orders[order_id], 0
        if who == "guest":
            done = self.attempt(cancelling.cancel_by_guest, order_id, known.guest)
            kept = self.reference.kept_by_guest(known)
        elif who == "merchant":
            done = self.attempt(cancelling.cancel_by_merchant, order_id, self.shop.clerk)
        else:
            done = self.attempt(cancelling.cancel_by_operator, order_id, self.operator)
        assert (done is not None) == (known.state in ("placed", "confirmed", "cancelled"))
        if known.state in ("placed", "confirmed"):
            known.end("cancelled", kept)

    @rule(number=st.integers(0, 9))
    def release(self, number: int) -> None:
        order_id = self.pick(number, "held")
        if order_id is None:
            return
        known = self.reference.orders[order_id]
        done = self.attempt(placing.release, order_id, known.guest)
        assert (done is not None) == (known.state in ("held", "lapsed"))
        if known.state == "held":
            known.state = "lapsed"

    @rule(number=st.integers(0, 9), nonce=st.integers(0, 1))
    def redeem(self, number: int, nonce: int) -> None:
        order_id = self.pick(number, *LIVE)
        if order_id is None or (view := self.view(order_id)).code is None:
            return
        known = self.reference.orders[order_id]
        key = f"{view.voucher_id}-{nonce}"
        with self.unit() as connection:
            again = redeeming.done_by(connection, view.voucher_id or 0, self.shop.clerk, key)
        valid = known.valid_until is not None and known.valid_until > self.now
        allowed = known.state in ("placed", "confirmed") and valid
        done = self.attempt(redeeming.redeem, view.code, self.shop.clerk, key)
        assert (done is not None) == (allowed or again is not None)
        if again is None and done is not None:
            self.reference.redeem(known)

    @rule(number=st.integers(0, 9), start=st.integers(0, 1))
    def reschedule(self, number: int, start: int) -> None:
        order_id = self.pick(number, *LIVE)
        if order_id is None:
            return
        known = self.reference.orders[order_id]
        goal = self.starts[known.service if known.start else TABLE][start]
        assert goal is not None
        allowed = self.reference.can_move(known, goal)
        done = self.attempt(rescheduling.reschedule, order_id, known.guest, goal)
        assert (done is not None) == allowed
        if done is not None and goal != known.start:
            self.reference.move(known, goal)
            self.learn_validity(order_id)

    @rule(minutes=JUMPS, work=st.booleans())
    def time_passes(self, minutes: int, work: bool) -> None:
        self.reference.now += timedelta(minutes=minutes)
        if work:
            for use_case in (
                expiring.lapse_holds,
                confirming.decline_unanswered,
                expiring.expire_unused,
            ):
                self.attempt(use_case)
            self.reference.tick()

    @rule(by_hand=st.booleans())
    def refunds_are_paid(self, by_hand: bool) -> None:
        with self.unit() as connection:
            due = list(connection.execute(select(refunds.c.id)).scalars())
        for refund in due:
            if by_hand:
                self.attempt(refunding.mark_by_hand, refund)
                self.attempt(refunding.done_by_hand, refund, self.operator)
            self.attempt(refunding.provider_refunded, refund)

    @rule()
    def merchant_is_settled_with(self) -> None:
        """All that was ever earned has been paid out, less the commission on each whole order."""
        self.reference.now += timedelta(seconds=1)
        with self.unit() as connection:
            due = settling.unsettled(connection)
        for each in due:
            self.attempt(settling.settle, each, self.now)
        with self.unit() as connection:
            paid_out = connection.execute(select(func.sum(settlements.c.payout))).scalar_one()
        earned = [each.earned for each in self.reference.orders.values()]
        assert (paid_out or 0) == sum(each - commission(each, RATE) for each in earned)

    @invariant()
    def orders_agree(self) -> None:
        earned = self.earned()
        for order_id, known in self.reference.orders.items():
            view = self.view(order_id)
            if view.state == "lapsed" and known.held_until <= self.now:
                known.state = "lapsed" if known.state == "held" else known.state
            assert (view.state, view.seats, view.used) == (known.state, known.seats, known.used)
            assert view.starts_at == known.start
            assert sum(each.amount for each in view.refunds) == known.refunded
            assert earned.get(order_id, 0) == known.earned

    @invariant()
    def audit_passes(self) -> None:
        with self.unit() as connection:
            found = audited(connection, self.now)
        allowed = {"a payment event that was forgotten"}
        assert {breach.name for breach in found} <= allowed


LIVES = settings(
    max_examples=many(15, 60),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_product_agrees_with_the_reference(database: Database) -> None:
    def live(connection: Connection) -> Any:
        run_state_machine_as_test(lambda: Life(connection), settings=LIVES)

    await database.write(live)
