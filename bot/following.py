"""Couriers who let their location be followed: where they are is kept as they go, and no page answers."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from catalog.geography import distance
from chat.event import Whereabouts
from database.door import Database
from orders import couriers, live_map
from people import arriving

PACE = timedelta(seconds=10)
"""What comes sooner than that after the last one is let go: nobody looks so often."""

FAR = 100
"""Meters; whoever is as far from there by now is believed at once."""


@dataclass(frozen=True, slots=True)
class Following:
    """Of whoever is no courier on shift nothing is written, nor kept."""

    database: Database
    clock: Clock

    async def take(self, moved: Whereabouts) -> None:
        """Where somebody is by now."""
        now = self.clock.now()
        person = await self.database.read(lambda connection: self._courier(connection, moved))
        if person is not None:
            await self.database.write(lambda c: live_map.follow(c, person, moved.point, now))

    def _courier(self, connection: Connection, moved: Whereabouts) -> int | None:
        known = arriving.recognise(connection, moved.sender.channel, moved.sender.user)
        courier = None if known is None else couriers.courier(connection, known.id)
        if courier is None or not courier.on_shift:
            return None
        since, before = courier.located_at, courier.point
        soon = since is not None and self.clock.now() - since < PACE
        near = before is not None and distance(before, moved.point) < FAR
        return None if soon and near else courier.person_id
