"""A person at the payment sheet: checkout, the bot's word on it, and what the card then does."""

import asyncio
from dataclasses import dataclass
from typing import Any

from sandbox.errors import ControlError
from sandbox.invoices import Invoice
from sandbox.people import Chat, Entry
from sandbox.posting import receive
from sandbox.world import CHECKOUT_LIFE, Sandbox

Json = dict[str, Any]
OUTCOMES = ("pays", "declines", "closes", "pays_twice", "late", "wrong_amount", "unheard")
AN_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Checkout:
    """One person about to pay one invoice, and how that is meant to end."""

    payer: Chat
    invoice: Invoice
    outcome: str = "pays"
    after: float = AN_HOUR
    shown_in: Chat | None = None
    entry: Entry | None = None

    @property
    def amount(self) -> int:
        """What is charged; a wrong amount is what a tampered invoice would bring."""
        return self.invoice.total + (self.outcome == "wrong_amount")


async def pay(world: Sandbox, checkout: Checkout) -> Json:
    if checkout.outcome not in OUTCOMES:
        raise ControlError(400, f"outcome must be one of {', '.join(OUTCOMES)}")
    if checkout.outcome == "closes":
        return {"status": "closed"}
    single = bool(checkout.invoice.start_parameter)
    if checkout.entry and checkout.entry.paid and single and checkout.outcome != "pays_twice":
        raise ControlError(409, "this invoice has already been paid")
    times = 2 if checkout.outcome == "pays_twice" else 1
    results = await asyncio.gather(*(_pay_once(world, checkout) for _ in range(times)))
    result = results[0] if times == 1 else {**results[-1], "payments": results}
    message_id = checkout.entry.id if checkout.entry else 0
    world.notice(checkout.payer, kind="payment", message_id=message_id, **result)
    return result


async def _pay_once(world: Sandbox, checkout: Checkout) -> Json:
    refusal = await _ask_bot(world, checkout)
    if refusal:
        return refusal
    if checkout.outcome == "declines":
        return {"status": "declined", "reason": "The bank declined the card."}
    if checkout.outcome == "late":
        due = world.clock.timestamp() + checkout.after
        world.background.start(_capture_at(world, checkout, due))
        return {"status": "pending", "due": int(due)}
    return _capture(world, checkout)


async def _ask_bot(world: Sandbox, checkout: Checkout) -> Json | None:
    """None when the bot agrees in time."""
    person = checkout.payer.person
    query = world.checkouts.open(person.id)
    content = {
        "id": query.id,
        "from": person.user(),
        "currency": checkout.invoice.currency,
        "total_amount": checkout.amount,
        "invoice_payload": checkout.invoice.payload,
        **_order_info(checkout),
    }
    world.emit("pre_checkout_query", content, f"checkout:{person.id}")
    answer = await world.checkouts.settled(query, CHECKOUT_LIFE)
    if answer is None:
        return {"status": "timed_out", "reason": "The bot did not answer within 10 seconds."}
    return None if answer["ok"] else {"status": "refused", "reason": answer["error_message"]}


def _order_info(checkout: Checkout) -> Json:
    """What the invoice asks the buyer to fill in, filled in."""
    person = checkout.payer.person
    known = {
        "name": f"{person.first_name} {person.last_name}".strip(),
        "phone_number": "358401234567",
        "email": f"{person.username or person.id}@example.com",
    }
    found = {name: known[name] for name in checkout.invoice.needs}
    return {"order_info": found} if found else {}


async def _capture_at(world: Sandbox, checkout: Checkout, due: float) -> None:
    await world.clock.reach(due)
    result = _capture(world, checkout)
    world.notice(checkout.payer, kind="payment", message_id=0, late=True, **result)


def _capture(world: Sandbox, checkout: Checkout) -> Json:
    payer = checkout.payer
    payment = world.invoices.collect(
        payer.person.id, checkout.invoice, checkout.amount, world.clock.seconds()
    )
    field = {**payment.message_field(), **_order_info(checkout)}
    unheard = checkout.outcome == "unheard"
    receipt = 0 if unheard else receive(world, payer, {"successful_payment": field}).id
    _mark_paid(world, checkout, payment.charge_id)
    return {
        "status": "paid",
        "receipt_id": receipt,
        "amount": payment.amount,
        "currency": checkout.invoice.currency,
        "charge_id": payment.charge_id,
    }


def _mark_paid(world: Sandbox, checkout: Checkout, charge_id: str) -> None:
    """The invoice's button becomes a receipt, unless others may pay it too."""
    entry, chat = checkout.entry, checkout.shown_in
    if entry and chat and checkout.invoice.start_parameter:
        entry.paid, entry.charge_id = True, charge_id
        entry.seq = chat.next_seq()
        world.show(chat, entry)
