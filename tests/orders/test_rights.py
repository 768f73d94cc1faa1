"""Money moves by hand, and places come and go, only for whoever runs the market at that moment."""

from collections.abc import Callable
from typing import Any

import pytest

from catalog import claiming, vouching
from catalog.suspending import reinstate
from orders.course import cancelling, suspending
from orders.money import paying, refunding
from orders.settlement import payouts
from people import operating
from tests.orders.conftest import Desk
from tests.refusing import refuses

FIRST = 1
OPERATORS = (
    payouts.mark_paid,
    paying.given_back,
    paying.try_again,
    refunding.ask_again,
    refunding.done_by_hand,
    cancelling.cancel_by_operator,
    suspending.suspend,
    reinstate,
    vouching.vouch,
    vouching.withdraw,
    claiming.approve,
    claiming.refuse,
)


@pytest.mark.parametrize("does", OPERATORS, ids=lambda does: str(does.__qualname__))
async def test_only_an_operator(desk: Desk, does: Callable[..., Any]) -> None:
    """Refused before anything is looked up, so that nobody learns what there is."""
    guest, removed, other = await desk.make(lambda m: (m.guest(), m.operator(), m.operator()))
    await desk.do(operating.remove, removed, other, desk.now)
    for person in (guest, removed):
        await desk.do(refuses, does, FIRST, person, now=desk.now)
