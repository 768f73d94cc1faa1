"""Driving people from Python: a typed client of the control API for tests and demos."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Self

import aiohttp

Json = dict[str, Any]
PATIENCE = 10.0


class SandboxError(Exception):
    """The sandbox says that this cannot be done."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it stands in a chat."""

    seq: int
    id: int
    from_bot: bool
    deleted: bool
    paid: bool
    raw: Json

    @classmethod
    def read(cls, view: Json) -> "Shown":
        return cls(
            view["seq"],
            view["message_id"],
            view["from_bot"],
            view["deleted"],
            view["paid"],
            view["message"],
        )

    @property
    def text(self) -> str:
        return str(self.raw.get("text") or self.raw.get("caption") or "")

    @property
    def buttons(self) -> list[Json]:
        rows = self.raw.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button["text"] for button in self.buttons]

    @property
    def invoice(self) -> Json | None:
        found: Json | None = self.raw.get("invoice")
        return found

    @property
    def invoice_link(self) -> str | None:
        """The first link to an invoice on a button."""
        links = (button["url"] for button in self.buttons if "url" in button)
        return next((link for link in links if link.startswith("https://t.me/$")), None)


@dataclass(frozen=True, slots=True)
class ChatView:
    """A person's chat with the bot: standing messages, notices, the reply keyboard."""

    seq: int
    messages: list[Shown]
    notices: list[Json]
    keyboard: Json | None

    @classmethod
    def read(cls, body: Json) -> "ChatView":
        messages = [Shown.read(view) for view in body["messages"]]
        return cls(body["seq"], messages, body["notices"], body["keyboard"])

    @property
    def last(self) -> Shown:
        return self.messages[-1]

    def find(self, wanted: "Wanted", after: int = 0) -> Shown | None:
        """The newest message of the bot that fits."""
        fits = wanted if callable(wanted) else lambda shown: wanted in shown.text
        ours = (one for one in reversed(self.messages) if one.from_bot and one.seq > after)
        return next((one for one in ours if fits(one)), None)


Wanted = str | Callable[[Shown], bool]


class PersonClient:
    """One person's hands and eyes."""

    def __init__(self, client: "SandboxClient", person: int) -> None:
        self._client = client
        self.id = person

    async def act(self, what: str, **body: Any) -> Json:
        return await self._client.post(f"/sandbox/people/{self.id}/{what}", body)

    async def start(self, payload: str = "") -> Json:
        return await self.act("start", payload=payload)

    async def say(self, text: str) -> Json:
        return await self.act("say", text=text)

    async def open(self, link: str) -> Json:
        return await self.act("open", link=link)

    async def press(self, label: str, *, message: int = 0, wait: float = PATIENCE) -> Json:
        """Waits for the bot's answer to the press, so that a toast can be read from the result."""
        return await self.act("press", label=label, message_id=message, wait=wait)

    async def forge(self, data: str, message: int, *, wait: float = PATIENCE) -> Json:
        return await self.act("press", data=data, message_id=message, wait=wait)

    async def share_location(self, latitude: float, longitude: float) -> Json:
        return await self.act("location", latitude=latitude, longitude=longitude)

    async def edit(self, message: int, text: str) -> Json:
        return await self.act("edit", message_id=message, text=text)

    async def ask_inline(self, query: str, *, wait: float = PATIENCE) -> Json:
        return await self.act("inline", query=query, wait=wait)

    async def choose(self, query_id: str, result_id: str) -> Json:
        return await self.act("choose", query_id=query_id, result_id=result_id)

    async def pay(self, outcome: str = "pays", **more: Any) -> Json:
        """Outcomes: pays, declines, closes, pays_twice, late (with `after`), wrong_amount, unheard."""
        return await self.act("pay", outcome=outcome, **more)

    async def block(self) -> Json:
        return await self.act("block")

    async def unblock(self) -> Json:
        return await self.act("unblock")

    async def speak(self, language_code: str) -> Json:
        path = f"/sandbox/people/{self.id}"
        return await self._client.request("PATCH", path, json={"language_code": language_code})

    async def chat(self, after: int = 0, timeout: float = 0) -> ChatView:  # noqa: ASYNC109 - passed on to the server
        query = {"after": after, "timeout": timeout}
        path = f"/sandbox/people/{self.id}/messages"
        return ChatView.read(await self._client.request("GET", path, params=query))

    async def wait_for(self, wanted: Wanted, timeout: float = PATIENCE, after: int = 0) -> Shown:  # noqa: ASYNC109 - one deadline over many requests
        """The newest message of the bot with these words, or that fits, once there is one.

        With `after` (the `seq` of an earlier look), only what came or changed since.
        """
        deadline = time.monotonic() + timeout
        while True:
            view = await self.chat()
            found = view.find(wanted, after)
            left = deadline - time.monotonic()
            if found:
                return found
            if left <= 0:
                shown = "\n".join(f"  {one.text!r} {one.labels}" for one in view.messages[-5:])
                raise SandboxError(
                    f"waited {timeout} s for {wanted!r}; the chat ends with\n{shown}"
                )
            await self.chat(view.seq, left)


class SandboxClient:
    """Open with `async with SandboxClient(url) as client`."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=90))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    def person(self, person: int) -> PersonClient:
        return PersonClient(self, person)

    def _open(
        self, method: str, path: str, **options: Any
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        if self._session is None:
            raise SandboxError("use the client inside `async with`")
        return self._session.request(method, self._url + path, **options)

    async def request(self, method: str, path: str, **options: Any) -> Json:
        async with self._open(method, path, **options) as response:
            body: Json = await response.json()
            if response.status >= 400:
                raise SandboxError(body.get("error", response.reason))
            return body

    async def get(self, path: str, **query: Any) -> Json:
        return await self.request("GET", path, params=query)

    async def post(self, path: str, body: Mapping[str, Any]) -> Json:
        return await self.request("POST", path, json=dict(body))

    async def add_person(self, first_name: str, **more: Any) -> PersonClient:
        made = await self.post("/sandbox/people", {"first_name": first_name, **more})
        return self.person(made["id"])

    async def advance(self, seconds: float) -> Json:
        return await self.post("/sandbox/clock", {"advance": seconds})

    async def add_fault(self, kind: str, **more: Any) -> Json:
        return await self.post("/sandbox/faults", {"kind": kind, **more})

    async def clear_faults(self) -> Json:
        return await self.request("DELETE", "/sandbox/faults")

    async def requests(self, **query: Any) -> list[Json]:
        found: list[Json] = (await self.get("/sandbox/requests", **query))["requests"]
        return found

    async def quiet(self, timeout: float = PATIENCE, still: float = 0.1) -> bool:  # noqa: ASYNC109 - passed on to the server
        """Whether the bot has taken every update and fallen silent."""
        answer = await self.get("/sandbox/quiet", timeout=timeout, still=still)
        return bool(answer["quiet"])

    async def reset(self) -> Json:
        return await self.post("/sandbox/reset", {})
