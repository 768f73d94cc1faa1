"""Promotions on their way, in the lane that everything else overtakes; none is ever sent twice."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.errors import ChatClosed, NotReached, Unanswered
from bot.lanes import Lane
from bot.logs import Log
from bot.scheduler import TooMany
from bot.telegram.incoming import CHANNEL
from bot.telegram.showing import Showing
from bot.transient import is_transient
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from chat.screen import Screen
from database.door import Database
from people import queries
from promotions import delivering, sending
from promotions.delivering import Delivery
from promotions.queries import campaign
from promotions.states import RecipientState

AT_ONCE = 30
CLAIMED = 8
"""So many are claimed together, so that not each message asks the database what is next."""

RENDERED = 2
"""At once, so that whoever taps meanwhile does not wait until all are written."""

LOST_AFTER = timedelta(minutes=10)
PROGRESS = timedelta(seconds=5)


@dataclass(slots=True)
class Campaigns:
    """Hands one message after the other to the channel; `wakeup` is rung when there is room."""

    database: Database
    dialogue: Dialogue
    turn_factory: TurnFactory
    clock: Clock
    showing: Showing
    group: asyncio.TaskGroup
    wakeups: Wakeups
    wakeup: asyncio.Event
    log: Log
    _under_way: int = 0
    _rendering: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(RENDERED))
    _told: dict[int, datetime] = field(default_factory=dict)

    async def work(self) -> datetime | None:
        """Starts what is due, sends on, ends what is through; when there is more to do.

        Nothing is looked up, and nothing written, while the channel wants no promotions.
        """
        now, room = self.clock.now(), AT_ONCE - self._under_way
        closed = self.showing.delivery.scheduler.closed_for(Lane.CAMPAIGN)
        if closed > 0:
            return now + timedelta(seconds=closed)
        if room < CLAIMED:
            return None
        is_due, start = await self.database.read(lambda connection: self._look(connection, now))
        if not is_due:
            return start
        await self._send_on(now, room)
        return await self.database.read(sending.next_start)

    def _look(self, connection: Connection, now: datetime) -> tuple[bool, datetime | None]:
        """Whether there is something to do, and when the next campaign starts."""
        is_due = delivering.has_work(connection, now, now - LOST_AFTER)
        return is_due, sending.next_start(connection)

    async def _send_on(self, now: datetime, room: int) -> None:
        deliveries = await self.database.write(
            lambda connection: self._claim(connection, now, room)
        )
        for delivery in deliveries:
            self._under_way += 1
            self.group.create_task(self._send(delivery))
        if not self._under_way:
            await self._finish(now)

    def _claim(self, connection: Connection, now: datetime, room: int) -> list[Delivery]:
        sending.start_due(connection, now)
        delivering.give_up(connection, now - LOST_AFTER)
        return delivering.claim(connection, now, room)

    async def _finish(self, now: datetime) -> None:
        if await self.database.write(lambda connection: delivering.finish(connection, now)):
            self._told.clear()
            self.wakeups.wake_all()

    async def _send(self, delivery: Delivery) -> None:
        try:
            outcome = await self._outcome(delivery)
            await self._record(delivery, outcome)
        except Exception:
            self.log.exception("the outcome of a promotion could not be written")
        finally:
            self._under_way -= 1
            self.wakeup.set()

    async def _outcome(self, delivery: Delivery) -> RecipientState:
        try:
            await self._tell(delivery)
        except ChatClosed:
            return RecipientState.BLOCKED
        except (TooMany, NotReached):
            return RecipientState.WAITING
        except Unanswered:
            return RecipientState.UNKNOWN
        except Exception as error:
            if is_transient(error):  # it may be there, and only not noted down
                self.log.warning("the database is in trouble", error=error)
                return RecipientState.UNKNOWN
            self.log.exception("a promotion failed")
            return RecipientState.FAILED
        return RecipientState.SENT

    async def _tell(self, delivery: Delivery) -> None:
        async with self._rendering:
            chat, screen, source = await self.database.read(
                lambda connection: self._render(connection, delivery)
            )
        await self.showing.tell(chat, screen, Lane.CAMPAIGN, source=source)

    def _render(self, connection: Connection, delivery: Delivery) -> tuple[str, Screen, str]:
        person = delivery.person_id
        chat = queries.reach(connection, person, CHANNEL)
        if chat is None:
            raise ChatClosed
        turn = self.turn_factory.turn(
            connection, queries.known(connection, person), self.clock.now()
        )
        payload = {"about": "campaign", "person": person, "campaign": delivery.campaign_id}
        screen = self.dialogue.notice(turn, payload)
        assert screen is not None
        token = campaign(connection, delivery.campaign_id).token
        return chat, self.dialogue.frame(turn, screen), token

    async def _record(self, delivery: Delivery, outcome: RecipientState) -> None:
        now = self.clock.now()
        told = self._told.get(delivery.campaign_id)
        went_on = outcome is not RecipientState.WAITING
        tell = went_on and (told is None or now - told >= PROGRESS)

        def write(connection: Connection) -> None:
            delivering.record(connection, delivery, outcome, now)
            if tell:
                delivering.tell_progress(connection, delivery.campaign_id, now)

        await self.database.write(write)
        if tell:
            self._told[delivery.campaign_id] = now
            self.wakeups.wake_all()
        if outcome is RecipientState.BLOCKED:
            await self._close(delivery)

    async def _close(self, delivery: Delivery) -> None:
        chat = await self.database.read(
            lambda connection: queries.reach(connection, delivery.person_id, CHANNEL)
        )
        if chat is not None:
            await self.showing.memory.close(chat)
