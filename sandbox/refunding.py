"""The card provider's side of a sandbox: money given back by whoever took it, each wish once."""

from collections.abc import Mapping
from typing import Any

from sandbox.errors import ControlError
from sandbox.invoices import Payment
from sandbox.numbers import whole_or
from sandbox.world import Sandbox

Json = dict[str, Any]


def refund_card(world: Sandbox, wish: Mapping[str, Any]) -> Json:
    """Give back all or part of a card payment; the same key again changes nothing."""
    payment = charged(world, str(wish.get("charge_id", "")))
    key = str(wish.get("key") or "")
    if not key:
        raise ControlError(400, "a refund needs a key, so that repeating it is harmless")
    if key in payment.refunds:
        return _done(payment)
    amount = whole_or(wish.get("amount"), payment.amount - payment.refunded)
    _check(payment, amount, str(wish.get("currency") or payment.invoice.currency))
    payment.refunds[key] = amount
    world.invoices.note(
        payment, "refunded", f"{payment.provider_charge_id}:{key}", payment.refunded
    )
    world.notice(
        world.chats[payment.person],
        kind="refund",
        amount=amount,
        currency=payment.invoice.currency,
    )
    return _done(payment)


def charged(world: Sandbox, charge_id: str) -> Payment:
    """The payment, by Telegram's charge id or the provider's."""
    for payment in world.invoices.payments.values():
        if charge_id and charge_id in {payment.charge_id, payment.provider_charge_id}:
            if payment.invoice.currency == "XTR":
                raise ControlError(409, "Stars are given back by refundStarPayment")
            return payment
    raise ControlError(404, "there is no such charge")


def _check(payment: Payment, amount: int, currency: str) -> None:
    if currency != payment.invoice.currency:
        raise ControlError(409, f"this charge was in {payment.invoice.currency}")
    if payment.dispute in {"open", "lost"}:
        raise ControlError(409, "a bank asks for this charge back")
    if not 0 < amount <= payment.amount - payment.refunded:
        raise ControlError(409, f"{payment.amount - payment.refunded} of this charge is left")


def _done(payment: Payment) -> Json:
    return {"status": "done", "refunded": payment.refunded, "amount": payment.amount}
