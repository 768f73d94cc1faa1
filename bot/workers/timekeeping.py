"""What time brings by itself: holds lapse, silence is a no, codes expire, guests are reminded,
complaints go on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.clock import Clock
from bot.payments import Payments
from bot.wakeups import Wakeups
from database.door import Database
from orders import (
    attending,
    complaint_clock,
    confirming,
    drafts,
    expiring,
    paying,
    reminding,
    replacing,
)

AT_ONCE = 25
"""Orders in one transaction, so that none takes long."""

EVENTS = 100
"""Payment events of one pass. Where there are more, those that can't be applied go to the end."""

Step = Callable[[Connection, datetime, int], int]


@dataclass(frozen=True, slots=True)
class Timekeeping:
    """Each step is repeated until there is nothing left of it to do."""

    database: Database
    clock: Clock
    payments: Payments
    wakeups: Wakeups

    async def pass_by(self) -> datetime | None:
        """Does what is due; when the next thing is."""
        due = await self.database.read(expiring.next_due)
        if due is None or due > self.clock.now():
            return due
        steps: tuple[Step, ...] = (
            expiring.lapse_holds,
            replacing.expire,
            drafts.sweep,
            confirming.decline_unanswered,
            attending.ask_staff,
            expiring.expire_unused,
            reminding.remind_due,
            complaint_clock.go_on,
        )
        done = [await self._repeat(step) for step in steps]
        if any(done):
            self.wakeups.wake_all()
        return await self.database.read(expiring.next_due)

    async def apply_payments(self) -> datetime | None:
        """Payments that were recorded and then not applied, as by a kill in between."""
        waiting = await self.database.read(lambda c: paying.waiting_events(c, EVENTS))
        if len(waiting) == EVENTS:
            now = self.clock.now()
            await self.database.write(lambda connection: paying.tried(connection, waiting, now))
        for event in waiting:
            await self._apply(event)
        return None

    async def _apply(self, event: int) -> None:
        """One that can be neither applied nor parked keeps no other from its turn."""
        try:
            await self.payments.apply(event)
        except Exception:
            self.payments.log.exception("a payment could not be applied", payment_event=event)

    async def _repeat(self, step: Step) -> int:
        total = done = await self._once(step)
        while done >= AT_ONCE:
            done = await self._once(step)
            total += done
        return total

    async def _once(self, step: Step) -> int:
        now = self.clock.now()
        return await self.database.write(lambda connection: step(connection, now, AT_ONCE))
