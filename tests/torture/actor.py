"""Somebody who does one thing after the other until told to stop, whatever becomes of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sandbox.client import SandboxError
from tests.torture.market import Market
from tests.torture.phone import Phone

Deed = Callable[[], Awaitable[None]]


@dataclass
class Actor:
    """`deeds` are weighed by how often each is done."""

    phone: Phone
    market: Market

    def deeds(self) -> list[tuple[float, Deed]]:
        raise NotImplementedError

    async def live(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            weights, deeds = zip(*self.deeds(), strict=True)
            deed: Deed = self.phone.random.choices(deeds, weights)[0]
            try:
                await deed()
            except SandboxError:
                await self.catch_breath()

    async def catch_breath(self) -> None:
        """The bot said nothing, or what is wanted is not there: let others come first."""
        await self.market.calls(5, patience=0.5)
