"""A move in one transaction: the change, that its event is seen, and what the page after it asks."""

from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot import privacy, seen
from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.meeting import Met, meet
from bot.questions import Questions
from bot.turn_factory import TurnFactory
from bot.wishes import Moved, Opening
from chat.action import Move, Page
from chat.event import Event
from database.door import Database
from people import arriving, marks
from people.queries import Known
from promotions import attributing


@dataclass(frozen=True, slots=True)
class Moving:
    """Makes the moves of a conversation; `bot` is its id."""

    database: Database
    dialogue: Dialogue
    turn_factory: TurnFactory
    clock: Clock
    bot: int
    questions: Questions

    async def commit(
        self, event: Event, opening: Opening, *, only_known: bool = False
    ) -> Moved | None:
        """The page that follows; if another process commits the same event, that one's page.

        With `only_known`, None and no change for whoever is new, or has changed.
        """

        def work(connection: Connection) -> Moved | None:
            met = meet(connection, self.bot, event, self.clock.now())
            known = met.known
            if only_known and (known is None or self.differs(known, event)):
                return None
            return self._move(connection, event, opening, met)

        try:
            return await self.database.write(work)
        except IntegrityError:
            return await self.database.write(work)

    def _move(self, connection: Connection, event: Event, opening: Opening, met: Met) -> Moved:
        router, action = self.dialogue.router, opening.action
        done = met.next_page
        if met.known is None:
            done = seen.next_page(connection, self.bot, event.key)
        if done is not None:
            return Moved(router.codec.unpack_page(done)[0], met.asked, met.known)
        assert isinstance(action, Page | Move)
        person = met.known or self.turn_factory.stranger(event.sender)
        now, brought_by = self.clock.now(), met.source
        if opening.source and action.tracked:
            brought_by = attributing.visit(connection, person.id, opening.source, now) or brought_by
        turn = self.turn_factory.turn(
            connection, person, now, opening.source, brought_by=brought_by
        )
        page = router.move(turn, action) if isinstance(action, Move) else action
        question = self._question(page, met.asked)
        after = seen.remember(
            connection,
            self.bot,
            event,
            router.codec.pack(page),
            turn.now,
            ask=question != met.asked,
            question=question,
        )
        if not after.somebody:
            privacy.forget_chat(connection, event.sender.channel, event.sender.chat)
        same = met.known is not None and after.mark == marks.of(met.known)
        return Moved(page, question, met.known if same else None)

    def _question(self, page: Page, before: str | None) -> str | None:
        """What is noted as asked after a move, where its page says that beforehand."""
        asks = self.dialogue.router.question(page)
        if asks is None:
            return before
        return self.questions.noted(asks, self.dialogue.router.codec.pack(asks))

    def differs(self, known: Known, event: Event) -> bool:
        """Whether the channel says something else of them than we know."""
        return arriving.differs(known, self.turn_factory.newcomer(event.sender))
