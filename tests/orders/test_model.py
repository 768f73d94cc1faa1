"""Random lives of a small market: after every step the backend agrees with a simple reference."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    consumes,
    invariant,
    multiple,
    rule,
)
from sqlalchemy import select

from orders import (
    cancelling,
    confirming,
    expiring,
    paying,
    placing,
    redeeming,
    refunding,
    rescheduling,
)
from orders.auditing import audit
from orders.capturing import CapturedPayment
from orders.models import orders
from orders.queries import OrderView, order
from payments import queries
from payments.models import refunds
from tests.orders.life import OpenMarket
from tests.orders.reference import CAPACITY, LATE


class Life(OpenMarket):
    """Guests, staff, a provider and the clock do what they like, in any order."""

    asked = Bundle("asked")
    charged = Bundle("charged")

    def pick(self, number: int) -> int | None:
        """One of the orders there are."""
        known = sorted(self.reference.orders)
        return known[number % len(known)] if known else None

    @rule(guest=st.integers(0, 2), start=st.sampled_from([0, 1, None]), seats=st.integers(1, 2))
    def guest_holds(self, guest: int, start: int | None, seats: int) -> None:
        self.hold(guest, start, seats)

    def hold(self, guest: int, start: int | None, seats: int) -> None:
        person = self.guests[guest]
        moment = None if start is None else self.starts[start]
        allowed = self.reference.can_hold(person, moment, seats)
        service = self.card if moment is None else self.table
        held = self.attempt(placing.hold, person, service, moment, seats, None)
        assert (held is not None) == allowed
        if held is not None:
            self.reference.hold(held, person, moment, seats)

    @rule(target=asked, number=st.integers(0, 9))
    def ask_for_money(self, number: int) -> Any:
        order_id = self.pick(number)
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

    @rule(guest=st.integers(0, 2), start=st.sampled_from([0, 1, None]), seats=st.integers(1, 2))
    def buy(self, guest: int, start: int | None, seats: int) -> None:
        """The whole way at once, so that many lives get beyond it."""
        self.hold(guest, start, seats)
        moment = None if start is None else self.starts[start]
        order_id = self.reference.held(self.guests[guest], moment)
        if order_id is not None:
            payment = self.attempt(paying.request, order_id, self.guests[guest], "sandbox")
            assert payment is not None
            self.follow_hold(order_id)
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

    def view(self, order_id: int) -> OrderView:
        with self.unit() as connection:
            found = order(connection, order_id)
        assert found is not None
        return found

    @rule(number=st.integers(0, 9), answer=st.booleans())
    def answer(self, number: int, answer: bool) -> None:
        order_id = self.pick(number)
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

    @rule(number=st.integers(0, 9), who=st.sampled_from(["guest", "merchant"]))
    def cancel(self, number: int, who: str) -> None:
        order_id = self.pick(number)
        if order_id is None:
            return
        known = self.reference.orders[order_id]
        if who == "guest":
            done = self.attempt(cancelling.cancel_by_guest, order_id, known.guest)
            kept = self.reference.kept_by_guest(known)
        else:
            done = self.attempt(cancelling.cancel_by_merchant, order_id, self.shop.clerk)
            kept = 0
        assert (done is not None) == (known.state in ("placed", "confirmed", "cancelled"))
        if known.state in ("placed", "confirmed"):
            known.end("cancelled", kept)

    @rule(number=st.integers(0, 9))
    def release(self, number: int) -> None:
        order_id = self.pick(number)
        if order_id is None:
            return
        known = self.reference.orders[order_id]
        done = self.attempt(placing.release, order_id, known.guest)
        assert (done is not None) == (known.state in ("held", "lapsed"))
        if known.state == "held":
            known.state = "lapsed"

    @rule(number=st.integers(0, 9), nonce=st.integers(0, 1))
    def redeem(self, number: int, nonce: int) -> None:
        order_id = self.pick(number)
        if order_id is None or (voucher := self.view(order_id).voucher_id) is None:
            return
        known = self.reference.orders[order_id]
        key = f"{voucher}-{nonce}"
        with self.unit() as connection:
            again = redeeming.done_by(connection, voucher, self.shop.clerk, key)
        valid = known.valid_until is not None and known.valid_until > self.now
        allowed = known.state in ("placed", "confirmed") and valid
        done = self.attempt(redeeming.redeem, voucher, self.shop.clerk, key)
        assert (done is not None) == (allowed or again is not None)
        if again is None and done is not None:
            self.reference.redeem(known)

    @rule(number=st.integers(0, 9), start=st.integers(0, 1))
    def reschedule(self, number: int, start: int) -> None:
        order_id = self.pick(number)
        if order_id is None:
            return
        known, goal = self.reference.orders[order_id], self.starts[start]
        live = known.state in ("placed", "confirmed") and known.used == 0
        free = known.start is not None and self.now <= known.start - LATE
        room = goal > self.now and self.reference.taken(goal) + known.seats <= CAPACITY
        done = self.attempt(rescheduling.reschedule, order_id, known.guest, goal)
        assert (done is not None) == (live and free and (room or goal == known.start))
        if done is not None and goal != known.start:
            known.start, known.state = goal, "placed"
            known.answer_by = min(self.now + timedelta(hours=1), goal)
            self.learn_validity(order_id)

    @rule(minutes=st.sampled_from([1, 9, 10, 61, 60 * 13, 60 * 24]))
    def time_passes(self, minutes: int) -> None:
        self.reference.now += timedelta(minutes=minutes)

    @rule()
    def workers_run(self) -> None:
        for use_case in (
            expiring.lapse_holds,
            confirming.decline_unanswered,
            expiring.expire_unused,
        ):
            self.attempt(use_case)
        self.reference.tick()

    @rule()
    def refunds_are_paid(self) -> None:
        with self.unit() as connection:
            due = list(connection.execute(select(refunds.c.id)).scalars())
        for refund in due:
            self.attempt(refunding.provider_refunded, refund)

    @invariant()
    def orders_agree(self) -> None:
        if not hasattr(self, "reference"):
            return
        for order_id, known in self.reference.orders.items():
            view = self.view(order_id)
            if view.state == "lapsed" and known.held_until <= self.now:
                known.state = "lapsed" if known.state == "held" else known.state
            assert (view.state, view.seats, view.used) == (known.state, known.seats, known.used)
            assert view.starts_at == known.start
            assert sum(each.amount for each in view.refunds) == known.refunded

    @invariant()
    def audit_passes(self) -> None:
        if hasattr(self, "reference"):
            with self.unit() as connection:
                found = audit(connection, self.now)
            allowed = {"a payment event that was forgotten"}
            assert {breach.name for breach in found} <= allowed


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
