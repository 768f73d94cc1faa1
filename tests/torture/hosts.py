"""The restaurant's people: they run its queue, two of them at once, and are paid what deposits left."""

from dataclasses import dataclass

from handlers.merchant.queue_actions import (
    CallTicket,
    CallTicketAgain,
    CloseQueueNumbers,
    OpenOwnQueue,
    OpenOwnTicket,
    OpenQueueNumbers,
    SeatTicket,
    SkipTicket,
)
from sandbox.client import SandboxError
from tests.torture.actor import Deed
from tests.torture.phone import actions
from tests.torture.staff import Clerk

CLOSES = 0.05
"""How often somebody who looks at the queue closes it."""

MOVES = {SeatTicket: 5, SkipTicket: 2, CallTicketAgain: 1, CallTicket: 1}


@dataclass
class Host(Clerk):
    def deeds(self) -> list[tuple[float, Deed]]:
        return [*super().deeds(), (5, self.look_at_queue), (6, self.see_to_one)]

    async def look_at_queue(self) -> None:
        """Whoever is next is called; where nobody may take a number, all may."""
        here = OpenOwnQueue(self.market.queue)
        page, _ = await self.phone.open(here, OpenOwnQueue)
        for kind in (OpenQueueNumbers, CallTicket):
            ways = actions(page, kind)
            if ways:
                await self.phone.press(page, ways[0])
                return
        closing = actions(page, CloseQueueNumbers)
        if closing and self.phone.random.random() < CLOSES:
            await self.phone.press(page, closing[0])

    async def see_to_one(self) -> None:
        """Those who were called stand first."""
        page, ones = await self.phone.open(OpenOwnQueue(self.market.queue), OpenOwnTicket)
        one = ones[min(int(self.phone.random.expovariate(1)), len(ones) - 1)]
        page, _ = await self.phone.expect(lambda: self.phone.press(page, one), OpenOwnQueue)
        ways = {kind: found[0] for kind in MOVES if (found := actions(page, kind))}
        if not ways:
            raise SandboxError("nothing is to be done for them")
        weights = [MOVES[kind] for kind in ways]
        await self.phone.press(page, self.phone.random.choices([*ways.values()], weights)[0])
