"""Invented people, their chats with the bot, and what stands in those chats."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.settings import PersonSettings
from sandbox.signals import Signal

Json = dict[str, Any]


@dataclass(slots=True)
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"

    @classmethod
    def invented(cls, given: PersonSettings) -> "Person":
        return cls(given.id, given.first_name, given.last_name, given.username, given.language_code)

    def user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": False,
            **self._names(),
            "language_code": self.language_code,
        }

    def chat(self) -> Json:
        return {"id": self.id, **self._names(), "type": "private"}

    def _names(self) -> Json:
        names = {
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {key: value for key, value in names.items() if value}


@dataclass(slots=True)
class Entry:
    """A message and what the sandbox knows of it beyond what the bot sees."""

    seq: int
    message: Json
    out: bool  # from the bot
    deleted: bool = False
    paid: bool = False
    inline_message_id: str = ""
    charge_id: str = ""  # of what paid this invoice

    @property
    def id(self) -> int:
        number: int = self.message["message_id"]
        return number

    def view(self) -> Json:
        return {
            "seq": self.seq,
            "message_id": self.id,
            "from_bot": self.out,
            "deleted": self.deleted,
            "paid": self.paid,
            "charge_id": self.charge_id,
            "message": self.message,
        }


@dataclass(slots=True)
class Chat:
    """One person's private chat with the bot; old messages leave it as new ones come."""

    person: Person
    kept: int
    started: bool = False
    blocked: bool = False
    seq: int = 0
    keyboard: Json | None = None
    keyboard_from: int = 0
    """The message that brought the keyboard, and takes it along when it is deleted."""
    typing_until: float = 0.0
    entries: dict[int, Entry] = field(default_factory=dict)
    notices: deque[Json] = field(default_factory=lambda: deque(maxlen=50))
    changed: Signal = field(default_factory=Signal)

    def next_seq(self) -> int:
        self.seq += 1
        return self.seq

    def add(self, message: Json, *, out: bool) -> Entry:
        entry = Entry(self.next_seq(), message, out)
        self.entries[entry.id] = entry
        while len(self.entries) > self.kept:
            self.entries.pop(next(iter(self.entries)))
        return entry

    def find(self, message_id: int) -> Entry | None:
        entry = self.entries.get(message_id)
        return None if entry is None or entry.deleted else entry

    def standing(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if not entry.deleted]

    def view(self, after: int = 0) -> Json:
        entries = sorted(self.entries.values(), key=lambda entry: entry.id)
        return {
            "seq": self.seq,
            "started": self.started,
            "blocked": self.blocked,
            "keyboard": self.keyboard,
            "messages": [
                entry.view()
                for entry in entries
                if entry.seq > after and not (entry.deleted and after == 0)
            ],
            "notices": [notice for notice in self.notices if notice["seq"] > after],
        }
