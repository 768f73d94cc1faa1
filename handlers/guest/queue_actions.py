"""A guest in the queue of a place, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenQueue(Page):
    """How many wait at a place, and for how many people a number is wanted."""

    code = "queue"
    location: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class TakeNumber(Move):
    """A number for so many people."""

    code = "qtake"
    location: int
    party: int


@dataclass(frozen=True, slots=True)
class TypeParty(Move):
    """Likewise, typed."""

    code = "qtype"
    location: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenTicket(Page):
    """The guest's number, and how many are before it."""

    code = "qticket"
    ticket: int


@dataclass(frozen=True, slots=True)
class AskLeaveQueue(Page):
    """Whether they really want to wait no more."""

    code = "qleave"
    ticket: int


@dataclass(frozen=True, slots=True)
class LeaveQueue(Move):
    """The number is given back."""

    code = "qleft"
    ticket: int


@dataclass(frozen=True, slots=True)
class ComeBack(Move):
    """They were passed over, and are there now."""

    code = "qback"
    ticket: int
