"""What is kept of a provider's word: enough to prove and to give back, nothing of who paid."""

from collections.abc import Mapping
from typing import Any

KEPT = frozenset(
    {
        *("telegram_payment_charge_id", "provider_payment_charge_id"),
        *("total_amount", "currency", "invoice_payload"),  # Telegram's payments
        *("id", "amount", "date"),  # its Stars, beside the invoice's payload
        *("type", "object", "status"),  # Stripe's events, beside the id
        *("said", "key", "charge_id", "provider_charge_id", "payload", "dispute"),  # the sandbox
    }
)
"""A provider's word may hold a name, a @username, an address: none of it stays."""


def evidence(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The kept fields of it, and none that has fields of its own."""
    return {
        name: value
        for name, value in raw.items()
        if name in KEPT and (value is None or isinstance(value, str | int | float))
    }
