"""What a payment provider can do for the order backend: give money back, once, and open its books."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from database.money import Limits
from payments.limits import invoice_limits

TELEGRAM = "telegram"
STARS = "stars"
SANDBOX = "sandbox"

WHOLE_ONLY = frozenset({"XTR"})
"""Currencies whose payments go back whole or not at all."""


def provider_of(currency: str, cards: str | None) -> str | None:
    """Who takes a price in this currency: Telegram its Stars, whoever takes cards the others.

    None: it cannot be paid here.
    """
    return STARS if currency in WHOLE_ONLY else cards


LIMITS: Mapping[str, Callable[[str], Limits | None]] = MappingProxyType(
    {TELEGRAM: invoice_limits, STARS: invoice_limits, SANDBOX: invoice_limits}
)


def limits_of(currency: str, cards: str | None) -> Limits | None:
    """What one payment in this currency may come to, by whoever takes it; None: nobody does."""
    provider = provider_of(currency, cards)
    return None if provider is None else LIMITS[provider](currency)


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


class EventKind(StrEnum):
    """What a provider may say of a charge."""

    PAID = "paid"
    REFUNDED = "refunded"
    UNREFUNDED = "unrefunded"  # a refund never reached its payer
    DISPUTED = "disputed"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a provider's own books. `amount` in minor units: what was paid, all that went
    back of the charge by then, or what the dispute is about.

    `payload` and `channel_user`, how the channel knows the payer, are of a paid one only;
    `reference` is the dispute's id, or our key of the refund that came back; `fee` what the provider
    has taken for the dispute by then, where it says so.
    """

    kind: EventKind
    key: str
    charge_ids: tuple[str, ...]
    amount: int
    currency: str
    raw: Mapping[str, Any]
    payload: str = ""
    channel_user: str = ""
    reference: str = ""
    fee: int | None = None
    fee_currency: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A stretch of a provider's books, oldest first, and the cursor from which to read on."""

    found: tuple[Entry, ...]
    cursor: str


class Provider(Protocol):
    """One way of paying; several may be on offer side by side."""

    @property
    def name(self) -> str: ...

    async def entries(self, cursor: str) -> Entries | None:
        """What its books say from the cursor on, "" being the beginning.

        None where it keeps no books for programs, or does not answer just now.
        """
        ...

    @property
    def refunds(self) -> bool:
        """Whether `refund` can do more than answer BY_HAND."""
        ...

    async def refund(self, refund: RefundOrder) -> RefundOutcome:
        """Give money back; asked twice with the same key it happens once."""
        ...
