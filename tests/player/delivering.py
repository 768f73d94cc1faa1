"""The outbox of a talk: news reach their chats, dead invoices go, refunds are made at once."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from bot.dialogue import Dialogue
from bot.turn_factory import TurnFactory
from chat.screen import Screen
from database import outbox
from database.door import Database
from database.outbox import Claimed
from orders import auditing
from orders.auditing import proving
from orders.money import refunding
from people import queries
from people.models import identities
from tests.player.chats import Chat

KINDS = ("notice", "retract", "refund", "audit")


class Delivering:
    """Takes what is due until nothing is left; delivering may bring more."""

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
        while messages := await self._claimed(now):
            for message in messages:
                await self._deliver(message, now)
                await self._database.write(lambda c, done=message: outbox.finish(c, done, now))

    async def _claimed(self, now: datetime) -> list[Claimed]:
        return await self._database.write(lambda c: outbox.claim(c, KINDS, "talk", now, 50))

    async def _deliver(self, message: Claimed, now: datetime) -> None:
        if message.kind == "refund":
            refund = int(message.payload["refund"])
            await self._database.write(lambda c: refunding.provider_refunded(c, refund, now))
            return
        if message.kind == "audit":
            await self._database.write(lambda c: prove(c, message.payload["person"], now))
            return
        user = await self._database.read(lambda c: user_of(c, message.payload["person"]))
        if user is None:
            return
        if message.kind == "retract":
            self._chat_of(user).retract(message.payload["subject"])
            return
        screen = await self._database.read(lambda c: self._rendered(c, message, now))
        if screen is not None:
            self._chat_of(user).bring(screen, quiet=bool(message.payload.get("quiet")))

    def _rendered(self, connection: Connection, message: Claimed, now: datetime) -> Screen | None:
        known = queries.known(connection, message.payload["person"])
        turn = self._turn_factory.turn(connection, known, now)
        screen = self._dialogue.notice(turn, message.payload)
        return None if screen is None else self._dialogue.frame(turn, screen)


def prove(connection: Connection, person: int, now: datetime) -> None:
    proving.answer(connection, person, auditing.audit(connection, now), now)


def user_of(connection: Connection, person: int) -> str | None:
    """How the channel knows a person; None once they are forgotten."""
    return connection.execute(whose(), {"person": person}).scalar_one_or_none()


@cache
def whose() -> Select[str]:
    return select(identities.c.channel_user).where(identities.c.person_id == bindparam("person"))
