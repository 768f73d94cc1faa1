"""However the program stalls, no second sees more than 30, and what a stall costs is won back."""

import heapq
import random
from bisect import bisect
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.campaign import most_in_a_second
from bot import pacing
from bot.pacing import ALLOWED, Flight, Pacer

LOCAL = (0.0004, 0.001)
"""Seconds that a message takes to a channel on this machine, and its answer back."""

WANDERING = (0.001, 0.01)

Way = Callable[[int], tuple[float, float]]


@dataclass
class ByHand:
    """A program that sends whenever it may, on a clock that only the test moves on."""

    way: Way
    stalls: list[tuple[float, float]] = field(default_factory=list)
    pacer: Pacer = field(default_factory=Pacer)
    now: float = 0.0
    came: list[float] = field(default_factory=list)
    _answers: list[tuple[float, int, Flight]] = field(default_factory=list)

    def send(self, many: int) -> list[float]:
        """When each came in where they are counted."""
        for number in range(many):
            while (wait := self.pacer.wait(self.now)) > 0:
                self._go_on(self.now + wait)
            there, back = self.way(number)
            flight = self.pacer.leave(self.now)
            self.came.append(self.now + there)
            heapq.heappush(self._answers, (self.now + there + back, number, flight))
        return self.came

    def _go_on(self, until: float) -> None:
        """To the next answer or the given moment, and then on to the end of a stall."""
        moment = min(until, self._answers[0][0]) if self._answers else until
        while self.stalls and self.stalls[0][1] <= moment:
            self.stalls.pop(0)
        if self.stalls and self.stalls[0][0] <= moment:
            moment = self.stalls.pop(0)[1]
        self.now = max(self.now, moment)
        while self._answers and self._answers[0][0] <= self.now:
            self.pacer.back(heapq.heappop(self._answers)[2], self.now)


def within(dice: random.Random, way: tuple[float, float]) -> Way:
    return lambda _number: (dice.uniform(*way), dice.uniform(*way))


def stalls(dice: random.Random, long: float, between: float = 0.4) -> list[tuple[float, float]]:
    """For two minutes."""
    moments, now = [], 0.0
    while now < 120:
        now += dice.uniform(0, between)
        moments.append((now, now + long))
        now += long
    return moments


def rate(came: list[float]) -> float:
    """In a second, once it is under way."""
    begun = came[2 * ALLOWED :]
    return (len(begun) - 1) / (begun[-1] - begun[0])


def stalled(seed: int, long: float, way: tuple[float, float] = LOCAL) -> list[float]:
    dice = random.Random(seed)
    return ByHand(within(dice, way), stalls(dice, long)).send(1_500)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    long=st.sampled_from([0.0, 0.005, 0.02, 0.1, 0.5]),
    way=st.sampled_from([LOCAL, WANDERING, (0.02, 0.06)]),
)
@example(seed=6969, long=0.005, way=WANDERING)
def test_no_second_sees_more_than_30(seed: int, long: float, way: tuple[float, float]) -> None:
    assert most_in_a_second(stalled(seed, long, way)) <= ALLOWED


@pytest.mark.parametrize("seed", range(5))
def test_stalls_of_20_milliseconds_cost_less_than_one_in_300(seed: int) -> None:
    assert rate(stalled(seed, 0.02)) >= 29.9


@pytest.mark.parametrize("seed", range(5))
def test_without_stalls_nearly_nothing_is_lost(seed: int) -> None:
    assert rate(stalled(seed, 0.0)) >= 29.97


def test_what_leaves_only_evenly_never_wins_a_stall_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the rate."""
    monkeypatch.setattr(pacing, "CATCH_UP", 0.0)

    assert rate(stalled(1, 0.02)) < 29.9


def test_what_a_stall_kept_back_leaves_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = rate(stalled(1, 0.2))
    monkeypatch.setattr(pacing, "CATCH_UP", 0.1)

    assert quick > rate(stalled(1, 0.2)) + 0.1


def closest(came: list[float]) -> int:
    """Most that came in within 15 ms: what else the program does has to wait for them."""
    return max(bisect(came, moment + 0.015) - at for at, moment in enumerate(came))


def test_it_does_not_leave_in_one_go() -> None:
    assert closest(sorted(stalled(1, 0.2))) <= 2


def test_it_would_be_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(pacing, "CLOSEST", 0.0)

    assert closest(sorted(stalled(1, 0.2))) > 5


def test_three_quarters_of_the_quickest_would_be_too_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of where ways wander."""
    monkeypatch.setattr(pacing, "SURELY", 0.75)

    assert most_in_a_second(stalled(6969, 0.005, WANDERING)) > ALLOWED


def hurrying(number: int) -> tuple[float, float]:
    """Slow on its way there while the program begins, quick from then on."""
    return (0.02, 0.0) if number < 2 * ALLOWED else (0.0004, 0.0004)


def test_a_channel_that_becomes_quick_is_not_sent_too_many() -> None:
    assert most_in_a_second(ByHand(hurrying).send(600)) <= ALLOWED


def test_by_the_first_answers_it_would_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(pacing, "MEASURED", ALLOWED)

    assert most_in_a_second(ByHand(hurrying).send(600)) > ALLOWED
