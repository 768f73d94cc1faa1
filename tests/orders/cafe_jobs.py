"""What the café's deliveries come to as time passes, and who has which."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from orders.delivery import (
    couriers,
    deliveries,
    overdue,
)
from tests.orders.cafe_bills import Billing
from tests.orders.cafe_reference import LIVE, Order

MINUTE = timedelta(minutes=1)
AHEAD, TAKE, GIVE_UP, DECIDE = 15 * MINUTE, 10 * MINUTE, 40 * MINUTE, 60 * MINUTE
BEFORE, AFTER, SHIFT, DOORSTEP = 15 * MINUTE, 30 * MINUTE, 240 * MINUTE, 7 * MINUTE
CARRIED = ("accepted", "picked_up", "on_the_way")
ON_BOARD = CARRIED[1:]


@dataclass
class Job:
    """One order on its way."""

    take_by: datetime
    give_up: datetime
    state: str = "offered"
    courier: int | None = None
    told: bool = False
    lost_at: datetime | None = None
    waits: datetime | None = None
    by_code: bool = False
    fetching: bool = False
    received: bool = False
    at_the_door: bool = False
    pay: int = 0

    @property
    def is_over(self) -> bool:
        return self.state in ("handed_over", "failed")

    @property
    def comes_to_door(self) -> bool:
        """Whether its courier is on the way to the guest's door."""
        return self.state == ("accepted" if self.fetching else "on_the_way")

    def look_again(self, take_by: datetime, give_up: datetime) -> None:
        self.state, self.courier, self.told = "offered", None, False
        self.lost_at = self.waits = None
        self.take_by, self.give_up = take_by, give_up

    def may_choose(self, now: datetime) -> bool:
        if self.state == "offered":
            return self.told
        if self.state in ON_BOARD:
            return self.lost_at is not None
        return self.state == "accepted" and now >= self.give_up


@dataclass
class Ride:
    """What a courier has done, for what they were offered."""

    courier: int
    pay: int
    at: datetime
    payment: int | None = None


@dataclass
class Rider:
    """Whether they are on shift, and when they were heard of."""

    on_shift: bool
    heard: datetime


class Jobs(Billing):
    jobs: dict[int, Job]
    riders: dict[int, Rider]
    rides: list[Ride]
    offered_pay: dict[int, int]

    def begin_delivery(self, number: int, order: Order) -> None:
        if order.kind == "delivery":
            assert order.start is not None
            ready = order.start
            if order.collected:
                ready = max(order.answer_by or self.now, order.collect or self.now)
            self.jobs[number] = Job(*self.waits(ready), fetching=order.collected)

    def waits(self, ready_at: datetime) -> tuple[datetime, datetime]:
        ready = max(ready_at, self.now)
        return ready + TAKE, ready + GIVE_UP

    def put_off(self, number: int, ready_at: datetime) -> None:
        job = self.jobs.get(number)
        waits = job is not None and job.state in ("offered", "accepted") and not job.told
        if job is not None and waits and not job.fetching:
            job.take_by, job.give_up = self.waits(ready_at)

    def delivery_ends(self, number: int) -> None:
        job = self.jobs.get(number)
        if job is None or job.is_over:
            return
        if job.state in ON_BOARD and job.lost_at is None:
            self.earns(job)
        job.state = "failed"

    def earns(self, job: Job) -> None:
        """Whoever has it has done their part."""
        assert job.courier is not None
        self.rides.append(Ride(job.courier, job.pay, self.now))

    def is_at_counter(self, number: int) -> bool:
        job = self.jobs.get(number)
        return job is None or job.is_over or (job.state not in ON_BOARD and not job.fetching)

    def is_there(self, number: int) -> bool:
        """Whether its place has what is first collected from its guest."""
        return number not in self.jobs or not self.jobs[number].fetching

    def said_yes(self, number: int) -> None:
        """What is collected is waited for from then on."""
        job = self.jobs.get(number)
        if job is not None and job.fetching and job.state == "offered" and not job.told:
            job.take_by, job.give_up = self.waits(self.books.orders[number].collect or self.now)

    def handed_over_at_counter(self, number: int) -> None:
        if number in self.jobs:
            self.jobs[number].state = "handed_over"

    def is_late(self, number: int) -> bool:
        job = self.jobs.get(number)
        return job is not None and job.may_choose(self.now)

    def is_not_brought(self, number: int) -> bool:
        job = self.jobs.get(number)
        return job is not None and job.state not in ("at_counter", "handed_over")

    def job_of(self, courier: int) -> int | None:
        mine = (n for n, e in self.jobs.items() if e.courier == courier and e.state in CARRIED)
        return next(mine, None)

    def heard(self, courier: int) -> None:
        self.riders[courier].heard = self.now

    def is_on(self, courier: int) -> bool:
        return courier in self.riders and self.riders[courier].on_shift

    def lose(self, job: Job) -> None:
        if job.lost_at is None:
            job.lost_at, job.give_up = self.now, self.now + DECIDE

    def pass_by(self) -> None:
        for _ in range(20):
            if not overdue.is_due(self.connection, self.now):
                break
            self.attempt(overdue.pass_by)
            for step in (self.found, self.given_up, self.untold, self.silent):
                for number, job in list(self.live_jobs()):
                    step(number, job)
            for rider in self.riders.values():
                rider.on_shift &= rider.heard > self.now - SHIFT
        assert not overdue.is_due(self.connection, self.now)

    def live_jobs(self) -> Iterator[tuple[int, Job]]:
        for number in sorted(self.jobs):
            if self.books.orders[number].state in LIVE:
                yield number, self.jobs[number]

    def found(self, _number: int, job: Job) -> None:
        lost = job.lost_at if job.state in ON_BOARD else None
        if lost and job.courier and self.riders[job.courier].heard > lost:
            job.lost_at = None

    def given_up(self, number: int, job: Job) -> None:
        lost = job.state in ON_BOARD and job.lost_at is not None
        if job.give_up <= self.now and (lost or job.state == "offered"):
            self.ends(number, "cancelled", 0)

    def untold(self, _number: int, job: Job) -> None:
        job.told |= job.state == "offered" and job.take_by <= self.now

    def silent(self, number: int, job: Job) -> None:
        if job.state not in CARRIED or job.courier is None:
            return
        rider, order = self.riders[job.courier], self.books.orders[number]
        before = job.state == "accepted"
        if rider.heard > self.now - (BEFORE if before else AFTER):
            return
        if before:
            rider.on_shift = False
            assert order.start is not None
            job.look_again(*self.waits(self.wanted_at(job, order)))

        elif job.lost_at is None:
            rider.on_shift = False
            self.lose(job)

    def wanted_at(self, job: Job, order: Order) -> datetime:
        """When somebody is to be there for it."""
        assert order.start is not None
        return (order.collect or self.now) if job.fetching else order.start

    def check_jobs(self) -> None:
        for number, known in self.jobs.items():
            found = deliveries.of_order(self.connection, number)
            assert found is not None, number
            assert found.state == known.state, (number, known)
            assert found.is_collection == known.fetching, (number, known)
            assert (found.received_at is not None) == known.received, (number, known)
            if not known.is_over:
                assert found.courier_id == known.courier, (number, known)
                assert (found.lost_at is not None) == (known.lost_at is not None), known
                assert (found.told_at is not None) == known.told, known
                until = (found.take_by, found.give_up_at)
                assert until == (known.take_by, known.give_up), (number, known)
        for courier in self.couriers:
            assert couriers.job_of(self.connection, courier) == self.job_of(courier)
