"""The ways of paying that Telegram offers, and how each gives money back."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp
from telegram import Bot, StarTransaction, TransactionPartnerUser
from telegram.error import InvalidToken

from bot.errors import ChatClosed, Unanswered
from bot.scheduler import TooMany
from bot.telegram.refusing import Refused, told
from payments.evidence import evidence
from payments.port import (
    SANDBOX,
    STARS,
    TELEGRAM,
    Entries,
    Entry,
    EventKind,
    Outcome,
    RefundOrder,
    RefundOutcome,
)

AT_ONCE = 100
INVOICE = "invoice_payment"
PATIENCE = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class ByProviderToken:
    """A card provider behind a token: Telegram's Bot API cannot give its money back."""

    name: str = TELEGRAM
    refunds: bool = False

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        del refund
        return RefundOutcome(Outcome.BY_HAND)

    async def entries(self, cursor: str) -> Entries | None:
        del cursor
        return None


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

    async def entries(self, cursor: str) -> Entries | None:
        """The cursor is how many of its transactions were read; they come oldest first."""
        try:
            told_of = await told(self.bot.get_star_transactions(int(cursor or 0), AT_ONCE))
        except (Refused, ChatClosed, Unanswered, TooMany, InvalidToken):
            return None  # a Bot API server of one's own may not know of Stars
        rows = told_of.transactions
        found = (star_entry(row) for row in rows)
        return Entries(
            tuple(entry for entry in found if entry is not None),
            str(int(cursor or 0) + len(rows)),
        )

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

    async def entries(self, cursor: str) -> Entries | None:
        try:
            async with self.session.get(
                f"{self.url}/sandbox/books", params={"cursor": cursor}, timeout=PATIENCE
            ) as answer:
                if answer.status != HTTPStatus.OK:
                    return None
                told_of = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return None
        return Entries(tuple(card_entry(row) for row in told_of["entries"]), told_of["cursor"])


def card_entry(row: dict[str, Any]) -> Entry:
    return Entry(
        kind=EventKind(row["said"]),
        key=row["key"],
        charge_ids=(row["charge_id"], row["provider_charge_id"]),
        amount=row["amount"],
        currency=row["currency"],
        raw=evidence(row),
        payload=row["payload"],
        channel_user=str(row["person"]),
        reference=row["dispute"],
        fee=row.get("fee"),
        fee_currency=row["currency"],
    )


def star_entry(row: StarTransaction) -> Entry | None:
    """Invoices paid and given back; not gifts, nor Stars that are cashed."""
    partner = row.source or row.receiver
    if not isinstance(partner, TransactionPartnerUser) or partner.transaction_type != INVOICE:
        return None
    paid = row.source is not None
    return Entry(
        kind=EventKind.PAID if paid else EventKind.REFUNDED,
        key=row.id if paid else f"refund:{row.id}",
        charge_ids=(row.id,),
        amount=row.amount,
        currency="XTR",
        raw=_star_evidence(row, partner),
        payload=partner.invoice_payload or "",
        channel_user=str(partner.user.id),
    )


def _star_evidence(row: StarTransaction, partner: TransactionPartnerUser) -> dict[str, Any]:
    """Of a transaction that also says who paid: what proves it."""
    told_of = row.to_dict()
    return {
        "id": row.id,
        "amount": row.amount,
        "date": told_of["date"],
        "invoice_payload": partner.invoice_payload or "",
    }


def _read(status: int, body: dict[str, object]) -> RefundOutcome:
    if status < 300 and body.get("status") == "done":
        return RefundOutcome(Outcome.DONE)
    if 400 <= status < 500:
        return RefundOutcome(Outcome.FAILED, str(body.get("error", status)))
    return RefundOutcome(Outcome.UNKNOWN)
