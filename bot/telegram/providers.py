"""The ways of paying that Telegram offers, and how each gives money back."""

from dataclasses import dataclass

import aiohttp
from telegram import Bot

from bot.scheduler import TooMany
from bot.telegram.refusing import ChatClosed, Refused, Unanswered, told
from payments.port import SANDBOX, STARS, TELEGRAM, Outcome, RefundOrder, RefundOutcome

PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class ByProviderToken:
    """A card provider behind a token: Telegram's Bot API cannot give its money back."""

    name: str = TELEGRAM
    refunds: bool = False

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        del refund
        return RefundOutcome(Outcome.BY_HAND)


@dataclass(frozen=True, slots=True)
class Stars:
    """Telegram's own currency; a charge is given back once and in full."""

    bot: Bot
    name: str = STARS
    refunds: bool = True

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        if refund.amount != refund.charged:
            return RefundOutcome(Outcome.FAILED, "Stars go back whole or not at all")
        if refund.channel_user is None:
            return RefundOutcome(Outcome.FAILED, "the payer is not known any more")
        return await self._ask(int(refund.channel_user), refund.charge_id)

    async def _ask(self, payer: int, charge: str) -> RefundOutcome:
        try:
            await told(self.bot.refund_star_payment(payer, charge))
        except Refused as error:
            if "already_refunded" in error.words or "already refunded" in error.words:
                return RefundOutcome(Outcome.DONE)
            return RefundOutcome(Outcome.FAILED, error.words)
        except ChatClosed:
            return RefundOutcome(Outcome.FAILED, "the payer is gone")
        except (Unanswered, TooMany):
            return RefundOutcome(Outcome.UNKNOWN)
        return RefundOutcome(Outcome.DONE)


@dataclass(frozen=True, slots=True)
class SandboxCards:
    """The sandbox's invented cards, over its control API."""

    url: str
    session: aiohttp.ClientSession
    name: str = SANDBOX
    refunds: bool = True

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        wish = {
            "charge_id": refund.charge_id,
            "amount": refund.amount,
            "currency": refund.currency,
            "key": refund.key,
        }
        try:
            async with self.session.post(
                f"{self.url}/sandbox/refunds", json=wish, timeout=PATIENCE
            ) as answer:
                return _read(answer.status, await answer.json(content_type=None))
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return RefundOutcome(Outcome.UNKNOWN)


def _read(status: int, body: dict[str, object]) -> RefundOutcome:
    if status < 300 and body.get("status") == "done":
        return RefundOutcome(Outcome.DONE)
    if 400 <= status < 500:
        return RefundOutcome(Outcome.FAILED, str(body.get("error", status)))
    return RefundOutcome(Outcome.UNKNOWN)
