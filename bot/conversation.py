"""One turn: an event comes in, what it changes is committed once, and the page to show comes out.

Nothing here sends. A page is one read; a move is one write, in which the event is marked as seen,
and then a read, so that rendering keeps nobody out of the database.
"""

import secrets
from dataclasses import dataclass, field, replace

from markupsafe import Markup
from sqlalchemy import Connection

from bot import asked, looks
from bot.clock import Clock
from bot.dialogue import Dialogue
from bot.errors import Unavailable
from bot.logs import Log
from bot.meeting import meet
from bot.moving import Moving
from bot.questions import Questions
from bot.rendering import EXPLAINED, Rendering
from bot.transient import is_transient
from bot.turn_factory import TurnFactory
from bot.viewers import Viewers
from bot.wakeups import Wakeups
from bot.wishes import Moved, Opening, Wishes
from catalog import viewing
from chat.action import Page
from chat.event import Event, Pressed
from chat.screen import Button, Screen
from chat.turn import Turn
from database.door import Database
from people import arriving
from people.queries import Known


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
    viewers: Viewers = field(default_factory=Viewers)
    questions: Questions = field(default_factory=Questions)

    @property
    def _moving(self) -> Moving:
        given = self.database, self.dialogue, self.turn_factory, self.clock, self.bot
        return Moving(*given, self.questions)

    @property
    def _wishes(self) -> Wishes:
        return Wishes(self.dialogue, self.turn_factory.links)

    async def take(self, event: Event) -> Screen:
        """Has the event's effect, once, and returns what to show.

        `Unavailable` when database or disk are in trouble: deliver the event again.
        """
        try:
            return await self._recorded(event)
        except Exception as error:
            if is_transient(error):
                self.log.warning("the database is in trouble", error=error)
                raise Unavailable from error
            return self.apology(event, error)

    async def _recorded(self, event: Event) -> Screen:
        screen = await self._talk(event)
        sender = event.sender
        views = screen.is_service and self.viewers.is_first(
            sender.channel, sender.user, self.clock.now()
        )
        if screen.shows or views:
            await self.database.write(
                lambda connection: self._record(connection, event, screen, views=views)
            )
        return screen

    def _record(self, connection: Connection, event: Event, screen: Screen, *, views: bool) -> None:
        turn = self._turn(connection, event)
        if screen.shows:
            looks.record(connection, turn.person.id, screen, turn.now)
        if views:
            viewing.note(connection, turn.person.id, turn.now)

    async def _talk(self, event: Event) -> Screen:
        pressed = self._wishes.pressed_move(event)
        if pressed is not None:
            move, source = pressed
            opening_at_once = Opening(None, action=move, source=source)
            screen = await self._at_once(event, opening_at_once)
            if screen is not None:
                return screen
        opening = await self.database.read(lambda connection: self._open(connection, event))
        if opening is None:
            await self.database.write(lambda connection: self._arrive(connection, event))
            opening = await self.database.read(lambda connection: self._open(connection, event))
        assert opening is not None
        await self._count(event, opening.refused)
        if opening.screen is None:
            return await self._change(event, opening)
        await self._remember_question(event, opening.asked, opening.screen)
        return opening.screen

    def _open(self, connection: Connection, event: Event) -> Opening | None:
        """None for somebody new, or changed since we saw them last."""
        now = self.clock.now()
        met = meet(connection, self.bot, event, now)
        if met.known is None or self._moving.differs(met.known, event):
            return None
        turn = self.turn_factory.turn(connection, met.known, now)
        try:
            return self._opened(turn, event, met.asked)
        except EXPLAINED as error:
            screen = self._rendering(event).refusal(turn, error, tapped=_tapped(event))
            return Opening(met.asked, screen=screen, refused=error)

    async def _at_once(self, event: Event, pressed: Opening) -> Screen | None:
        """What a pressed move leads to; None where somebody is new, or has changed, at first."""
        try:
            moved = await self._moving.commit(event, pressed, only_known=True)
        except EXPLAINED as refusal:
            error = refusal
            opening = await self.database.read(lambda connection: self._open(connection, event))
            if opening is None:
                return None
            return await self._refused(event, opening, error)
        return None if moved is None else await self._follow(event, moved)

    def _opened(self, turn: Turn, event: Event, packed: str | None) -> Opening:
        question = self._wishes.unpacked(self.questions.pending(event.sender, packed))
        action, source = self._wishes.wish(turn, event.doing, question)
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
        try:
            moved = await self._moving.commit(event, opening)
        except EXPLAINED as refusal:
            return await self._refused(event, opening, refusal)
        assert moved is not None
        return await self._follow(event, moved)

    async def _refused(self, event: Event, opening: Opening, error: Exception) -> Screen:
        screen = await self.database.read(
            lambda connection: self._rendering(event).refusal(
                self._turn(connection, event), error, tapped=_tapped(event)
            )
        )
        if opening.answers and screen.asks is None:
            asked_before = self.questions.pending(event.sender, opening.asked)
            screen = replace(screen, asks=self._wishes.unpacked(asked_before))
        await self._remember_question(event, opening.asked, screen)
        return screen

    async def _follow(self, event: Event, moved: Moved) -> Screen:
        self.wakeups.wake_all()
        screen = await self.database.read(
            lambda connection: self._rendering(event).page(
                self._turn(connection, event, moved.known), moved.page, tapped=_tapped(event)
            )
        )
        await self._remember_question(event, moved.asked, screen)
        return screen

    def _turn(self, connection: Connection, event: Event, known: Known | None = None) -> Turn:
        sender = event.sender
        known = known or arriving.recognise(connection, sender.channel, sender.user)
        person = known or self.turn_factory.stranger(sender)
        return self.turn_factory.turn(connection, person, self.clock.now())

    async def _remember_question(self, event: Event, before: str | None, screen: Screen) -> None:
        asks, sender = screen.asks, event.sender
        packed = self.dialogue.router.codec.pack(asks) if asks else None
        noted = self.questions.noted(asks, packed)
        if noted != before:
            await self.database.write(
                lambda connection: asked.ask(connection, sender.channel, sender.chat, noted)
            )
        self.questions.remember(sender, asks, packed)

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
        return Rendering(self.dialogue, linked=self._wishes.by_link(event))


def _tapped(event: Event) -> bool:
    return isinstance(event.doing, Pressed)
