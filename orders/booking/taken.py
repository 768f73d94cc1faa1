"""What takes a resource: a stretch of time, and the order whose it is."""

from dataclasses import dataclass, field
from datetime import datetime

from orders.booking.trips import Visit


@dataclass(frozen=True, slots=True)
class Taken:
    """A stretch in which a resource is taken by seats of one start of a service."""

    begin: datetime
    end: datetime
    service_id: int
    starts_at: datetime
    seats: int
    visit: Visit | None = field(default=None, kw_only=True)  # where it is had, if not at its place


@dataclass(frozen=True, slots=True)
class Occupied(Taken):
    """What takes a resource, and whose it is; a hold with its end."""

    order_id: int
    resource_id: int
    held_until: datetime | None = None

    def is_dead(self, now: datetime) -> bool:
        """A hold that has run out: it takes nothing any more, and is to lapse."""
        return self.held_until is not None and self.held_until <= now
