"""One turn: an event comes in, what it changes is committed once, and the page to show comes out.

Nothing here sends. A page is one read; a move is one write, in which the event is marked as seen,
and then a read, so that rendering keeps nobody out of the database.
"""

import secrets
from dataclasses import dataclass, replace

from markupsafe import Markup
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from bot import asked, privacy, seen
from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.errors import Unavailable
from bot.logs import Log
from bot.rendering import EXPLAINED, Rendering
from bot.transient import is_transient
from bot.turn_factory import TurnFactory
from bot.wakeups import Wakeups
from catalog.folding import as_typed
from chat.action import Action, Move, Page
from chat.errors import UnknownAction
from chat.event import Commanded, Doing, Event, Pressed, Typed
from chat.screen import Button, Screen
from chat.turn import Turn
from database.door import Database
from people import arriving
from promotions import attributing


@dataclass(frozen=True, slots=True)
class Opening:
    """What a first look finds: a page to show at once, or an action that changes something."""

    asked: str | None
    answers: bool = False
    screen: Screen | None = None
    action: Action | None = None
    source: str | None = None
    refused: Exception | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one bot; `bot` is its id, which keeps the events of several apart."""

    database: Database
    dialogue: Dialogue
    turn_factory: TurnFactory
    clock: Clock
    bot: int
    wakeups: Wakeups
    log: Log

    async def take(self, event: Event) -> Screen:
        """Has the event's effect, once, and returns what to show.

        `Unavailable` when database or disk are in trouble: deliver the event again.
        """
        try:
            return await self._talk(event)
        except Exception as error:
            if is_transient(error):
                self.log.warning("the database is in trouble", error=error)
                raise Unavailable from error
            return self.apology(event, error)

    async def _talk(self, event: Event) -> Screen:
        opening = await self.database.read(lambda connection: self._open(connection, event))
        if opening is None:
            await self.database.write(lambda connection: self._arrive(connection, event))
            opening = await self.database.read(lambda connection: self._open(connection, event))
        assert opening is not None
        await self._count(event, opening.refused)
        screen = opening.screen or await self._change(event, opening)
        await self._remember_question(event, opening, screen)
        return screen

    def _open(self, connection: Connection, event: Event) -> Opening | None:
        """None for somebody new, or changed since we saw them last."""
        sender = event.sender
        known = arriving.recognise(connection, sender.channel, sender.user)
        if known is None or arriving.differs(known, self.turn_factory.newcomer(sender)):
            return None
        turn = self.turn_factory.turn(connection, known, self.clock.now())
        question = asked.question(connection, sender.channel, sender.chat)
        try:
            return self._opened(turn, event, question)
        except EXPLAINED as error:
            screen = self._rendering(event).refusal(turn, error, tapped=_tapped(event))
            return Opening(question, screen=screen, refused=error)

    def _opened(self, turn: Turn, event: Event, packed: str | None) -> Opening:
        question = self._unpacked(packed)
        action, source = self._wish(turn, event.doing, question)
        answers = question is not None and type(question) is type(action)
        if (source and action.tracked) or not isinstance(action, Page):
            return Opening(packed, answers, action=action, source=source)
        screen = self._rendering(event).whole(turn, action, tapped=_tapped(event))
        return Opening(packed, answers, screen)

    async def _count(self, event: Event, refused: Exception | None) -> None:
        """A refused page has changed nothing, so that what counts of it is written after it."""
        if isinstance(refused, self.dialogue.counted):
            await self.database.write(
                lambda connection: self.dialogue.count(self._turn(connection, event))
            )
            self.wakeups.wake_all()

    def _wish(self, turn: Turn, doing: Doing, question: Action | None) -> tuple[Action, str | None]:
        match doing:
            case Pressed(data=packed) if packed:
                return self.dialogue.router.codec.unpack(packed)
            case Commanded(name="start", argument=packed) if packed:
                return self.dialogue.router.codec.unpack_page(packed)
            case Typed(text=text) if linked := self._linked(turn, text, question):
                return linked
            case _:
                return self.dialogue.entrance(turn, doing, question), None

    def _linked(
        self, turn: Turn, text: str, question: Action | None
    ) -> tuple[Action, str | None] | None:
        """The page of a link that is typed, as if it were tapped; never a move.

        An answer may speak of a link; it is followed when it is the whole of it.
        """
        packed = turn.links.typed_in(as_typed(text), alone=question is not None)
        if packed is None:
            return None
        return self.dialogue.router.codec.unpack_page(packed)

    def _by_link(self, event: Event) -> bool:
        """Whether a link brought the person here, tapped or typed."""
        match event.doing:
            case Commanded(name="start", argument=packed):
                return bool(packed)
            case Typed(text=text):
                return self.turn_factory.links.typed_in(as_typed(text), alone=False) is not None
            case _:
                return False

    def _unpacked(self, packed: str | None) -> Action | None:
        try:
            return self.dialogue.router.codec.unpack(packed)[0] if packed else None
        except UnknownAction:
            return None

    def _arrive(self, connection: Connection, event: Event) -> None:
        sender, now = event.sender, self.clock.now()
        newcomer = self.turn_factory.newcomer(sender)
        known = arriving.recognise(connection, sender.channel, sender.user)
        if known is None:
            arriving.welcome(connection, newcomer, now)
        else:
            arriving.refresh(connection, known, newcomer, now)
        self.turn_factory.appoint(connection, sender, now)

    async def _change(self, event: Event, opening: Opening) -> Screen:
        tapped = _tapped(event)
        try:
            page = await self._commit(event, opening)
        except EXPLAINED as refusal:
            error = refusal
            screen = await self.database.read(
                lambda connection: self._rendering(event).refusal(
                    self._turn(connection, event), error, tapped=tapped
                )
            )
            keeps_asking = opening.answers and screen.asks is None
            return replace(screen, asks=self._unpacked(opening.asked)) if keeps_asking else screen
        self.wakeups.wake_all()
        return await self.database.read(
            lambda connection: self._rendering(event).page(
                self._turn(connection, event), page, tapped=tapped
            )
        )

    async def _commit(self, event: Event, opening: Opening) -> Page:
        """The page that follows; if another process commits the same event, that one's page."""
        try:
            return await self.database.write(
                lambda connection: self._move(connection, event, opening)
            )
        except IntegrityError:
            return await self.database.write(
                lambda connection: self._move(connection, event, opening)
            )

    def _move(self, connection: Connection, event: Event, opening: Opening) -> Page:
        router, action = self.dialogue.router, opening.action
        done = seen.next_page(connection, self.bot, event.key)
        if done is not None:
            return router.codec.unpack_page(done)[0]
        assert isinstance(action, Page | Move)
        turn = self._turn(connection, event, opening.source)
        if opening.source and action.tracked:
            attributing.visit(connection, turn.person.id, opening.source, turn.now)
        page = router.move(turn, action) if isinstance(action, Move) else action
        if not privacy.is_somebodys(connection, event.sender.channel, event.sender.chat):
            privacy.forget_chat(connection, event.sender.channel, event.sender.chat)
        seen.remember(connection, self.bot, event.key, router.codec.pack(page), turn.now)
        return page

    def _turn(self, connection: Connection, event: Event, source: str | None = None) -> Turn:
        sender = event.sender
        known = arriving.recognise(connection, sender.channel, sender.user)
        person = known or self.turn_factory.stranger(sender)
        return self.turn_factory.turn(connection, person, self.clock.now(), source)

    async def _remember_question(self, event: Event, opening: Opening, screen: Screen) -> None:
        question = self.dialogue.router.codec.pack(screen.asks) if screen.asks else None
        if question != opening.asked:
            sender = event.sender
            await self.database.write(
                lambda connection: asked.ask(connection, sender.channel, sender.chat, question)
            )

    def apology(self, event: Event, error: Exception, *, below: bool = False) -> Screen:
        """A bug of ours: told once, with a number under which the log has the rest.

        It is said over the page that was tapped, or `below` it where the tap is answered already.
        """
        number = secrets.token_hex(4)
        self.log.error("a turn failed", id=number, doing=type(event.doing).__name__, error=error)
        texts = self.turn_factory.texts_for(event.sender)
        words = texts.say(
            "Something went wrong on our side. Nothing was lost. Please try "
            "again; if it happens again, tell us this number: {number}",
            number=number,
        )
        if _tapped(event) and not below:
            return Screen(Markup(), toast=words.striptags(), alert=True)
        return Screen(words, rows=((Button(texts.say("🏠 Home"), self.dialogue.home),),))

    def unpayable(self, event: Event) -> Screen:
        """Whoever takes the money takes no payment of this amount; no bug of ours."""
        texts = self.turn_factory.texts_for(event.sender)
        words = texts.say("This amount can't be paid at once. Nothing was charged.")
        return Screen(words, rows=((Button(texts.say("🏠 Home"), self.dialogue.home),),))

    def _rendering(self, event: Event) -> Rendering:
        return Rendering(self.dialogue, linked=self._by_link(event))


def _tapped(event: Event) -> bool:
    return isinstance(event.doing, Pressed)
