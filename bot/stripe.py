"""Refunds of card payments that went through Stripe: Telegram has no way back, Stripe has."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.stripe_events import IN_HUNDREDTHS, read_events
from payments.port import TELEGRAM, Entries, Outcome, RefundOrder, RefundOutcome

URL = "https://api.stripe.com"
PATIENCE = aiohttp.ClientTimeout(total=15)
INTENT = "pi_"


@dataclass(frozen=True, slots=True)
class StripeBehindTelegram:
    """The provider behind Telegram's token, where that is Stripe and we have its secret key.

    Stripe forgets an idempotency key after a day, so each attempt first looks for its refund.
    """

    secret: str
    session: aiohttp.ClientSession
    url: str = URL
    name: str = TELEGRAM
    refunds: bool = True

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        charge = refund.provider_charge_id
        if not charge or refund.currency in IN_HUNDREDTHS:
            return RefundOutcome(Outcome.BY_HAND)
        try:
            return await self._known(refund, charge) or await self._new(refund, charge)
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return RefundOutcome(Outcome.UNKNOWN)

    async def entries(self, cursor: str) -> Entries | None:
        return await read_events(self.secret, self.session, self.url, cursor)

    async def _known(self, refund: RefundOrder, charge: str) -> RefundOutcome | None:
        status, body = await self._ask("GET", params={**_of(charge), "limit": "100"})
        if status != 200:
            return _refused(status, body)
        ours = (each for each in body["data"] if each["metadata"].get("refund") == refund.key)
        found = next(ours, None)
        return None if found is None else _outcome(found)

    async def _new(self, refund: RefundOrder, charge: str) -> RefundOutcome:
        wish = {**_of(charge), "amount": str(refund.amount), "metadata[refund]": refund.key}
        status, body = await self._ask("POST", key=refund.key, data=wish)
        return _outcome(body) if status == 200 else _refused(status, body)

    async def _ask(
        self, method: str, *, key: str = "", **options: Any
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {self.secret}"}
        if key:
            headers["Idempotency-Key"] = key
        async with self.session.request(
            method, f"{self.url}/v1/refunds", headers=headers, timeout=PATIENCE, **options
        ) as answer:
            return answer.status, await answer.json(content_type=None)


def _of(charge: str) -> dict[str, str]:
    return {"payment_intent" if charge.startswith(INTENT) else "charge": charge}


def _outcome(refund: dict[str, Any]) -> RefundOutcome:
    failed = refund.get("status") in {"failed", "canceled"}
    return RefundOutcome(Outcome.FAILED, "Stripe could not") if failed else _done()


def _done() -> RefundOutcome:
    return RefundOutcome(Outcome.DONE)


def _refused(status: int, body: dict[str, Any]) -> RefundOutcome:
    if status in {401, 403, 408, 409, 425, 429} or status >= 500:
        return RefundOutcome(Outcome.UNKNOWN)  # the key or the moment is wrong, not the refund
    code = body.get("error", {}).get("code") or status
    return RefundOutcome(Outcome.FAILED, f"Stripe says {code}")
