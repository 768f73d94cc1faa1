"""What may take for ever, such as reaching Telegram, ends when the program is told to stop."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class ToldToStop(Exception):
    """The program is to end before this was done."""


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T:
    """What the work brings; `ToldToStop` as soon as `stop` is set before that."""
    try:
        async with asyncio.TaskGroup() as group:
            working = group.create_task(work)
            stopping = group.create_task(stop.wait())
            await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            working.cancel()  # changes nothing if it is done
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    if working.cancelled():
        raise ToldToStop
    return working.result()
