"""Guests who wait: with a number in the restaurant's queue, and for a time that others have taken."""

from handlers.guest.actions import OpenCheckout, OpenNote, OpenService
from handlers.guest.queue_actions import (
    AskLeaveQueue,
    ComeBack,
    LeaveQueue,
    OpenQueue,
    TakeNumber,
)
from handlers.guest.service import HoldSlot
from handlers.guest.waitlist import LeaveWaitlist, OpenTaken, WaitFor
from sandbox.client import SandboxError
from tests.torture.actor import Deed
from tests.torture.guests import CROWDED, Guest
from tests.torture.phone import actions

FREED = "It's free!"


class Waiter(Guest):
    """Takes what is offered to whoever has waited, most times."""

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            *super().deeds(),
            (4, self.take_number),
            (0.5, self.leave_queue),
            (2, self.come_back),
            (5, self.wait),
            (0.3, self.wait_no_more),
            (4, self.take_what_is_free),
        ]

    async def take_number(self) -> None:
        page, sizes = await self.phone.open(OpenQueue(self.market.queue), TakeNumber)
        await self.phone.press(page, self.phone.random.choice(sizes))

    async def leave_queue(self) -> None:
        _, ask = await self.phone.last(AskLeaveQueue)
        page, ways = await self.phone.open(ask, LeaveQueue)
        await self.phone.press(page, ways[0])

    async def come_back(self) -> None:
        await self.phone.press(*await self.phone.last(ComeBack))

    async def wait(self) -> None:
        """Where something is taken; else it is bought, so that it soon is."""
        wish = OpenService(self.market.scarce, self._some_day())
        page, times = await self.phone.open(wish, HoldSlot)
        taken = actions(page, OpenTaken)
        if not taken:
            await self._hold(page, self.phone.random.choice(times[:CROWDED]))
            return
        page, starts = await self.phone.expect(lambda: self.phone.press(page, taken[0]), WaitFor)
        await self.phone.press(page, self.phone.random.choice(starts))

    async def wait_no_more(self) -> None:
        await self.phone.press(*await self.phone.last(LeaveWaitlist))

    async def take_what_is_free(self) -> None:
        found = await self.phone.standing(OpenCheckout)
        offers = [each for each in found if FREED in each[0].text]
        if not offers:
            raise SandboxError("nothing is held for them")
        held, notes = await self.phone.expect(lambda: self.phone.press(*offers[-1]), OpenNote)
        await self._leave_note(held, notes[0])
        await self._decide(await self._checkout())
