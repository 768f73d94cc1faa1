"""The steps of writing somebody in, by their actions; `address` is where a visit to a guest goes."""

from dataclasses import dataclass
from datetime import date, datetime

from chat.action import Hour, Page


@dataclass(frozen=True, slots=True)
class OpenFreeTimes(Page):
    """When a service can be had by somebody who is written in, the next first; at their `address`."""

    code = "sfree"
    service: int
    day: date | None = None
    seats: int = 1
    hour: Hour | None = None
    resource: int | None = None
    address: int | None = None


@dataclass(frozen=True, slots=True)
class OpenCounterGivers(Page):
    """All who give a service, a page of them, for who is written in."""

    code = "sgivers"
    service: int
    day: date | None = None
    seats: int = 1
    page: int = 0
    address: int | None = None


@dataclass(frozen=True, slots=True)
class AskGuestName(Page):
    """How the guest is called."""

    code = "swho"
    service: int
    starts_at: datetime
    seats: int = 1
    resource: int | None = None
    address: int | None = None
