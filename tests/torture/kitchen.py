"""The café's people: a barista who makes, lacks and replaces, and couriers of whom some vanish."""

from dataclasses import dataclass, field
from typing import Any

from handlers.courier.actions import (
    AcceptDelivery,
    AskDoorCode,
    AskGiveUp,
    DeclineDelivery,
    GiveItUp,
    HandToGuest,
    LeaveWithIt,
    OpenCourierDesk,
    OpenJob,
)
from handlers.courier.actions import BeginShift as Begin
from handlers.merchant.delivery_actions import AskFetchCode
from handlers.merchant.missing_actions import OpenMissing, OpenMissingLine, OpenReplacing
from handlers.merchant.missing_lines import GiveBackLine
from handlers.merchant.replacing import AskReplacement, ProposeReplacement
from handlers.merchant.tickets import AcceptTicket, TicketReady
from sandbox.client import SandboxError
from tests.torture.actor import Actor, Deed
from tests.torture.cafe import Cafe, asked
from tests.torture.phone import codec
from tests.torture.staff import Clerk

TO_FETCH = """
    SELECT order_id, fetch_code FROM deliveries WHERE state = 'accepted' ORDER BY order_id"""

MINE = """
    SELECT d.order_id, d.state, v.code FROM deliveries d
    JOIN vouchers v ON v.order_id = d.order_id
    JOIN identities i ON i.person_id = d.courier_id
    WHERE i.channel_user = :user AND d.state IN ('accepted', 'picked_up', 'on_the_way')"""


@dataclass
class Barista(Clerk):
    cafe: Cafe = field(kw_only=True)

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            (3, self.redeem),
            (1, self.redeem_together),
            (3, self.take_on),
            (4, self.make_ready),
            (2, self.lack),
            (2, self.replace),
            (4, self.hand_to_courier),
        ]

    async def take_on(self) -> None:
        await self.phone.press(*await self._pick(AcceptTicket))

    async def make_ready(self) -> None:
        await self.phone.press(*await self._pick(TicketReady))

    async def lack(self) -> None:
        line = await self._missing_line()
        page, ways = await self.phone.open(line, GiveBackLine)
        await self.phone.press(page, ways[0])

    async def replace(self) -> None:
        line = await self._missing_line()
        _, others = await self.phone.open(line, OpenReplacing)
        _, ways = await self.phone.open(others[0], AskReplacement)
        page, sure = await self.phone.open(self.phone.random.choice(ways), ProposeReplacement)
        await self.phone.press(page, sure[0])

    async def _missing_line(self) -> OpenMissingLine:
        _, ready = await self._pick(TicketReady)
        _, lines = await self.phone.open(OpenMissing(ready.order), OpenMissingLine)
        return self.phone.random.choice(lines)

    async def hand_to_courier(self) -> None:
        waiting = await asked(self.market.database_url, TO_FETCH)
        if not waiting:
            raise SandboxError("nobody fetches anything")
        one = self.phone.random.choice(waiting)
        await self.phone.person.start(codec().pack(AskFetchCode(one["order_id"])))
        await self.phone.person.wait_for("number", 3)
        await self.phone.person.say(one["fetch_code"])


@dataclass
class Rider(Actor):
    """Accepts what comes; now and then gives up, or does nothing until somebody else is asked."""

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            (0.7, self.begin),
            (6, self.accept),
            (1, self.decline),
            (4, self.leave),
            (4, self.hand_over),
            (0.5, self.give_up),
            (1, self.vanish),
        ]

    async def begin(self) -> None:
        page, ways = await self.phone.open(OpenCourierDesk(), Begin)
        await self.phone.press(page, ways[0])

    async def accept(self) -> None:
        await self.phone.press(*await self._last(AcceptDelivery))

    async def decline(self) -> None:
        await self.phone.press(*await self._last(DeclineDelivery))

    async def _last(self, kind: Any) -> Any:
        found = await self.phone.standing(kind)
        if not found:
            raise SandboxError("nobody asks")
        return found[-1]

    async def _job(self) -> dict[str, Any]:
        user = str(self.phone.person.id)
        mine = await asked(self.market.database_url, MINE, user=user)
        if not mine:
            raise SandboxError("nothing to bring")
        return mine[0]

    async def leave(self) -> None:
        page, ways = await self.phone.open(OpenJob((await self._job())["order_id"]), LeaveWithIt)
        await self.phone.press(page, ways[0])

    async def hand_over(self) -> None:
        job = await self._job()
        await self.phone.person.start(codec().pack(AskDoorCode(job["order_id"])))
        await self.phone.person.wait_for("code", 3)
        page, ways = await self.phone.expect(
            lambda: self.phone.person.say(job["code"]), HandToGuest
        )
        await self.phone.press(page, ways[0])

    async def give_up(self) -> None:
        page, ways = await self.phone.open(AskGiveUp((await self._job())["order_id"]), GiveItUp)
        await self.phone.press(page, ways[0])

    async def vanish(self) -> None:
        await self.market.calls(60)
