"""Questions that are lost without harm: a program that is alone keeps them by heart, not on disk."""

from collections import OrderedDict
from dataclasses import dataclass, field

from chat.action import Action
from chat.event import Sender

CHATS = 5_000
"""So many of the last ones are known; whoever typed in another is taken to look for something."""


@dataclass(frozen=True, slots=True)
class Questions:
    """What each chat is asked by a page whose question is `passing`; any other is written down."""

    alone: bool = False
    _asked: OrderedDict[tuple[str, str], str] = field(default_factory=OrderedDict)

    def pending(self, sender: Sender, noted: str | None) -> str | None:
        """What is asked there now, where that is `noted`."""
        return self._asked.get((sender.channel, sender.chat)) if noted is None else noted

    def noted(self, asks: Action | None, packed: str | None) -> str | None:
        """What is to be noted of a question."""
        return None if self.alone and asks is not None and asks.passing else packed

    def remember(self, sender: Sender, asks: Action | None, packed: str | None) -> None:
        """From now on this is asked there, or nothing."""
        here = sender.channel, sender.chat
        self._asked.pop(here, None)
        if packed is not None and self.noted(asks, packed) is None:
            self._asked[here] = packed
            if len(self._asked) > CHATS:
                self._asked.popitem(last=False)
