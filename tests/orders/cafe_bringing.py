"""The café's couriers: asked, first to accept, gone without a word, at a door that nobody opens."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from orders.delivery import (
    carrying,
    couriers,
    deciding,
    deliveries,
    handing_over,
    offering,
)
from orders.delivery.delivery_models import delivery_offers
from orders.menu import tickets
from tests.orders.cafe_ending import MANY
from tests.orders.cafe_jobs import CARRIED, DOORSTEP, ON_BOARD, Job, Jobs, Rider
from tests.orders.cafe_reference import FEE, LIVE, Order

WHO = st.integers(0, 1)
WHEN = st.sampled_from([None, "noon"])


class Bringing(Jobs):
    """What couriers, desk and guests do with what is on its way."""

    def begin_shifts(self) -> None:
        for who in range(2):
            self.begin(who)

    @rule(items=st.integers(3, 4), who=WHO, far=st.integers(0, 5), time=WHEN)
    def bring(
        self, items: int, who: int, far: int, time: str | None, collect: int | str | None = None
    ) -> None:
        """So far on its way at once: asked for, accepted, fetched, on the road, handed over."""
        before = set(self.jobs)
        self.get_up(0)
        self.sell_out("coffee", gone=False)
        self.buy((0, "delivery", "coffee", items), time, late=False, collect=collect)
        for number in sorted(set(self.jobs) - before):
            if self.jobs[number].fetching:
                self.is_collected(number, who, far)
            if self.jobs[number].fetching:
                continue
            self.is_made(number)
            self.is_taken(who)
            if self.jobs[number].courier is None:
                continue
            for step in (self.is_fetched, self.sets_off, self.is_brought)[: max(0, far - 2)]:
                step(number)

    def is_taken(self, who: int) -> None:
        self.begin(who)
        self.ask_couriers()
        self.answer_offer(who, yes=True, number=0)

    def is_made(self, number: int) -> None:
        """Confirmed, and ready: a courier can be asked."""
        order = self.books.orders[number]
        assert self.attempt(tickets.ready, number, self.shop.clerk)
        order.ready, order.state = True, "confirmed"
        self.put_off(number, self.now)

    @rule(who=WHO)
    def begin(self, who: int) -> None:
        courier = self.couriers[who]
        self.attempt(couriers.begin_shift, courier, None)
        self.riders[courier] = Rider(True, self.now)

    @rule(who=WHO)
    def go_home(self, who: int) -> None:
        courier = self.couriers[who]
        busy = self.job_of(courier) is not None
        assert (self.attempt(couriers.end_shift, courier) is None) == busy
        if not busy and courier in self.riders:
            self.riders[courier].on_shift = False

    @rule()
    def ask_couriers(self) -> None:
        due = offering.due(self.connection, self.now)
        for number in due:
            self.attempt(offering.offer, number)
        for number in due:
            assert self.jobs[number].state == "offered"
        for courier, offer, _order in self.open_offers():
            self.offered_pay.setdefault(offer, self.pay_now)
            assert self.is_on(courier)
            assert self.job_of(courier) is None

    def open_offers(self) -> list[tuple[int, int, int]]:
        """(courier, offer, order), one each for a courier at most."""
        offer = delivery_offers.c
        query = select(offer.courier_id, offer.id, offer.order_id).where(offer.answer.is_(None))
        found = [(row[0], row[1], row[2]) for row in self.connection.execute(query)]
        assert len({each[0] for each in found}) == len(found)
        return found

    @rule(who=WHO, yes=st.sampled_from([True, True, True, False]), number=MANY)
    def answer_offer(self, who: int, yes: bool, number: int) -> None:
        offer = delivery_offers.c
        courier = self.couriers[who]
        query = select(offer.id, offer.order_id, offer.answer).where(offer.courier_id == courier)
        asked = self.connection.execute(query.order_by(offer.id.desc())).all()
        if not asked:
            return
        one = asked[number % 2 % len(asked)]
        job, order = self.jobs[one.order_id], self.books.orders[one.order_id]
        done = self.attempt(offering.accept if yes else offering.decline, one.id, courier)
        if not yes:
            assert (done is not None) == self.is_on(courier)
        else:
            again = one.answer == "accepted" and job.courier == courier
            free = self.job_of(courier) is None and job.state == "offered"
            allowed = free and order.state == "confirmed" and one.answer is None
            assert (done is not None) == (self.is_on(courier) and (again or allowed)), job
            if done is not None and not again:
                job.state, job.courier = "accepted", courier
                job.pay = self.offered_pay[one.id]
        if done is not None:
            self.heard(courier)

    @rule(number=MANY)
    def hand_to_courier(self, number: int) -> None:
        chosen = self.some_job(number, "accepted")
        if chosen is not None:
            self.is_fetched(chosen)

    def is_fetched(self, chosen: int) -> None:
        job = self.jobs[chosen]
        found = deliveries.of_order(self.connection, chosen)
        assert found is not None
        given = (chosen, self.shop.clerk, found.fetch_code)
        done = self.attempt(carrying.hand_to_courier, *given)
        assert (done is not None) == (job.state in CARRIED and not job.fetching)
        if done is not None and job.state == "accepted":
            job.state = "picked_up"

    def some_job(self, number: int, *states: str) -> int | None:
        every = sorted(self.jobs)
        fitting = [each for each in every if self.jobs[each].state in states]
        chosen = fitting if fitting and number % 4 else every
        return chosen[number % len(chosen)] if chosen else None

    def try_out(
        self, use_case: Callable[..., Any], number: int, allowed: bool, *given: Any
    ) -> bool:
        """A courier does something with what they have; it is a sign of them."""
        courier = self.jobs[number].courier
        assert courier is not None
        allowed &= self.is_on(courier)
        done = self.attempt(use_case, number, *given, courier)
        assert (done is not None) == allowed, (use_case.__name__, self.jobs[number])
        if allowed:
            self.heard(courier)
        return allowed

    @rule(number=MANY, what=st.sampled_from(["leave", "door", "back", "give_up", "sign", "leave"]))
    def on_the_way(self, number: int, what: str) -> None:
        chosen = self.some_job(number, *CARRIED)
        if chosen is None or self.jobs[chosen].courier is None:
            return
        job, order = self.jobs[chosen], self.books.orders[chosen]
        here = not job.is_over
        if what == "leave":
            self.sets_off(chosen)
        elif what == "door":
            if self.try_out(carrying.nobody_opens, chosen, job.comes_to_door):
                job.waits = job.waits or self.now + DOORSTEP
        elif what == "back":
            over = job.comes_to_door and job.waits is not None and self.now >= job.waits
            if self.try_out(carrying.take_back, chosen, over):
                job.state = "failed"
                self.earns(job)
                kept = 0 if job.fetching else self.books.kept_when_unused(order)
                self.ends(chosen, "expired", kept)
        elif what == "sign":
            self.try_out(carrying.still_there, chosen, here)
        elif self.try_out(carrying.give_up, chosen, here and job.state in CARRIED):
            self.gives_up(job, order)

    def sets_off(self, number: int) -> None:
        job = self.jobs[number]
        if self.try_out(carrying.leave, number, job.state in ON_BOARD and not job.fetching):
            job.state = "on_the_way"

    def gives_up(self, job: Job, order: Order) -> None:
        assert job.courier is not None
        assert order.start is not None
        if job.state == "accepted":
            job.look_again(*self.waits(self.wanted_at(job, order)))
            return
        self.riders[job.courier].on_shift = False
        self.lose(job)

    @rule(number=MANY)
    def hand_over(self, number: int) -> None:
        chosen = self.some_job(number, *ON_BOARD)
        if chosen is not None and self.jobs[chosen].courier is not None:
            self.is_brought(chosen)

    def is_brought(self, chosen: int) -> None:
        job, order, view = self.jobs[chosen], self.books.orders[chosen], self.view(chosen)
        usable = order.valid_until is not None and self.now < order.valid_until
        here = job.state in ON_BOARD and not job.fetching
        allowed = (here and order.state in LIVE and usable) or job.by_code
        if self.try_out(handing_over.hand_over_by_code, chosen, allowed, view.code):
            if not job.by_code:
                order.redeem()
                self.earns(job)
            job.state, job.by_code, job.lost_at, job.waits = "handed_over", True, None, None

    @rule(number=MANY, what=st.sampled_from(["fetch", "money", "another", "refund"]))
    def decide(self, number: int, what: str) -> None:
        """The guest where it is late, the desk where it is lost."""
        chosen = self.some_job(number, "offered", *ON_BOARD)
        if chosen is None:
            return
        job, order = self.jobs[chosen], self.books.orders[chosen]
        lost = job.state in ON_BOARD and job.lost_at is not None
        if what == "fetch":
            late = job.state == "offered" and job.told and not job.fetching
            allowed = job.state == "at_counter" or late
            done = self.attempt(deciding.fetch, chosen, order.guest)
            if allowed and job.state == "offered":
                job.state = "at_counter"
                order.give(FEE if order.prepaid - order.given >= FEE else 0)
        elif what == "money":
            allowed = job.state == "failed" or job.may_choose(self.now)
            done = self.attempt(deciding.have_money_back, chosen, order.guest)
            if job.state != "failed" and allowed:
                self.ends(chosen, "cancelled", 0)
        elif what == "another":
            allowed = lost and not job.fetching
            done = self.attempt(deciding.send_another, chosen, self.shop.clerk)
            if allowed:
                job.look_again(*self.waits(self.now))
        else:
            allowed = lost
            done = self.attempt(deciding.refund_lost, chosen, self.shop.clerk)
            if lost:
                self.ends(chosen, "cancelled", 0)
        assert (done is not None) == allowed, (what, job)
