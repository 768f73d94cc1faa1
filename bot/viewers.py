"""Who has looked at a service today, as far as this program knows: it is noted once, not with each page."""

from dataclasses import dataclass, field
from datetime import date, datetime

MOST = 100_000
"""With more of them in one day some are noted twice, which changes no number."""


@dataclass(slots=True)
class Viewers:
    """People by the channel's numbers."""

    _day: date | None = None
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def is_first(self, channel: str, user: str, now: datetime) -> bool:
        """Whether they had not looked at one today before; now they have."""
        if self._day != now.date() or len(self._seen) >= MOST:
            self._day = now.date()
            self._seen.clear()
        new = (channel, user) not in self._seen
        self._seen.add((channel, user))
        return new
