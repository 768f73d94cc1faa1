"""The sandbox's time: the machine's, turned as far as whoever plays wishes."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.signals import Signal

EARLIEST = datetime(1971, 1, 1, tzinfo=UTC).timestamp()
LATEST = datetime(2999, 1, 1, tzinfo=UTC).timestamp()


class Clock:
    """Everything that has a date or a deadline in the sandbox follows this clock."""

    def __init__(self, machine: Callable[[], float] = time.time) -> None:
        self._machine = machine
        self.offset = 0.0
        self.turned = Signal()

    def timestamp(self) -> float:
        return self._machine() + self.offset

    def seconds(self) -> int:
        return int(self.timestamp())

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def advance(self, seconds: float) -> None:
        """ValueError where the calendar ends, and then nothing has changed."""
        if not EARLIEST <= self.timestamp() + seconds <= LATEST:
            raise ValueError("the clock goes from 1971 to 2999")
        self.offset += seconds
        self.turned.fire()

    def set(self, moment: datetime) -> None:
        self.advance(moment.timestamp() - self.timestamp())

    def restore(self) -> None:
        self.advance(-self.offset)

    async def reach(self, moment: float) -> None:
        """Sleep until `moment`, waking early when the clock is turned past it."""
        while (left := moment - self.timestamp()) > 0:
            await self.turned.passed(self.turned.revision, left)

    def view(self) -> dict[str, object]:
        return {
            "now": self.now().isoformat(),
            "offset": self.offset,
            "revision": self.turned.revision,
        }
