"""A payer's bank asks for a card payment back, and later decides."""

from collections.abc import Mapping
from typing import Any

from sandbox.errors import ControlError
from sandbox.invoices import Payment
from sandbox.numbers import whole_or
from sandbox.refunding import charged
from sandbox.world import Sandbox

Json = dict[str, Any]
OUTCOMES = ("open", "won", "lost")


def dispute(world: Sandbox, wish: Mapping[str, Any]) -> Json:
    """Open a dispute, or have the bank decide it: won or lost by whoever took the money."""
    outcome = str(wish.get("outcome", "open"))
    if outcome not in OUTCOMES:
        raise ControlError(400, f"outcome must be one of {', '.join(OUTCOMES)}")
    payment = charged(world, str(wish.get("charge_id", "")))
    fee = _fee(wish["fee"]) if "fee" in wish else payment.fee
    if outcome == "open":
        if payment.dispute:
            raise ControlError(409, f"this charge was disputed already: {payment.dispute}")
        payment.disputed = _amount(payment, wish)
    elif payment.dispute != "open":
        raise ControlError(409, "no bank asks for this charge back just now")
    payment.dispute = outcome
    payment.fee = fee
    said = "disputed" if outcome == "open" else f"dispute_{outcome}"
    world.invoices.note(payment, said, f"{payment.provider_charge_id}:{said}", payment.disputed)
    world.notice(
        world.chats[payment.person],
        kind="dispute",
        outcome=outcome,
        amount=payment.disputed,
        currency=payment.invoice.currency,
    )
    return {"outcome": outcome, "amount": payment.disputed}


def _fee(wished: Any) -> int:
    """All that the provider has taken for the dispute by then, in the charge's minor units."""
    if isinstance(wished, bool) or not isinstance(wished, int) or not 0 <= wished < 10**12:
        raise ControlError(400, "fee must be a whole number of minor units")
    return wished


def _amount(payment: Payment, wish: Mapping[str, Any]) -> int:
    amount = whole_or(wish.get("amount"), payment.amount)
    if not 0 < amount <= payment.amount:
        raise ControlError(409, f"this charge was {payment.amount}")
    return amount
