"""Ordering at a table, by its actions."""

from dataclasses import dataclass

from chat.action import Move, Page


@dataclass(frozen=True, slots=True)
class OpenTable(Page):
    """The table whose code was scanned, and what can be had there; changes nothing."""

    code = "table"
    tracked = False
    token: str


@dataclass(frozen=True, slots=True)
class SitDown(Move):
    """Order at the table whose code was scanned."""

    code = "sit"
    token: str


@dataclass(frozen=True, slots=True)
class OpenAtTable(Page):
    """Who at one's own table ordered what, what is paid and what is open, a page of it."""

    code = "attable"
    sitting: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class PayForAll(Move):
    """Pay for everything that is open at the table, as it was `shown`."""

    code = "payall"
    sitting: int
    shown: int


@dataclass(frozen=True, slots=True)
class LeaveTable(Move):
    """Sit there no more; what was chosen is picked up instead."""

    code = "getup"
    sitting: int
