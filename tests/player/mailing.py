"""The promotions of a talk: they start when due, go out one by one, and carry their source."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from bot.dialogue import Dialogue
from bot.turn_factory import TurnFactory
from chat.screen import Screen
from database.door import Database
from people import queries
from promotions import delivering, sending
from promotions.delivering import Delivery
from promotions.queries import campaign
from promotions.states import RecipientState
from tests.player.chats import Chat
from tests.player.delivering import user_of

AT_ONCE = 2
"""So few that even a small town's campaign shows its progress."""


class Mailing:
    """Sends what waits, in small batches with word of the progress after each."""

    def __init__(
        self,
        database: Database,
        dialogue: Dialogue,
        turn_factory: TurnFactory,
        chat_of: Callable[[str], Chat],
    ) -> None:
        self._database = database
        self._dialogue = dialogue
        self._turn_factory = turn_factory
        self._chat_of = chat_of

    async def everything(self, now: datetime) -> None:
        await self._database.write(lambda c: sending.start_due(c, now))
        while batch := await self._database.write(lambda c: delivering.claim(c, now, AT_ONCE)):
            for delivery in batch:
                await self._deliver(delivery, now)
        await self._database.write(lambda c: delivering.finish(c, now))

    async def _deliver(self, delivery: Delivery, now: datetime) -> None:
        user, screen, source = await self._database.read(lambda c: self._rendered(c, delivery, now))
        self._chat_of(user).bring(screen, quiet=False, source=source)
        await self._database.write(
            lambda c: delivering.record(c, delivery, RecipientState.SENT, now)
        )

    def _rendered(
        self, connection: Connection, delivery: Delivery, now: datetime
    ) -> tuple[str, Screen, str]:
        user = user_of(connection, delivery.person_id)
        assert user is not None
        turn = self._turn_factory.turn(
            connection, queries.known(connection, delivery.person_id), now
        )
        payload = {"about": "campaign", "campaign": delivery.campaign_id}
        screen = self._dialogue.notice(turn, payload)
        assert screen is not None
        return (
            user,
            self._dialogue.frame(turn, screen),
            campaign(connection, delivery.campaign_id).token,
        )
