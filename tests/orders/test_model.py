"""Random lives of a small market: after every step the backend agrees with a simple reference."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)
from sqlalchemy import Connection, create_engine, select

from database.errors import Refusal
from database.metadata import metadata
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
from tests.databases import import_models
from tests.making import Market
from tests.orders.reference import CAPACITY, KEPT_LATE, KEPT_NO_SHOW, LATE, PRICE, USES, Reference

import_models()


class Life(RuleBasedStateMachine):
    """Guests, staff, a provider and the clock do what they like, in any order."""

    asked = Bundle("asked")
    charged = Bundle("charged")

    @initialize()
    def open_market(self) -> None:
        self.engine = create_engine("sqlite://")
        self.connection = self.engine.connect()
        metadata.create_all(self.connection)
        self.connection.commit()
        start = datetime(2026, 3, 4, 12, tzinfo=UTC)
        self.reference = Reference(start)
        market = Market(self.connection, start)
        self.shop = market.merchant(auto_confirm=False, confirm_minutes=60)
        terms = {
            "price": PRICE,
            "late_cancel_percent": KEPT_LATE,
            "no_show_percent": KEPT_NO_SHOW,
            "cancel_free_minutes": LATE // timedelta(minutes=1),
            "max_seats": CAPACITY,
        }
        self.table = market.service(self.shop, capacity=CAPACITY, **terms)
        self.card = market.service(
            self.shop, duration_minutes=None, uses=USES, valid_days=2, **terms
        )
        self.guests = [market.guest() for _ in range(3)]
        self.starts = [market.start(days=days) for days in (1, 2)]
        self.connection.commit()
        self.events = 0

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            self.connection.close()
            self.engine.dispose()

    @property
    def now(self) -> datetime:
        return self.reference.now

    @contextmanager
    def unit(self) -> Iterator[Connection]:
        with self.connection.begin():
            yield self.connection

    def attempt(self, use_case: Callable[..., Any], *given: Any) -> Any:
        """What came out, or None for a refusal."""
        try:
            with self.unit() as connection:
                return use_case(connection, *given, self.now) or True
        except Refusal:
            return None

    def pick(self, number: int) -> int | None:
        """One of the orders there are."""
        known = sorted(self.reference.orders)
        return known[number % len(known)] if known else None

    @rule(guest=st.integers(0, 2), start=st.sampled_from([0, 1, None]), seats=st.integers(1, 2))
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
    def money_comes(self, payment: int) -> Any:
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

    @rule(number=st.integers(0, 9), nonce=st.integers(0, 5))
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
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
