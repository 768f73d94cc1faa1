"""Carries a talk through Telegram: the real adapter, the real workers, a sandbox over HTTP.

The bot knows the sandbox by HTTP alone. What people then see is read where it is kept, in this
process: a request for it costs more than most of what the bot does.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from chat.event import Commanded, Doing, SentOther, SentPhoto, SharedPlace, Typed
from sandbox.client import ChatView, PersonClient, SandboxClient, Shown
from sandbox.world import Sandbox
from tests.player.driver import NotThere
from tests.player.seen import Block, offered, readable

PATIENCE = 60
STILL = 0.01
"""Seconds without a word from the bot; what it still has to do is asked of itself."""

OUTCOMES = {"paid": "pays", "declined": "declines", "paid twice": "pays_twice"}


class TelegramDriver:
    """The people of a talk as people with phones; `is_idle` says whether nothing is due by then."""

    def __init__(
        self,
        client: SandboxClient,
        world: Sandbox,
        now: datetime,
        is_idle: Callable[[datetime], Awaitable[bool]],
    ) -> None:
        self._client = client
        self._world = world
        self._now = now
        self._is_idle = is_idle
        self._people: dict[str, PersonClient] = {}
        self._seen: dict[str, int] = {}
        self._toast: tuple[str, str] | None = None
        self._payer = ""

    @property
    def now(self) -> datetime:
        return self._now

    async def does(self, who: str, doing: Doing) -> None:
        person = await self._person(who)
        chat = self._world.chats[person.id]
        before, until = chat.seq, monotonic() + PATIENCE
        await self._act(person, doing)
        while self._view(person).find(lambda _: True, before) is None:
            if not await chat.changed.passed(chat.changed.revision, until - monotonic()):
                raise NotThere("the bot says nothing")

    async def presses(self, who: str, label: str) -> None:
        person = await self._person(who)
        message, button = await self._find(person, label)
        result = await person.act("press", label=button["text"], message_id=message, wait=5)
        toast = (result.get("answer") or {}).get("text")
        self._toast = (who, readable(toast)) if toast else None

    async def pays(self, outcome: str) -> None:
        if outcome not in OUTCOMES:
            raise NotThere(f"no card does {outcome!r} here")
        await (await self._person(self._payer)).pay(OUTCOMES[outcome])

    async def passes(self, moment: datetime) -> None:
        await self._client.advance((moment - self._now).total_seconds())
        self._now = moment

    async def opens(self, who: str, link: str) -> None:
        await self.does(who, Commanded("start", link))

    async def offers(self, who: str, words: str) -> Block:
        person = await self._person(who)
        found = await person.act("inline", query=words, wait=5)
        shown = [(each["title"], each["description"]) for each in found["results"]]
        return offered(shown, found["button"]["text"])

    async def news(self) -> Mapping[str, list[Block]]:
        await self._rest()
        return {who: blocks for who in self._people if (blocks := self._new(who))}

    async def current(self, who: str) -> list[Block]:
        view = self._view(await self._person(who))
        return [read_message(each) for each in view.messages[-2:]]

    async def _rest(self) -> None:
        """Until the bot has nothing left to do: it sends news to one chat about once a second."""
        until = monotonic() + PATIENCE
        while monotonic() < until:
            activity = self._world.activity
            before = activity.revision
            has_taken_all = self._has_taken_all()
            if has_taken_all and await self._is_idle(self._now) and activity.revision == before:
                return
            await activity.passed(before, STILL)
        raise NotThere("the bot does not come to rest")

    def _has_taken_all(self) -> bool:
        return not self._world.busy and not self._world.updates.deliverable()

    def _view(self, person: PersonClient) -> ChatView:
        return ChatView.read(self._world.chats[person.id].view(0))

    def _new(self, who: str) -> list[Block]:
        view = self._view(self._people[who])
        before, self._seen[who] = self._seen[who], view.seq
        fresh = [each for each in view.messages if each.from_bot and each.seq > before]
        if any((each.invoice and not each.paid) or each.invoice_link for each in view.messages):
            self._payer = who
        blocks = [read_message(each) for each in fresh if is_page(each)]
        return self._with_toast(who, blocks)

    def _with_toast(self, who: str, blocks: list[Block]) -> list[Block]:
        if self._toast is None or self._toast[0] != who or not blocks:
            return blocks
        toast, self._toast = self._toast[1], None
        return [(f"({toast})", *blocks[0]), *blocks[1:]]

    async def _find(self, person: PersonClient, label: str) -> tuple[int, Mapping[str, Any]]:
        for message in reversed(self._view(person).messages):
            for button in message.buttons if message.from_bot else ():
                if readable(button["text"]) == label:
                    return message.id, button
        raise NotThere(f"nobody sees [{label}]")

    async def _person(self, who: str) -> PersonClient:
        if who not in self._people:
            self._people[who] = await self._client.add_person(
                who.title(), username=f"{who}_here", language_code="en"
            )
            self._seen[who] = 0
        return self._people[who]

    async def _act(self, person: PersonClient, doing: Doing) -> None:
        match doing:
            case Commanded(name, argument):
                await person.say(f"/{name} {argument}".strip())
            case Typed(text):
                await person.say(text)
            case SharedPlace(point):
                await person.share_location(point.latitude, point.longitude)
            case SentPhoto(caption=words):
                await person.act("photo", caption=words)
            case SentOther("edited", words):
                await person.act("edit", message_id=last_of(self._view(person)), text=words)
            case SentOther(kind):
                await person.act(kind)
            case _:
                raise NotThere(f"nobody can {doing}")


def last_of(view: ChatView) -> int:
    """What they said last, which a phone can edit."""
    return next(each.id for each in reversed(view.messages) if not each.from_bot)


def is_page(message: Shown) -> bool:
    """Neither the button that shares a place, which stands apart, nor the word that it is paid."""
    apart = "keyboard" in message.raw.get("reply_markup", {})
    return not apart and not message.paid and "successful_payment" not in message.raw


def read_message(message: Shown) -> Block:
    """A message as it is read aloud, like a screen."""
    raw = message.raw
    lines = [*message.text.split("\n"), *attachments(raw), *rows(raw)]
    return tuple(readable(line).rstrip() for line in lines if line.strip())


def attachments(raw: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    if raw.get("photo"):
        found.append("(picture)")
    if raw.get("document"):
        found.append(f"(file {raw['document']['file_name']})")
    if raw.get("venue"):
        found.append(f"(map: {raw['venue']['title']}, {raw['venue']['address']})")
    if "live_period" in raw.get("location", {}):
        found.append("(live map: {latitude:.4f}, {longitude:.4f})".format(**raw["location"]))
    if raw.get("invoice"):
        asked = raw["invoice"]
        found.append(
            f"(invoice: {asked['title']}; {asked['description']};"
            f" {asked['total_amount']} {asked['currency']})"
        )
    return found


def rows(raw: Mapping[str, Any]) -> list[str]:
    keyboard = raw.get("reply_markup", {}).get("inline_keyboard", [])
    return [" ".join(f"[{button['text']}{sign(button)}]" for button in row) for row in keyboard]


def sign(button: Mapping[str, Any]) -> str:
    """What a button does besides telling the bot."""
    if "copy_text" in button:
        return " ⧉"
    if button.get("pay") or button.get("url", "").startswith("https://t.me/$"):
        return " 💳"
    if "url" in button:
        return " ⤴" if button["url"].startswith("https://t.me/share/") else " ↗"
    return ""
