"""One look for all workers, so that a commit wakes only those whom it concerns."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Row, Select, select

from bot import wakeups as waking
from bot.clock import Clock
from bot.wakeups import Wakeups
from bot.workers.campaigns import LOST_AFTER
from bot.workers.worker_loop import WorkerLoop
from database.door import Database


@dataclass(slots=True)
class Watching:
    """Looks whenever the bell rings. Who is due soon is woken too, and learns when.

    Where the look fails nobody is woken: each worker looks by itself before long.
    """

    database: Database
    clock: Clock
    wakeups: Wakeups
    _looking: Select[*tuple[bool, ...]] | None = field(default=None)

    async def run(self, loop: WorkerLoop) -> None:
        """Until cancelled."""
        while True:
            await self.wakeups.bell.wait()
            self.wakeups.bell.clear()
            await loop.once(self.look)

    async def look(self) -> datetime | None:
        """Whom it concerns."""
        now = self.clock.now()
        self.wakeups.wake(await self.database.read(lambda c: self._concerned(c, now)))
        return None

    def _concerned(self, connection: Connection, now: datetime) -> Row[*tuple[bool, ...]]:
        if self._looking is None:
            self._looking = select(*self.wakeups.concerns)
        given = {"at": now, "now": now + waking.LATEST, "claimed_before": now - LOST_AFTER}
        return connection.execute(self._looking, given).one()
