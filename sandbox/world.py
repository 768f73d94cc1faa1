"""The whole state of one sandbox in one place, and the few things that touch all of it."""

import asyncio
import secrets
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sandbox.background import Background
from sandbox.bounded import Bounded
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.files import FileStore
from sandbox.hub import Hub
from sandbox.invoices import InvoiceBook
from sandbox.limits import RateLimits
from sandbox.people import Chat, Entry, Person
from sandbox.queries import QueryBook
from sandbox.requests_log import RequestLog
from sandbox.settings import PersonSettings, Settings
from sandbox.signals import Signal
from sandbox.updates import UpdateQueue

Json = dict[str, Any]
CALLBACK_LIFE = 150.0
INLINE_LIFE = 30.0
CHECKOUT_LIFE = 10.0
REORDERED = frozenset({"reordered_updates"})
DUPLICATED = frozenset({"duplicate_update"})


@dataclass(slots=True)
class BotProfile:
    """What the bot has told Telegram about itself."""

    commands: dict[str, list[Json]] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "default"})


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed, and how the last attempts went."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    last_error_date: int = 0
    last_error_message: str = ""


class Sandbox:
    """One bot, its people and their chats; everything is in memory and bounded."""

    def __init__(self, settings: Settings | None = None, clock: Clock | None = None) -> None:
        self.settings = settings or Settings()
        self.clock = clock or Clock()
        self.hub = Hub()
        self.background = Background()
        self.faults = Faults()
        self.limits = RateLimits(self.clock, strict=self.settings.strict)
        self.log = RequestLog(self.settings.requests_kept)
        self.updates = UpdateQueue(self.clock)
        self.webhook = Webhook()
        self.profile = BotProfile()
        self.activity = Signal()
        self.resets = Signal()
        self.busy = 0
        self.poll = 0
        self.polled: tuple[int, float] = (-1, 0.0)  # the offset asked from last, and when
        self._empty()

    def _empty(self) -> None:
        self.files = FileStore(self.settings.file_bytes_kept)
        self.invoices = InvoiceBook()
        self.callbacks = QueryBook(self.clock, CALLBACK_LIFE)
        self.inline = QueryBook(self.clock, INLINE_LIFE)
        self.checkouts = QueryBook(self.clock, CHECKOUT_LIFE)
        self.inline_kept: Bounded[tuple[Any, ...], tuple[float, Json]] = Bounded(1_000)
        self.inline_messages: Bounded[str, tuple[int, int]] = Bounded(10_000)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self._message_ids = count(secrets.randbelow(900) + 100)
        self._held: list[tuple[str, Json, str]] = []
        for given in self.settings.people:
            self.add_person(given)

    def reset(self) -> None:
        """Back to the start: nobody has spoken yet; the bot's profile and webhook stay."""
        self.updates.clear()
        self.faults.clear()
        self.log.clear()
        self._empty()
        self.clock.restore()
        self.resets.fire()
        self.hub.tell("reset")

    def close(self) -> None:
        """Whoever waits for something waits no longer."""
        self.hub.close()
        self.updates.close()
        self.clock.turned.fire()
        for chat in self.chats.values():
            chat.changed.fire()

    def add_person(self, given: PersonSettings) -> Person:
        person = Person.invented(given)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person, self.settings.messages_kept)
        self.hub.tell("person", person=person.user())
        return person

    def bot_user(self) -> Json:
        return {
            "id": self.settings.bot_id,
            "is_bot": True,
            "first_name": self.settings.name,
            "username": self.settings.username,
        }

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def emit(self, kind: str, content: Json, queue: str) -> None:
        """An update on its way to the bot, unless a fault holds it back or repeats it."""
        fault = self.faults.strike(REORDERED, kind)
        if fault:
            self._held.append((kind, content, queue))
            asyncio.get_running_loop().call_later(fault.seconds, self._release)
            return
        self._put(kind, content, queue)
        self._release()

    def _release(self) -> None:
        held, self._held = self._held, []
        for kind, content, queue in held:
            self._put(kind, content, queue)

    def _put(self, kind: str, content: Json, queue: str) -> None:
        update = self.updates.put(kind, content, queue)
        if update and self.faults.strike(DUPLICATED, kind):
            self.updates.deliver_twice(update)
        self.activity.fire()

    def show(self, chat: Chat, entry: Entry) -> None:
        """A message came, changed or went: tell the watchers and whoever waits for it."""
        chat.changed.fire()
        self.activity.fire()
        if self.hub.watched:
            self.hub.tell(
                "message",
                person=chat.person.id,
                seq=chat.seq,
                entry=entry.view(),
                keyboard=chat.keyboard,
                started=chat.started,
                blocked=chat.blocked,
            )

    def notice(self, chat: Chat, **what: Any) -> None:
        """Something shown beside the messages: a toast, an alert, the fate of a payment."""
        notice = {"seq": chat.next_seq(), "at": self.clock.seconds(), **what}
        chat.notices.append(notice)
        chat.changed.fire()
        self.hub.tell("notice", person=chat.person.id, notice=notice)
