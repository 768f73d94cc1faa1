"""What comes from Telegram beside the conversation: payments, and people who leave or return."""

from dataclasses import dataclass
from typing import Any

from chat.event import Event, Inline, Sender, Whereabouts

CHANNEL = "telegram"


@dataclass(frozen=True, slots=True)
class Checkout:
    """Somebody is about to pay: Telegram waits ten seconds for a yes. Amount in minor units."""

    key: int
    sender: Sender
    query: str
    payload: str
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class Paid:
    """Money has moved. Amount in minor units; `raw` is what proves it."""

    key: int
    sender: Sender
    payload: str
    charge: str
    provider_charge: str
    amount: int
    currency: str
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody blocked us, or takes our messages again."""

    key: int
    sender: Sender
    reachable: bool


Incoming = Event | Checkout | Paid | Reached | Inline | Whereabouts
