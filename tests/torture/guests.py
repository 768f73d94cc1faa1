"""Guests: they book, pay in every way a payment can go, change their minds, cancel, move."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from handlers.guest.actions import (
    OpenBooking,
    OpenCancel,
    OpenNote,
    OpenOffers,
    OpenReschedule,
    OpenService,
)
from handlers.guest.cancelling import Cancel
from handlers.guest.checkout import BookFree, Pay, Release
from handlers.guest.offers import WantOffers
from handlers.guest.rescheduling import Reschedule
from handlers.guest.service import HoldSlot
from sandbox.client import SandboxError, Shown
from tests.torture.actor import Actor, Deed
from tests.torture.phone import PATIENCE, actions

OUTCOMES = {
    "pays": 8,
    "declines": 1,
    "closes": 1,
    "pays_twice": 2,
    "late": 2,
    "wrong_amount": 1,
    "unheard": 2,
}
LATEST = 3000
CROWDED = 3
"""Everybody wants the first free times."""

NEWEST = 4
"""Minds are changed about what was booked lately."""


def is_invoice(shown: Shown) -> bool:
    return shown.invoice is not None and not shown.paid


@dataclass
class Guest(Actor):
    """Each order carries a note of its own, so that all that is said of it can be told apart."""

    outcomes: Mapping[str, float] = field(default_factory=lambda: OUTCOMES)
    last_due: float = 0.0
    notes: list[str] = field(default_factory=list)

    def deeds(self) -> list[tuple[float, Deed]]:
        return [(10, self.buy), (2, self.cancel), (3, self.move), (0.3, self.agree)]

    async def buy(self) -> None:
        service = self.phone.random.choice(self.market.services)
        await self._book(OpenService(service, self._some_day()))

    async def _book(self, wish: OpenService) -> None:
        page, times = await self.phone.open(wish, HoldSlot)
        await self._hold(page, self.phone.random.choice(times[:CROWDED]))

    async def _hold(self, page: Shown, slot: HoldSlot) -> None:
        held, notes = await self.phone.expect(lambda: self.phone.press(page, slot), OpenNote)
        await self._leave_note(held, notes[0])
        await self._decide(await self._checkout())

    def _some_day(self) -> date:
        """Today, or late enough for a change of mind."""
        return self._in(self.phone.random.choice([0, 0, 2, 3]))

    def _in(self, days: int) -> date:
        return self.market.sandbox.clock.now().date() + timedelta(days=days)

    async def _leave_note(self, held: Shown, about: OpenNote) -> None:
        await self.phone.press(held, about)
        self.notes.append(f"note {self.phone.person.id} {len(self.notes)}.")
        await self.phone.person.say(self.notes[-1])

    async def _checkout(self) -> Shown:
        note = self.notes[-1]
        return await self.phone.person.wait_for(
            lambda one: note in one.text and bool(actions(one, Release)), PATIENCE
        )

    async def _decide(self, checkout: Shown) -> None:
        release = actions(checkout, Release)[0]
        if self.phone.random.random() < 0.1:
            await self.phone.press(checkout, release)
        elif free := actions(checkout, BookFree):
            await self.phone.press(checkout, free[0])
        else:
            await self._pay(await self._way_to_pay(checkout, Pay(release.order)))

    async def _way_to_pay(self, checkout: Shown, ask: Pay) -> dict[str, Any]:
        """By the link on the button, or by an invoice that an older button asks for."""
        if checkout.invoice_link and self.phone.random.random() < 0.7:
            return {"link": checkout.invoice_link}
        before = (await self.phone.person.chat()).seq
        await self.phone.press(checkout, ask)
        invoice = await self.phone.person.wait_for(is_invoice, PATIENCE, after=before)
        return {"message_id": invoice.id}

    async def _pay(self, which: dict[str, Any]) -> None:
        outcome = self.phone.random.choices([*self.outcomes], [*self.outcomes.values()])[0]
        after = self.phone.random.uniform(1, LATEST)
        result = await self.phone.person.pay(outcome, after=after, **which)
        self.last_due = max(self.last_due, result.get("due", 0))

    async def cancel(self) -> None:
        page, ways = await self.phone.open(OpenCancel(await self._some_order()), Cancel)
        await self.phone.press(page, ways[0])

    async def move(self) -> None:
        page, ways = await self.phone.open(OpenReschedule(await self._some_order()), Reschedule)
        await self.phone.press(page, self.phone.random.choice(ways[:CROWDED]))

    async def agree(self) -> None:
        page, ways = await self.phone.open(OpenOffers(), WantOffers)
        await self.phone.press(page, ways[0])

    async def _some_order(self) -> int:
        found = await self.phone.standing(OpenBooking)
        if not found:
            raise SandboxError("nothing is booked yet")
        return self.phone.random.choice(found[-NEWEST:])[1].order
