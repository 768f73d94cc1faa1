"""People who know nothing of our labels: they press what they see."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.client import PersonClient, Shown

Choice = tuple[Shown, dict[str, Any]]


def pressable(shown: Shown) -> list[dict[str, Any]]:
    return [button for button in shown.buttons if "callback_data" in button]


@dataclass
class Stranger:
    """Somebody at their phone; `pressed` remembers the labels, so that curiosity moves on."""

    person: PersonClient
    random: Random
    settled: Callable[[], Awaitable[bool]]
    pressed: list[str] = field(default_factory=list)

    async def latest(self) -> Shown:
        """The newest message of the bot that still stands."""
        chat = await self.person.chat()
        return next(one for one in reversed(chat.messages) if one.from_bot and not one.deleted)

    async def choices(self, reach: int = 3) -> list[Choice]:
        """Buttons of the newest messages, the newest message first."""
        chat = await self.person.chat()
        ours = [one for one in reversed(chat.messages) if one.from_bot and not one.deleted]
        return [(one, button) for one in ours[:reach] for button in pressable(one)]

    async def press(self, choice: Choice) -> dict[str, Any]:
        shown, button = choice
        self.pressed.append(button["text"])
        answer = await self.person.forge(button["callback_data"], shown.id)
        await self.settled()
        return answer

    async def say(self, text: str) -> None:
        await self.person.say(text)
        await self.settled()

    async def wander(self, presses: int) -> None:
        """Press at random, what was pressed least before it first."""
        for _ in range(presses):
            choices = await self.choices()
            if not choices:
                return
            rarest = min(self.pressed.count(button["text"]) for _, button in choices)
            fresh = [one for one in choices if self.pressed.count(one[1]["text"]) == rarest]
            await self.press(self.random.choice(fresh))

    async def seek(self, found: Callable[[Shown], bool], presses: int) -> Shown | None:
        """Press what stands out, then what is new, until something is found."""
        for _ in range(presses):
            chat = await self.person.chat()
            hit = chat.find(found)
            if hit:
                return hit
            choices = await self.choices(reach=1)
            await self.press(min(choices, key=self._dullness))
        return (await self.person.chat()).find(found)

    def _dullness(self, choice: Choice) -> tuple[int, int]:
        label, style = choice[1]["text"], choice[1].get("style")
        return self.pressed.count(label), 0 if style in {"primary", "success"} else 1
