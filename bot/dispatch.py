"""Sends each thing that happens its way: talk in order within a chat, money and blocks at once.

What a turn changes is committed before the next event of its chat is looked at; showing goes on
behind, in the same order, so that a chat that Telegram makes us wait for holds up nobody.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.conversation import Conversation
from bot.errors import Unanswered, Unavailable
from bot.following import Following
from bot.giving_up import GivingUp, Try
from bot.logs import Log
from bot.offers import Offers
from bot.payments import Payments
from bot.photos import Photos
from bot.queues import ChatQueues
from bot.scheduler import TooMany
from bot.telegram.incoming import Checkout, Incoming, Paid, Reached
from bot.telegram.refusing import Refused
from bot.telegram.showing import Showing
from bot.transient import is_transient
from chat.event import Event, Inline, Pressed, Whereabouts
from chat.screen import Screen

MOST_WAITING = 20
"""Events of one chat that wait their turn; what a hand sends beyond that is let go unread."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """The latest screen for each tapped message: older ones need not be shown any more."""

    latest: dict[tuple[str, str], int] = field(default_factory=dict)

    def announce(self, event: Event) -> None:
        """The screen of this event is the one to show."""
        if isinstance(event.doing, Pressed) and event.doing.message:
            self.latest[event.sender.chat, event.doing.message] = event.key

    def stands(self, event: Event) -> bool:
        """Whether no later screen is on its way to the same message."""
        if not (isinstance(event.doing, Pressed) and event.doing.message):
            return True
        place = event.sender.chat, event.doing.message
        if self.latest.get(place) != event.key:
            return False
        del self.latest[place]
        return True


class Dispatcher:
    """`take` says, once it is certain, whether an event counts as handled."""

    def __init__(  # noqa: PLR0917 - all that an event may need
        self,
        group: asyncio.TaskGroup,
        conversation: Conversation,
        showing: Showing,
        payments: Payments,
        giving_up: GivingUp,
        photos: Photos,
        offers: Offers,
        following: Following,
        log: Log,
    ) -> None:
        self._group = group
        self._conversation = conversation
        self._showing = showing
        self._payments = payments
        self._giving_up = giving_up
        self._photos = photos
        self._offers = offers
        self._following = following
        self._log = log
        self._urgent = ChatQueues(group)
        self._turns = ChatQueues(group)
        self._shows = ChatQueues(group)
        self._outbound = Outbound()

    @property
    def queues(self) -> tuple[ChatQueues, ...]:
        """What is under way, in the order in which it comes to an end."""
        return self._urgent, self._turns, self._shows, self._offers.queues

    def take(self, incoming: Incoming) -> "asyncio.Future[bool]":
        """The result is False when database or disk were in trouble: deliver it again."""
        handled: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        match incoming:
            case Event():
                self._talk(incoming, handled)
            case Checkout():
                handled.set_result(True)  # ten seconds from now nobody wants to hear of it again
                self._apart(incoming, self._payments.check(incoming), handled)
            case Paid():
                self._apart(incoming, self._payments.take(incoming), handled)
            case Reached():
                self._apart(incoming, self._payments.reached(incoming), handled)
            case Inline():
                handled.set_result(True)  # half a minute from now nobody looks at it
                self._offers.take(incoming)
            case Whereabouts():
                handled.set_result(True)  # the next one says it anew
                self._apart(incoming, self._following.take(incoming), handled)
        return handled

    def _apart(
        self,
        incoming: Checkout | Paid | Reached | Whereabouts,
        work: Coroutine[Any, Any, None],
        handled: "asyncio.Future[bool]",
    ) -> None:
        """At once, whatever else its chat is waiting for."""
        self._urgent.put(str(incoming.key), lambda: self._settle(incoming, work, handled))

    async def _settle(
        self,
        incoming: Incoming,
        work: Coroutine[Any, Any, None],
        handled: "asyncio.Future[bool]",
    ) -> None:
        this = self._giving_up.begin()
        try:
            await work
        except Unavailable as error:
            _settled(handled, well=await self._over(incoming, this, error))
        except Exception:  # noqa: BLE001 - logged, and nobody else's trouble
            self._log.exception("an event failed")
            _settled(handled, well=True)
        else:
            self._giving_up.succeeded(incoming.key)
            _settled(handled, well=True)

    async def _over(self, incoming: Incoming, this: Try, error: Unavailable) -> bool:
        """Whether it is given up; whoever sent it is told so."""
        given_up = await self._giving_up.failed(incoming, this, error)
        if given_up and isinstance(incoming, Event):
            self._let_go(incoming)
            self._shows.put(incoming.sender.chat, lambda: self._apologise(incoming, error))
        return given_up

    def _talk(self, event: Event, handled: "asyncio.Future[bool]") -> None:
        chat = event.sender.chat
        if self._turns.waiting(chat) >= MOST_WAITING:
            self._log.warning("a chat sends faster than we answer")
            self._let_go(event)
            _settled(handled, well=True)
            return
        self._turns.put(chat, lambda: self._settle(event, self._turn(event), handled))

    async def _turn(self, event: Event) -> None:
        screen = await self._conversation.take(await self._photos.kept(event))
        if isinstance(event.doing, Pressed):
            query, toast = event.doing.query, screen.toast
            delivery = self._showing.delivery
            self._group.create_task(delivery.answer_tap(query, toast, alert=screen.alert))
        self._outbound.announce(event)
        self._shows.put(event.sender.chat, lambda: self._show(event, screen))

    async def _show(self, event: Event, screen: Screen) -> None:
        stays = screen.keep or screen.invoice or screen.document or screen.venue or screen.live
        if not self._outbound.stands(event) and not stays:
            return
        doing = event.doing
        on = int(doing.message) if isinstance(doing, Pressed) and doing.message else None
        gone = isinstance(doing, Pressed) and doing.gone
        try:
            await self._showing.answer(event.sender.chat, screen, on, gone=gone)
        except (Unanswered, TooMany):
            self._log.exception("a screen did not arrive")
        except Exception as error:  # noqa: BLE001 - whatever it is, the person hears of it
            if is_transient(error):
                self._log.warning("a screen was not noted down", error=error)
            else:
                await self._apologise(event, error)

    async def _apologise(self, event: Event, error: Exception) -> None:
        unpayable = isinstance(error, Refused) and error.amount_refused
        if unpayable:
            self._log.warning("an invoice's amount was refused: see payments/limits.py")
            screen = self._conversation.unpayable(event)
        else:
            screen = self._conversation.apology(event, error, below=True)
        try:
            await self._showing.answer(event.sender.chat, screen, None)
        except Exception:  # noqa: BLE001 - nothing more can be done
            self._log.exception("an apology did not arrive")

    def _let_go(self, event: Event) -> None:
        if isinstance(event.doing, Pressed):
            self._group.create_task(self._showing.delivery.answer_tap(event.doing.query))


def _settled(handled: "asyncio.Future[bool]", *, well: bool) -> None:
    if not handled.done():
        handled.set_result(well)
