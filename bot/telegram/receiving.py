"""The way in for updates, however they were fetched: read, told apart, each handled once."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from telegram import Bot

from bot.logs import Log
from bot.telegram.incoming import Incoming
from bot.telegram.reading import read

REMEMBERED = 4096


@dataclass(slots=True)
class Receiving:
    """Repeats of what this process handled lately, or handles just now, have no effect.

    An update that counts as not handled begins anew when it is taken again.
    """

    bot: Bot
    dispatch: Callable[[Incoming], "asyncio.Future[bool]"]
    log: Log
    _known: OrderedDict[int, "asyncio.Future[bool]"] = field(default_factory=OrderedDict)

    async def take(self, raw: dict[str, Any]) -> bool:
        """Whether the update counts as handled; if not, it is to be delivered again."""
        key = int(raw["update_id"])
        if key not in self._known:
            self._known[key] = self._start(raw)
        this = self._known[key]
        handled = await asyncio.shield(this)
        if not handled and self._known.get(key) is this:
            del self._known[key]
        self._forget_old()
        return handled

    def _forget_old(self) -> None:
        """What is under way is remembered however much comes after it."""
        surplus = len(self._known) - REMEMBERED
        if surplus > 0:
            over = (key for key, handled in self._known.items() if handled.done())
            for key in list(islice(over, surplus)):
                del self._known[key]

    def _start(self, raw: dict[str, Any]) -> "asyncio.Future[bool]":
        incoming = self._read(raw)
        if incoming is not None:
            return self.dispatch(incoming)
        nothing: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        nothing.set_result(True)
        return nothing

    def _read(self, raw: dict[str, Any]) -> Incoming | None:
        try:
            return read(raw, self.bot.username)
        except Exception:
            self.log.exception("an update could not be read")
            return None
