"""Starts of bots by the hundred, each without what is the same every time and what no test of it looks at.

`tests/bot/test_webhook.py` has it: the bot introduces itself in every language, and the console is there.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiohttp import web


@contextmanager
def plainly() -> Iterator[None]:
    """Until the bot is ready."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.running.introduce", tell_nobody)
        patch.setattr("bot.app.make_console", lambda _desk: web.Application())
        yield


async def tell_nobody(*_whom: object) -> None:
    return
