"""Staff: they say yes or no to bookings, and type codes, several of them the same one at once."""

import asyncio
from dataclasses import dataclass, field

from handlers.merchant.actions import OpenStaffBooking
from handlers.merchant.booking import AskDecline, ConfirmBooking, DeclineBooking
from handlers.merchant.counter_payment import RecordCounterPayment
from handlers.merchant.redeeming import AskEarly, RedeemVoucher
from sandbox.client import SandboxError, Shown
from tests.torture.actor import Actor, Deed
from tests.torture.phone import A, Phone, actions

RECENT = 40

OURS = """
    SELECT v.code FROM vouchers v JOIN orders o ON o.id = v.order_id
    WHERE o.merchant_id = :merchant AND o.state IN ('placed', 'confirmed')
        AND o.fulfilment <> 'delivery' ORDER BY v.id DESC LIMIT :few"""

OWING = """
    SELECT o.id, o.state, v.code FROM orders o JOIN vouchers v ON v.order_id = o.id
    WHERE o.merchant_id = :merchant AND o.at_counter > 0
        AND o.state IN ('confirmed', 'redeemed')
        AND NOT EXISTS (SELECT 1 FROM counter_payments c WHERE c.order_id = o.id)
    ORDER BY o.id"""


@dataclass
class Clerk(Actor):
    """Is shown codes of their own place, most often, and hurries."""

    merchant: int = field(kw_only=True)
    colleagues: tuple[Phone, ...] = ()

    def deeds(self) -> list[tuple[float, Deed]]:
        return [
            (4, self.confirm),
            (1, self.decline),
            (2, self.redeem),
            (1, self.redeem_together),
            (3, self.take_the_rest),
        ]

    async def confirm(self) -> None:
        shown, yes = await self._pick(ConfirmBooking)
        await self.phone.press(shown, yes)

    async def decline(self) -> None:
        shown, ask = await self._pick(AskDecline)
        page, sure = await self.phone.expect(lambda: self.phone.press(shown, ask), DeclineBooking)
        await self.phone.press(page, sure[0])

    async def redeem(self) -> None:
        await redeem(self.phone, await self._some_code())

    async def redeem_together(self) -> None:
        """The same code on several phones at once."""
        code = await self._some_code()
        everybody = (self.phone, *self.colleagues)
        await asyncio.gather(*(redeem(each, code) for each in everybody), return_exceptions=True)

    async def _pick(self, kind: type[A]) -> tuple[Shown, A]:
        found = await self.phone.standing(kind)
        if not found:
            raise SandboxError("nobody waits for an answer")
        return self.phone.random.choice(found)

    async def _some_code(self) -> str:
        """Now and then one that is of another place, or of long ago."""
        ours = await self.market.asked(OURS, merchant=self.merchant, few=RECENT)
        if ours and self.phone.random.random() < 0.8:
            return str(self.phone.random.choice(ours)["code"])
        if not self.market.witness.codes:
            raise SandboxError("nobody has a code yet")
        return self.phone.random.choice(self.market.witness.codes[-RECENT:])

    async def take_the_rest(self) -> None:
        """What a deposit left, of somebody who is served."""
        owing = await self.market.asked(OWING, merchant=self.merchant)
        if not owing:
            raise SandboxError("nobody owes anything")
        one = self.phone.random.choice(owing)
        if one["state"] != "redeemed":
            await redeem(self.phone, one["code"])
        page = OpenStaffBooking(one["id"])
        shown, ways = await self.phone.open(page, RecordCounterPayment)
        await self.phone.press(shown, self.phone.random.choice(ways))


def is_decision(shown: Shown) -> bool:
    return bool(actions(shown, RedeemVoucher) or actions(shown, AskEarly))


async def redeem(phone: Phone, code: str) -> None:
    """Type it the way people type, and press what leads on."""
    typed = phone.random.choice([code, code.lower(), f"{code[:4]} {code[4:]}"])
    before = (await phone.person.chat()).seq
    await phone.person.say(typed)
    shown = await phone.told(is_decision, before)
    early = actions(shown, AskEarly)
    if early:
        shown, _ = await phone.expect(lambda: phone.press(shown, early[0]), RedeemVoucher)
    use = actions(shown, RedeemVoucher)[0]
    await asyncio.gather(phone.press(shown, use), phone.press(shown, use))
