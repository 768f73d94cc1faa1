"""Pushing updates to the bot's webhook as Telegram does: in order per queue, again until it agrees."""

import json
import random
from typing import Any

import aiohttp

from sandbox.calls import call
from sandbox.params import Params
from sandbox.updates import Update
from sandbox.world import Sandbox

ANSWER_WITHIN = 60
LONGEST_PAUSE = 60


class WebhookDelivery:
    """One update of a queue at a time; queues side by side up to max_connections."""

    def __init__(self, world: Sandbox) -> None:
        self._world = world
        self._busy: set[str] = set()

    async def run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                seen = self._world.updates.changed.revision
                self._begin(session)
                await self._world.updates.changed.passed(seen, 3600)

    def _begin(self, session: aiohttp.ClientSession) -> None:
        if not self._world.webhook.url:
            return
        for update in self._world.updates.deliverable():
            room = len(self._busy) < self._world.webhook.connections
            if room and update.queue not in self._busy:
                self._busy.add(update.queue)
                self._world.background.start(self._deliver(session, update))

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> None:
        """Until it is taken, the webhook is gone, or the update has expired."""
        hook, attempt = self._world.webhook, 0
        try:
            while self._world.webhook is hook and update.expires > self._world.clock.timestamp():
                pause = await self._attempt(session, update)
                if pause is None:
                    self._world.updates.done(update)
                    self._world.activity.fire()
                    return
                await self._pause(pause or _back_off(attempt))
                attempt += 1
        finally:
            self._busy.discard(update.queue)
            self._world.updates.changed.fire()

    async def _pause(self, seconds: float) -> None:
        await self._world.clock.reach(self._world.clock.timestamp() + seconds)

    async def _attempt(self, session: aiohttp.ClientSession, update: Update) -> float | None:
        """None when taken; otherwise how long we were told to wait, or 0."""
        hook = self._world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(
                hook.url, json=update.json(), headers=headers, allow_redirects=False
            ) as response:
                if 200 <= response.status < 300:
                    await self._obey(await response.text())
                    return None
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
                wait = response.headers.get("Retry-After", "0")
        except (aiohttp.ClientError, TimeoutError) as error:
            reason, wait = f"Connection failed: {type(error).__name__}", "0"
        hook.last_error_date = self._world.clock.seconds()
        hook.last_error_message = reason
        return min(float(wait), 3600) if wait.isdecimal() else 0

    async def _obey(self, body: str) -> None:
        """A webhook's answer may carry one call; its result is never seen."""
        try:
            wish: Any = json.loads(body)
        except ValueError:
            return
        if isinstance(wish, dict) and isinstance(wish.get("method"), str):
            method = wish.pop("method")
            if not method.lower().startswith("get"):
                await call(self._world, method, Params(wish))


def _back_off(attempt: int) -> float:
    if attempt == 0:
        return 0.01
    return min(2.0**attempt, LONGEST_PAUSE + random.random() * LONGEST_PAUSE)  # noqa: S311
