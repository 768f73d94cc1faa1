"""What a payment provider must be able to do for the order backend: give money back, once."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

TELEGRAM = "telegram"
STARS = "stars"
SANDBOX = "sandbox"

WHOLE_ONLY = frozenset({"XTR"})
"""Currencies whose payments go back whole or not at all."""


class Outcome(StrEnum):
    """How asking for a refund went."""

    DONE = "done"
    BY_HAND = "by_hand"  # the provider has no way for programs: an operator does it
    FAILED = "failed"  # the provider says no and will go on saying no
    UNKNOWN = "unknown"  # no answer: ask again with the same key


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """What the provider is asked to give back. `key` is the same at every attempt.

    `amount` is in minor units, as is `charged`, what the payer paid; `channel_user` is how the
    channel knows the payer.
    """

    refund_id: int
    key: str
    charge_id: str
    provider_charge_id: str | None
    amount: int
    currency: str
    channel_user: str | None
    charged: int


@dataclass(frozen=True, slots=True)
class RefundOutcome:
    """The answer, with the provider's words where it said no."""

    outcome: Outcome
    error: str | None = None


class Provider(Protocol):
    """One way of paying; several may be on offer side by side."""

    @property
    def name(self) -> str: ...

    @property
    def refunds(self) -> bool:
        """Whether `refund` can do more than answer BY_HAND."""
        ...

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        """Give money back; asked twice with the same key it happens once."""
        ...
