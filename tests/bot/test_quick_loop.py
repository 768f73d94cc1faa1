"""Tests run in the kind of event loop in which the program does."""

import asyncio

from bot.commands.shell import quick_loop


async def test_it_is_the_programs() -> None:
    made = quick_loop()
    assert made is None or type(asyncio.get_running_loop()).__qualname__ == made.__qualname__
