"""What a program that is alone in showing pages knows of them without asking the database."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.telegram.shown import Shown

PLACE = "asks-place"
"""The subject of a message that only brings the button for sharing a place."""

PAGES = 5_000
"""Of so many pages shown last it is known by heart what they show, and of so many chats."""


@dataclass(frozen=True, slots=True)
class ByHeart:
    """Pages as they were noted, what they show now, and which chats lack the button for a place."""

    _pages: OrderedDict[tuple[str, int], tuple[Shown, str]] = field(default_factory=OrderedDict)
    _without_place: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def page(self, chat: str, number: int) -> Shown | None:
        """A page that was pressed, where nothing else in its chat can matter for the next."""
        known = self._pages.get((chat, number)) if chat in self._without_place else None
        return known and known[0]

    def fingerprint(self, chat: str, message: Shown) -> str:
        """Of what the message shows now, as far as we know."""
        known = self._pages.get((chat, message.message))
        return message.fingerprint if known is None else known[1]

    def note(self, chat: str, message: Shown, fingerprint: str, *, keep: bool) -> None:
        """The message was noted like this and shows this; only what is kept is known again."""
        this = chat, message.message
        self._pages.pop(this, None)
        if keep:
            _put(self._pages, this, (message, fingerprint))
        if message.subject == PLACE:
            self._without_place.pop(chat, None)

    def has_no_place(self, chat: str) -> None:
        """A look at the chat found no button for a place."""
        self._without_place.pop(chat, None)
        _put(self._without_place, chat, None)

    def forget(self, chat: str, number: int) -> None:
        """The message is none of ours any more."""
        self._pages.pop((chat, number), None)


def _put(known: "OrderedDict[Any, Any]", key: Any, value: Any) -> None:
    known[key] = value
    if len(known) > PAGES:
        known.popitem(last=False)
