"""Makes the audits that operators ask for in the chat, in one snapshot and beside everybody's turns."""

from dataclasses import dataclass

from sqlalchemy import Connection

from bot.clock import Clock
from bot.wakeups import Wakeups
from database import outbox
from database.door import Database
from database.outbox import Claimed
from orders import auditing, proving
from orders.auditing import Breach

KINDS = (proving.AUDIT,)


@dataclass(frozen=True, slots=True)
class Proving:
    """Its result is a notice to whoever asked."""

    database: Database
    clock: Clock
    wakeups: Wakeups

    async def prove(self, message: Claimed) -> None:
        """All invariants; however long it takes, the message stays ours."""
        now = self.clock.now()
        found = await self.database.read(lambda c: auditing.audit(c, now), snapshot=True)
        await self.database.write(lambda c: self._tell(c, message, found))
        self.wakeups.wake_all()

    def _tell(self, connection: Connection, message: Claimed, found: list[Breach]) -> None:
        now = self.clock.now()
        if outbox.finish(connection, message, now):
            proving.answer(connection, message.payload["person"], found, now)
