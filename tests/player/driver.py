"""What a stage needs of whatever carries the talk: our handlers directly, or a channel over HTTP."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from chat.event import Doing
from tests.player.seen import Block


class Driver(Protocol):
    """Carries what people do to the program, and tells what they then see."""

    @property
    def now(self) -> datetime:
        """The moment that it is in the talk."""
        ...

    async def does(self, who: str, doing: Doing) -> None:
        """One thing one person does, until the program has answered."""
        ...

    async def presses(self, who: str, label: str) -> None:
        """Presses the button that reads so, on the newest message that has it; else `NotThere`."""
        ...

    async def pays(self, outcome: str) -> None:
        """The newest invoice is `paid`, `declined`, `paid twice` or `late`, which `arrives` later."""
        ...

    async def passes(self, moment: datetime) -> None:
        """Time passes until then, and whatever falls due happens."""
        ...

    async def opens(self, who: str, link: str) -> None:
        """Opens a deep link by its payload."""
        ...

    async def offers(self, who: str, words: str) -> Block:
        """What is offered to whoever types our name and these words in another chat."""
        ...

    async def news(self) -> Mapping[str, list[Block]]:
        """What each person was shown since this was asked last, the actor's own answer first."""
        ...

    async def current(self, who: str) -> list[Block]:
        """What a person sees now, newest last."""
        ...


class NotThere(AssertionError):
    """A button is pressed, or a payment made, that nobody sees."""
