"""Takes updates that Telegram pushes, and says yes only once what they did is on disk."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web
from telegram import Bot

from bot.connections import body_of
from bot.logs import Log
from bot.telegram.reading import WANTED
from bot.telegram.receiving import Receiving
from bot.telegram.setup import insisting

PATH = "/telegram"
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Webhook:
    """Mounted at PATH; its secret is made of the token, so that every process knows it."""

    bot: Bot
    receiving: Receiving
    log: Log

    async def register(self, public_url: str) -> None:
        """Tells Telegram where to push."""
        await insisting(
            lambda: self.bot.set_webhook(
                f"{public_url}{PATH}",
                allowed_updates=WANTED,
                secret_token=secret_of(self.bot.token),
            ),
            self.log,
        )

    async def handle(self, request: web.Request) -> web.Response:
        """200 means handled; anything else has Telegram push it again."""
        given = request.headers.get(SECRET, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, secret_of(self.bot.token).encode()):
            self.log.warning("somebody who is not Telegram called the webhook")
            return web.Response(status=403)
        body = await body_of(request)
        if body is None:
            return web.Response(status=408)
        update = _parsed(body)
        if update is None:
            return web.Response(status=400)
        handled = await self.receiving.take(update)
        return web.Response(status=200 if handled else 503)


def secret_of(token: str) -> str:
    """What Telegram must say so that we believe it is Telegram."""
    return hmac.new(token.encode(), b"hereabouts webhook", hashlib.sha256).hexdigest()


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(found, dict) and isinstance(found.get("update_id"), int)
    return found if known else None
