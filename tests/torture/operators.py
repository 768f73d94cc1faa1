"""The operator: one promotion after the other, to everybody who agreed."""

from dataclasses import dataclass, field

from handlers.operator.actions import OpenCampaigns, OpenSending, OpenTarget
from handlers.operator.campaigns import BeginCampaign
from handlers.operator.scheduling import SendCampaign
from tests.torture.actor import Actor, Deed

BETWEEN = 150
"""Calls of the bot from one promotion to the next."""


@dataclass
class Promoter(Actor):
    """`words` are those of each promotion; no two are alike."""

    words: list[str] = field(default_factory=list)

    def deeds(self) -> list[tuple[float, Deed]]:
        return [(1, self.promote)]

    async def promote(self) -> None:
        page, ways = await self.phone.open(OpenCampaigns(), BeginCampaign)
        await self.phone.press(page, ways[0])
        self.words.append(f"Soup for two, offer {len(self.words)}!")
        _, after = await self.phone.expect(
            lambda: self.phone.person.say(self.words[-1]), OpenTarget
        )
        page, send = await self.phone.open(OpenSending(after[0].campaign), SendCampaign)
        await self.phone.press(page, send[0])
        await self.market.calls(BETWEEN)
