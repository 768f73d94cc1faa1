"""Who makes and brings: a barista who lacks things, a laundress who gets them first, couriers of whom some vanish."""

from dataclasses import dataclass
from typing import Any

from handlers.courier.actions import (
    AcceptDelivery,
    AskCollection,
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
from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.delivery_actions import AskFetchCode, ReceiveCollected
from handlers.merchant.missing_actions import OpenMissing, OpenMissingLine, OpenReplacing
from handlers.merchant.missing_lines import GiveBackLine
from handlers.merchant.replacing import AskReplacement, ProposeReplacement
from handlers.merchant.table_actions import AskFreeTable, FreeTable
from handlers.merchant.tickets import AcceptTicket, OpenTicketItems, TicketReady
from sandbox.client import SandboxError
from tests.torture.actor import Actor, Deed
from tests.torture.phone import PATIENCE, actions, codec
from tests.torture.staff import Clerk

TO_MAKE = """
    SELECT o.id FROM orders o LEFT JOIN deliveries d ON d.order_id = o.id
    WHERE o.merchant_id = :merchant AND o.fulfilment IN ('pickup', 'table', 'delivery')
        AND (o.state = 'placed' OR o.state = 'confirmed' AND o.ready_at IS NULL
            AND COALESCE(d.leg, 'return') <> 'collection')
    ORDER BY o.fulfilment, o.starts_at, o.id"""

TO_FETCH = """
    SELECT order_id, fetch_code FROM deliveries
    WHERE state = 'accepted' AND leg = 'return' AND merchant_id = :merchant ORDER BY order_id"""

COMING = """
    SELECT order_id FROM deliveries
    WHERE state = 'picked_up' AND leg = 'collection' AND merchant_id = :merchant
    ORDER BY order_id"""

ON_SHIFT = """
    SELECT c.person_id FROM couriers c JOIN identities i ON i.person_id = c.person_id
    WHERE i.channel_user = :user AND c.on_shift"""

MINE = """
    SELECT d.order_id, d.leg, d.state, d.fetch_code, v.code FROM deliveries d
    JOIN vouchers v ON v.order_id = d.order_id
    JOIN identities i ON i.person_id = d.courier_id
    WHERE i.channel_user = :user AND d.state IN ('accepted', 'picked_up', 'on_the_way')"""


@dataclass
class Maker(Clerk):
    """Accepts what is ordered, makes it, and gives it to who came or to a courier."""

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            (3, self.redeem),
            (1, self.redeem_together),
            (20, self.serve),
            (3, self.take_the_rest),
        ]

    async def serve(self) -> None:
        """A courier who stands at the counter comes first."""
        try:
            await self.hand_to_courier()
        except SandboxError:
            await self.see_to_ticket()

    async def see_to_ticket(self) -> None:
        """Most times what has waited longest to be brought: it is accepted, later it is ready."""
        waiting = await self.market.asked(TO_MAKE, merchant=self.merchant)
        if not waiting:
            raise SandboxError("nothing is to be made")
        one = waiting[min(int(self.phone.random.expovariate(0.5)), len(waiting) - 1)]
        page, _ = await self.phone.open(OpenStaffBooking(one["id"]), OpenTicketItems)
        ways = actions(page, AcceptTicket) or actions(page, TicketReady)
        if not ways:
            raise SandboxError("somebody else has seen to it")
        await self.phone.press(page, ways[0])

    async def hand_to_courier(self) -> None:
        one = await self._some(TO_FETCH)
        await self.phone.answer(AskFetchCode(one["order_id"]), one["fetch_code"])

    async def _some(self, query: str) -> dict[str, Any]:
        found = await self.market.asked(query, merchant=self.merchant)
        if not found:
            raise SandboxError("nobody fetches anything")
        return self.phone.random.choice(found)


@dataclass
class Laundress(Maker):
    """Has to have it before it can be washed."""

    def deeds(self) -> list[tuple[float, Deed]]:
        return [*super().deeds(), (10, self.receive)]

    async def receive(self) -> None:
        order = (await self._some(COMING))["order_id"]
        page, ways = await self.phone.open(OpenStaffBooking(order), ReceiveCollected)
        await self.phone.press(page, ways[0])


@dataclass
class Barista(Maker):
    """Lacks things now and then, and clears a table when its guests look done; a baker does the same."""

    def deeds(self) -> list[tuple[float, Deed]]:
        return [*super().deeds(), (1, self.lack), (2, self.replace), (0.7, self.free_table)]

    async def free_table(self) -> None:
        tables = self.market.some_tables.items()
        ours = [at.tables[token] for token, at in tables if at.merchant == self.merchant]
        table = self.phone.random.choice(ours)
        page, ways = await self.phone.open(AskFreeTable(table), FreeTable)
        await self.phone.press(page, ways[0])

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


@dataclass
class Rider(Actor):
    """Accepts what comes; now and then gives up, or does nothing until somebody else is asked."""

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            (20, self.work),
            (1, self.decline),
            (0.4, self.give_up),
            (0.7, self.vanish),
        ]

    async def work(self) -> None:
        """What they have comes first; who was silent for hours is off shift."""
        user = str(self.phone.person.id)
        mine = await self.market.asked(MINE, user=user)
        if mine:
            await self.go_on(mine[0])
        elif not await self.market.asked(ON_SHIFT, user=user):
            await self.begin()
        else:
            await self.phone.press(*await self.phone.last(AcceptDelivery))

    async def begin(self) -> None:
        page, ways = await self.phone.open(OpenCourierDesk(), Begin)
        await self.phone.press(page, ways[0])

    async def decline(self) -> None:
        await self.phone.press(*await self.phone.last(DeclineDelivery))

    async def go_on(self, job: dict[str, Any]) -> None:
        """Whatever comes next; what the place has to give or to take, it says."""
        match job["leg"], job["state"]:
            case "collection", "accepted":
                await self.phone.answer(AskCollection(job["order_id"]), job["fetch_code"])
            case "return", "picked_up":
                page, ways = await self.phone.open(OpenJob(job["order_id"]), LeaveWithIt)
                await self.phone.press(page, ways[0])
            case "return", "on_the_way":
                await self.hand_over(job)
            case _:
                await self.catch_breath()

    async def hand_over(self, job: dict[str, Any]) -> None:
        await self.phone.person.start(codec().pack(AskDoorCode(job["order_id"])))
        await self.phone.person.wait_for("code", PATIENCE)
        page, ways = await self.phone.expect(
            lambda: self.phone.person.say(job["code"]), HandToGuest
        )
        await self.phone.press(page, ways[0])

    async def give_up(self) -> None:
        mine = await self.market.asked(MINE, user=str(self.phone.person.id))
        if not mine:
            raise SandboxError("nothing to give up")
        page, ways = await self.phone.open(AskGiveUp(mine[0]["order_id"]), GiveItUp)
        await self.phone.press(page, ways[0])

    async def vanish(self) -> None:
        await self.market.calls(60)
