"""What Stripe's list of events says of charges: refunds made in its own pages, and disputes.

Source: docs.stripe.com/api/events/list (30 days, newest first) and /api/disputes/object.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import aiohttp

from payments.port import Entries, Entry, EventKind

PATIENCE = aiohttp.ClientTimeout(total=15)
PAGE = 100
IN_HUNDREDTHS = frozenset({"ISK", "UGX"})
"""Telegram counts these in whole units, Stripe in hundredths: operators refund them by hand."""

SAID: Mapping[str, EventKind] = MappingProxyType(
    {
        "charge.refunded": EventKind.REFUNDED,
        "refund.failed": EventKind.UNREFUNDED,
        "charge.dispute.created": EventKind.DISPUTED,
    }
)
TYPES = (*SAID, "charge.dispute.closed")
OUTCOMES: Mapping[str, EventKind] = MappingProxyType(
    {
        "won": EventKind.DISPUTE_WON,
        "warning_closed": EventKind.DISPUTE_WON,
        "lost": EventKind.DISPUTE_LOST,
    }
)
NOTHING_YET = "-"
"""The cursor of an account in which nothing of this kind has happened."""


async def read_events(
    secret: str, session: aiohttp.ClientSession, url: str, cursor: str
) -> Entries | None:
    """The events after the one that the cursor names; after 30 days without any, all there are."""
    after = "" if cursor == NOTHING_YET else cursor
    try:
        newest_first = await _pages(secret, session, url, after)
        if newest_first is None and after:
            newest_first = await _pages(secret, session, url, "")
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    if newest_first is None:
        return None
    found = [entry_of(event) for event in reversed(newest_first)]
    last = newest_first[0]["id"] if newest_first else cursor or NOTHING_YET
    return Entries(tuple(entry for entry in found if entry is not None), str(last))


async def _pages(
    secret: str, session: aiohttp.ClientSession, url: str, after: str
) -> list[dict[str, Any]] | None:
    """All events after that one, newest first; None where Stripe says no.

    Pages go on towards the newer where there is one to begin after, else towards the older.
    """
    found: list[dict[str, Any]] = []
    more = True
    while more:
        where = _from(found, after)
        body = await _page(secret, session, url, where)
        if body is None:
            return None
        found = [*body["data"], *found] if after else [*found, *body["data"]]
        more = bool(body["has_more"])
    return found


def _from(found: list[dict[str, Any]], after: str) -> dict[str, str]:
    if after:
        return {"ending_before": str(found[0]["id"]) if found else after}
    return {"starting_after": str(found[-1]["id"])} if found else {}


async def _page(
    secret: str, session: aiohttp.ClientSession, url: str, where: Mapping[str, str]
) -> dict[str, Any] | None:
    asked = [*(("types[]", each) for each in TYPES), ("limit", str(PAGE)), *where.items()]
    headers = {"Authorization": f"Bearer {secret}"}
    async with session.get(
        f"{url}/v1/events", params=asked, headers=headers, timeout=PATIENCE
    ) as answer:
        body: dict[str, Any] = await answer.json(content_type=None)
        return body if answer.status == 200 else None


def entry_of(event: Mapping[str, Any]) -> Entry | None:
    """An event in the words of the port; None for a dispute that ended without an outcome."""
    kind, told = str(event["type"]), event["data"]["object"]
    refunded = kind == "charge.refunded"
    said = SAID.get(kind) or OUTCOMES.get(told["status"])
    if said is None:
        return None
    charge, amount = (
        (told["id"], told["amount_refunded"]) if refunded else (told["charge"], told["amount"])
    )
    currency = str(told["currency"]).upper()
    fee, fee_currency = _fee(told)
    return Entry(
        kind=said,
        key=str(event["id"]),
        charge_ids=(str(charge), str(told.get("payment_intent") or "")),
        amount=_minor(amount, currency),
        currency=currency,
        raw={"type": kind, "id": event["id"], "object": told["id"], "status": told.get("status")},
        reference=_reference(said, told),
        fee=fee,
        fee_currency=fee_currency,
    )


def _minor(amount: int, currency: str) -> int:
    return int(amount) // (100 if currency in IN_HUNDREDTHS else 1)


def _fee(told: Mapping[str, Any]) -> tuple[int | None, str]:
    """What a dispute has cost by then beside the charge itself, in the account's own currency.

    It is in the balance transactions: one when the money is withdrawn, another where it is given back.
    """
    found = told.get("balance_transactions") or []
    if not found:
        return None, ""
    currency = str(found[0]["currency"]).upper()
    return _minor(sum(int(each["fee"]) for each in found), currency), currency


def _reference(said: EventKind, told: Mapping[str, Any]) -> str:
    """What it is about beside the charge: our refund, or a dispute."""
    if said is EventKind.UNREFUNDED:
        return str(told["metadata"].get("refund", ""))
    return "" if said is EventKind.REFUNDED else str(told["id"])
