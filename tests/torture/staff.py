"""Staff: they say yes or no to bookings, and type codes, several of them the same one at once."""

import asyncio
from dataclasses import dataclass

from handlers.merchant.booking import AskDecline, ConfirmBooking, DeclineBooking
from handlers.merchant.redeeming import AskEarly, RedeemVoucher
from sandbox.client import SandboxError, Shown
from tests.torture.actor import Actor, Deed
from tests.torture.phone import PATIENCE, A, Phone, actions

RECENT = 40


@dataclass
class Clerk(Actor):
    """Knows the codes that guests were given lately, and hurries."""

    colleagues: tuple[Phone, ...] = ()

    def deeds(self) -> list[tuple[float, Deed]]:
        return [(4, self.confirm), (1, self.decline), (2, self.redeem), (1, self.redeem_together)]

    async def confirm(self) -> None:
        shown, yes = await self._pick(ConfirmBooking)
        await self.phone.press(shown, yes)

    async def decline(self) -> None:
        shown, ask = await self._pick(AskDecline)
        page, sure = await self.phone.expect(lambda: self.phone.press(shown, ask), DeclineBooking)
        await self.phone.press(page, sure[0])

    async def redeem(self) -> None:
        await redeem(self.phone, self._some_code())

    async def redeem_together(self) -> None:
        """The same code on several phones at once."""
        code = self._some_code()
        everybody = (self.phone, *self.colleagues)
        await asyncio.gather(*(redeem(each, code) for each in everybody), return_exceptions=True)

    async def _pick(self, kind: type[A]) -> tuple[Shown, A]:
        found = await self.phone.standing(kind)
        if not found:
            raise SandboxError("nobody waits for an answer")
        return self.phone.random.choice(found)

    def _some_code(self) -> str:
        if not self.market.witness.codes:
            raise SandboxError("nobody has a code yet")
        return self.phone.random.choice(self.market.witness.codes[-RECENT:])


def is_decision(shown: Shown) -> bool:
    return bool(actions(shown, RedeemVoucher) or actions(shown, AskEarly))


async def redeem(phone: Phone, code: str) -> None:
    """Type it the way people type, and press what leads on."""
    typed = phone.random.choice([code, code.lower(), f"{code[:4]} {code[4:]}"])
    before = (await phone.person.chat()).seq
    await phone.person.say(typed)
    shown = await phone.person.wait_for(is_decision, PATIENCE, after=before)
    early = actions(shown, AskEarly)
    if early:
        shown, _ = await phone.expect(lambda: phone.press(shown, early[0]), RedeemVoucher)
    use = actions(shown, RedeemVoucher)[0]
    await asyncio.gather(phone.press(shown, use), phone.press(shown, use))
