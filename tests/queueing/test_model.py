"""Random lives of a queue: numbers, calls, whoever is passed over and comes back, pauses and days; each step agrees with a reference."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test
from sqlalchemy import Connection

from database.door import Database
from queueing import calling, queues, tickets, waiting
from tests.making import Market
from tests.orders.attempting import Attempting
from tests.soundness import audited
from tests.thoroughness import many

LIVES = settings(
    max_examples=many(5, 300),
    stateful_step_count=many(40, 100),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
BEGIN = datetime(2026, 3, 4, 10, tzinfo=UTC)
COME_BACK = timedelta(minutes=60)
PAUSE, SESSION = timedelta(hours=4), timedelta(hours=16)
LIMITS = ((), (2, 4))
GUESTS = st.integers(0, 4)
MANY = st.integers(0, 23)
PARTIES = st.sampled_from([1, 2, 2, 2, 4, 7, 31])
JUMPS = st.sampled_from([0, 1, 1, 20, 61, 60 * 3, 60 * 5, 60 * 17])


@dataclass
class Party:
    """Somebody with a number; without an account where they took it at the door."""

    guest: int | None
    number: int
    line: int
    state: str = "waiting"
    called: datetime | None = None
    calls: int = 0


@dataclass
class Door:
    """Who waits stands in `lines`, the next first."""

    now: datetime
    limits: tuple[int, ...] = ()
    is_open: bool = False
    begun: datetime | None = None
    closed: datetime | None = None
    last: int = 0
    parties: dict[int, Party] = field(default_factory=dict)
    lines: dict[int, list[int]] = field(default_factory=dict)

    def is_stale(self) -> bool:
        """Over: begun too long ago, or closed for too long since."""
        if self.begun is None or self.now - self.begun > SESSION:
            return True
        closed = self.closed
        return closed is not None and self.begun <= closed and self.now - closed >= PAUSE

    def begin(self) -> None:
        for each in self.parties.values():
            if each.state in {"waiting", "called", "skipped"}:
                each.state = "over"
        self.begun, self.last = self.now, 0
        self.lines.clear()

    def give_out(self, number: int, guest: int | None, size: int) -> None:
        if self.is_stale():
            self.begin()
        self.last += 1
        line = sum(size > limit for limit in self.limits)
        self.parties[number] = Party(guest, self.last, line)
        self.lines.setdefault(line, []).append(number)

    def goes_to(self, number: int, state: str) -> None:
        party = self.parties[number]
        if party.state == "waiting":
            self.lines[party.line].remove(number)
        party.state = state


class Lives(Attempting):
    """Guests, whoever stands at the door, and staff do what they like."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self.connection = connection
        self.life = connection.begin_nested()
        self.door = Door(BEGIN)
        market = Market(connection, BEGIN)
        self.shop = market.merchant()
        self.place, self.clerk = self.shop.location, self.shop.clerk
        self.guests = [market.guest() for _ in range(5)]
        self.open_up()

    def teardown(self) -> None:
        self.life.rollback()

    @property
    def now(self) -> datetime:
        return self.door.now

    @rule()
    def open_up(self) -> None:
        """After a pause it goes on; after a longer one it begins at one."""
        assert self.attempt(queues.open_queue, self.place, self.clerk)
        door = self.door
        if door.is_open and not door.is_stale():
            return
        if door.is_stale():
            door.begin()
        door.is_open, door.closed = True, None

    @rule()
    def close(self) -> None:
        assert self.attempt(queues.close_queue, self.place, self.clerk)
        if self.door.is_open:
            self.door.is_open, self.door.closed = False, self.now

    @rule(which=st.integers(0, 1))
    def change_lines(self, which: int) -> None:
        """Who waits stays where they are."""
        with self.unit() as connection:
            queues.set_lines(connection, self.place, LIMITS[which], self.clerk)
        self.door.limits = LIMITS[which]

    @rule(guest=GUESTS, size=PARTIES)
    def take(self, guest: int, size: int) -> None:
        person, door = self.guests[guest], self.door
        mine = None if door.is_stale() else self.number_of(person)
        number = self.attempt(waiting.take_number, person, self.place, size)
        assert (number is not None) == (door.is_open and (mine is not None or size <= 30))
        if number is None or mine is not None:
            assert number in {None, mine}
            return
        for passed, each in door.parties.items():
            if (each.guest, each.state) == (person, "skipped"):
                door.goes_to(passed, "left")
        door.give_out(number, person, size)

    def number_of(self, person: int) -> int | None:
        live = ("waiting", "called")
        parties = self.door.parties.items()
        return next((n for n, e in parties if e.guest == person and e.state in live), None)

    @rule(size=PARTIES)
    def come_without_an_account(self, size: int) -> None:
        given = (self.place, size, "Aino", self.clerk)
        number = self.attempt(calling.give_at_the_door, *given)
        assert (number is not None) == (size <= 30)
        if number is not None:
            self.door.give_out(number, None, size)

    def pick(self, number: int, *states: str) -> int | None:
        known = sorted(self.door.parties)
        fitting = [each for each in known if self.door.parties[each].state in states]
        chosen = fitting if fitting and number % 4 else known
        return chosen[number % len(chosen)] if chosen else None

    @rule(number=MANY)
    def call(self, number: int) -> None:
        chosen = self.pick(number, "waiting", "waiting", "skipped")
        if chosen is not None:
            self.calls(chosen)

    @rule(line=st.integers(0, 2), seated=st.sampled_from([None, True, False]))
    def call_the_next(self, line: int, seated: bool | None) -> None:
        """As staff mostly do; they come, they don't, or nobody knows yet."""
        there = self.door.lines.get(line)
        if not there:
            return
        chosen = there[0]
        self.calls(chosen)
        if seated is not None:
            self.answers(chosen, came=seated)

    def calls(self, chosen: int) -> None:
        party = self.door.parties[chosen]
        done = self.attempt(calling.call, chosen, self.clerk)
        assert (done is not None) == (party.state in {"waiting", "skipped", "called"}), party
        if done is not None and party.state != "called":
            self.door.goes_to(chosen, "called")
            party.called, party.calls = self.now, party.calls + 1

    @rule(number=MANY, stale=st.booleans())
    def call_again(self, number: int, stale: bool) -> None:
        """By a button that is of now, or of a call before."""
        chosen = self.pick(number, "called")
        if chosen is None:
            return
        party = self.door.parties[chosen]
        given = (chosen, party.calls - stale, self.clerk)
        done = self.attempt(calling.call_again, *given)
        assert (done is not None) == (stale or party.state == "called"), party
        if done is not None and not stale:
            party.called, party.calls = self.now, party.calls + 1

    @rule(number=MANY, came=st.booleans())
    def answer(self, number: int, came: bool) -> None:
        chosen = self.pick(number, "called")
        if chosen is not None:
            self.answers(chosen, came=came)

    def answers(self, chosen: int, *, came: bool) -> None:
        party, after = self.door.parties[chosen], "seated" if came else "skipped"
        done = self.attempt(calling.seat if came else calling.skip, chosen, self.clerk)
        assert (done is not None) == (party.state in {"called", after}), party
        if party.state == "called":
            self.door.goes_to(chosen, after)

    @rule(number=MANY)
    def come_back(self, number: int) -> None:
        """Behind the next two of their line, and before whoever takes a number later."""
        chosen = self.pick(number, "skipped")
        if chosen is not None:
            self.comes_back(chosen)

    def comes_back(self, chosen: int) -> None:
        party = self.door.parties[chosen]
        if party.guest is None:
            return
        in_time = party.called is not None and self.now - party.called <= COME_BACK
        done = self.attempt(waiting.come_back, chosen, party.guest)
        allowed = party.state == "waiting" or (party.state == "skipped" and in_time)
        assert (done is not None) == allowed, party
        if party.state == "skipped" and allowed:
            party.state, party.called = "waiting", None
            self.door.lines.setdefault(party.line, []).insert(2, chosen)

    @rule(line=st.integers(0, 2), times=st.integers(1, 4))
    def miss_the_call(self, line: int, times: int) -> None:
        """The next one is not there, but back at once; then the one after."""
        for _ in range(times):
            there = self.door.lines.get(line)
            if there:
                chosen = there[0]
                self.call_the_next(line, seated=False)
                self.comes_back(chosen)

    @rule(number=MANY)
    def leave(self, number: int) -> None:
        chosen = self.pick(number, "waiting", "called", "skipped")
        if chosen is None or self.door.parties[chosen].guest is None:
            return
        party = self.door.parties[chosen]
        done = self.attempt(waiting.leave, chosen, party.guest)
        allowed = party.state in {"waiting", "called", "skipped", "left"}
        assert (done is not None) == allowed, party
        if allowed:
            self.door.goes_to(chosen, "left")

    @rule(minutes=JUMPS)
    def time_passes(self, minutes: int) -> None:
        self.door.now += timedelta(minutes=minutes)

    @invariant()
    def all_agrees(self) -> None:
        for number, known in self.door.parties.items():
            found = tickets.ticket(self.connection, number)
            assert found is not None
            assert (found.state, found.line) == (known.state, known.line), (number, known)
            assert (found.called_at, found.calls) == (known.called, known.calls), (number, known)
            assert found.label.lstrip("ABCD") == str(known.number)
            if known.state == "waiting":
                ahead = self.door.lines[known.line].index(number)
                assert tickets.ahead_of(self.connection, found) == ahead, self.door.lines
        found = {each.name: each.rows for each in audited(self.connection, self.now)}
        assert found == {}, found


@pytest.mark.both_engines
async def test_the_product_agrees_with_the_reference(database: Database) -> None:
    def live(connection: Connection) -> Any:
        run_state_machine_as_test(lambda: Lives(connection), settings=LIVES)

    await database.write(live)
