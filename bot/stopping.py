"""What may take for ever, such as reaching Telegram, ends when the program is told to stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class ToldToStop(Exception):
    """The program is to end before this was done."""


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """What the work brings; `ToldToStop` as soon as `stop` is set before that."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        if not working.done():
            working.cancel()
            await asyncio.wait([working])
    if working.cancelled():
        raise ToldToStop
    return working.result()
