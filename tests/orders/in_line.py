"""Guests of any state machine wait in line: they think again, and what frees up is offered to them."""

from collections.abc import Mapping
from typing import Protocol

from hypothesis import strategies as st
from hypothesis.stateful import rule

from orders import waitlist_offers, waits
from tests.orders.attempting import Attempting

MANY = st.integers(0, 11)
AT_ONCE = 5
"""Waits of one guest."""


class Waits(Protocol):
    """Somebody's place in the line, as the reference has it."""

    guest: int
    state: str


class InLine(Attempting):
    """Whoever inherits says whose turn it is, and what comes of an offer."""

    @property
    def in_line(self) -> Mapping[int, Waits]:
        """All that ever waited, by their numbers."""
        raise NotImplementedError

    def whose_turn(self) -> list[int]:
        raise NotImplementedError

    def offers(self, number: int) -> bool:
        """Whether it was offered, or missed, and the next one may come."""
        raise NotImplementedError

    @rule(number=MANY)
    def wait_no_more(self, number: int) -> None:
        known = self.in_line
        if not known:
            return
        chosen = sorted(known)[number % len(known)]
        wait = known[chosen]
        assert self.attempt(lambda c, _now: waits.leave(c, chosen, wait.guest))
        if wait.state == "waiting":
            wait.state = "left"

    @rule()
    def offer_what_is_free(self) -> None:
        """One after the other, as the worker does it."""
        while due := list(waitlist_offers.due(self.connection, self.now)):
            assert due == self.whose_turn()
            done = [self.offers(each) for each in due]
            if not any(done):
                break
        assert self.whose_turn() == []
