"""The Bot API as far as a tap needs it: hands out updates by long polling, and takes the answers."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

ANSWERED = "answerCallbackQuery"
SHOWN = frozenset({"editMessageText", "sendMessage", "editMessageCaption", "sendPhoto"})
IDLE = 0.05
"""Seconds in which a program that asks for updates again may finish what it does beside that."""

Parameters = Mapping[str, Any]


@dataclass
class Line:
    """One program's line: what it has yet to hear, and what it says."""

    updates: list[dict[str, Any]] = field(default_factory=list)
    next_update: int = 1
    next_message: int = 1000
    news: asyncio.Event = field(default_factory=asyncio.Event)
    said: defaultdict[str, list[tuple[str, Parameters]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: bool = False
    """Whether it asks for more now."""

    async def fetch(self, offset: int, held: float) -> list[dict[str, Any]]:
        self.updates = [each for each in self.updates if each["update_id"] >= offset]
        if not self.updates:
            self.waiting = True
            self.heard.set()
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), held)
            except TimeoutError:
                return []
            finally:
                self.waiting = False
        return self.updates

    async def press(self, person: int, data: str) -> list[tuple[str, Parameters]]:
        """One tap; what the program said to it, once the tap is answered and a page is shown."""
        number, self.next_update = self.next_update, self.next_update + 1
        chat = str(person)
        self.said[chat].clear()
        self.updates.append(tapped(number, person, data))
        self.news.set()
        await self._until(lambda: complete(self.said[chat]))
        return list(self.said[chat])

    async def rest(self) -> None:
        """Until it has nothing to do but to ask for updates."""
        await self._until(lambda: self.waiting)
        await asyncio.sleep(IDLE)
        await self._until(lambda: self.waiting)

    async def _until(self, condition: Any) -> None:
        async with asyncio.timeout(120):
            while not condition():
                self.heard.clear()
                await self.heard.wait()

    def say(self, method: str, given: Parameters) -> Any:
        chat = str(given.get("chat_id") or given.get("callback_query_id", "").partition("-")[0])
        self.said[chat].append((method, given))
        self.heard.set()
        if method == "createInvoiceLink":
            return "https://t.me/$a-link"
        if method not in SHOWN:
            return True
        self.next_message += 1
        message = int(given.get("message_id") or self.next_message)
        return {
            "message_id": message,
            "date": 1_700_000_000,
            "chat": {"id": int(chat), "type": "private", "first_name": "Aino"},
            "text": "…",
            "reply_markup": json.loads(given.get("reply_markup") or '{"inline_keyboard": []}'),
        }


def complete(said: list[tuple[str, Parameters]]) -> bool:
    methods = {method for method, _ in said}
    return ANSWERED in methods and bool(methods & SHOWN)


def tapped(number: int, person: int, data: str) -> dict[str, Any]:
    """A press on a page, as Telegram tells it: with the message and its text."""
    user = {"id": person, "is_bot": False, "first_name": "Aino", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "Aino"}
    bot = {"id": 1, "is_bot": True, "first_name": "Market", "username": "market_bot"}
    button = {"text": "Today", "callback_data": data}
    message = {
        "message_id": 7,
        "from": bot,
        "chat": chat,
        "date": 1_700_000_000,
        "text": "Haircut\nParturi · Kalevankatu 12\n€38 · 45 minutes\n\nToday: at what time?",
        "entities": [{"offset": 0, "length": 7, "type": "bold"}],
        "reply_markup": {"inline_keyboard": [[button] * 3, [button] * 3, *[[button] * 4] * 4]},
    }
    query = {
        "id": f"{person}-{number}",
        "from": user,
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    return {"update_id": number, "callback_query": query}


@dataclass
class BotApi:
    """All lines, by token."""

    lines: defaultdict[str, Line] = field(default_factory=lambda: defaultdict(Line))

    async def handle(self, request: web.Request) -> web.Response:
        line, method = self.lines[request.match_info["token"]], request.match_info["method"]
        given = await parameters(request)
        if method == "getMe":
            return ok({"id": 1, "is_bot": True, "first_name": "Market", "username": "market_bot"})
        if method == "getUpdates":
            held = float(given.get("timeout") or 0)
            return ok(await line.fetch(int(given.get("offset") or 0), held))
        return ok(line.say(method, given))


async def parameters(request: web.Request) -> Parameters:
    if request.content_type == "application/json":
        found: Parameters = await request.json()
        return found
    return dict(await request.post())


def ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def serving() -> AsyncIterator[tuple[BotApi, str]]:
    """Serves until the block is left; with its address."""
    api = BotApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yield api, f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
