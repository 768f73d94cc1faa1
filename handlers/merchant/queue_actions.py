"""The queue as its staff runs it, by its actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenOwnQueues(Page):
    """The places of a merchant that has several, a page of them."""

    code = "sqs"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnQueue(Page):
    """Who is called and who waits at a place, a page of those waiting."""

    code = "sq"
    location: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenQueueNumbers(Move):
    """Numbers are given out from now on."""

    code = "sqopen"
    location: int


@dataclass(frozen=True, slots=True)
class CloseQueueNumbers(Move):
    """No more numbers are given out."""

    code = "sqclose"
    location: int


@dataclass(frozen=True, slots=True)
class AskEndQueue(Page):
    """Whether nobody else is called."""

    code = "sqendq"
    location: int


@dataclass(frozen=True, slots=True)
class EndQueue(Move):
    """Nobody else is called, and who waits is told."""

    code = "sqend"
    location: int


@dataclass(frozen=True, slots=True)
class OpenOwnTicket(Page):
    """One party, and what can be done with it."""

    code = "sqt"
    ticket: int


@dataclass(frozen=True, slots=True)
class CallTicket(Move):
    """It is their turn."""

    code = "sqcall"
    ticket: int


@dataclass(frozen=True, slots=True)
class CallTicketAgain(Move):
    """Once more, after so many times."""

    code = "sqagain"
    ticket: int
    calls: int


@dataclass(frozen=True, slots=True)
class SeatTicket(Move):
    """They are here."""

    code = "sqseat"
    ticket: int


@dataclass(frozen=True, slots=True)
class SkipTicket(Move):
    """They did not come."""

    code = "sqskip"
    ticket: int


@dataclass(frozen=True, slots=True)
class AskParty(Page):
    """For how many people, and perhaps whom, a number is given at the door."""

    code = "sqask"
    location: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class GiveAtTheDoor(Move):
    """A number for so many people."""

    code = "sqgive"
    location: int
    party: int


@dataclass(frozen=True, slots=True)
class TypeAtTheDoor(Move):
    """Likewise, typed: how many, and perhaps a name."""

    code = "sqgivet"
    location: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenQueueSettings(Page):
    """How long whoever is called has, and who waits together."""

    code = "sqset"
    location: int


@dataclass(frozen=True, slots=True)
class SetGrace(Move):
    """So many minutes to come in."""

    code = "sqgrace"
    location: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SetLines(Move):
    """Parties wait together up to these sizes; zeros say nothing."""

    code = "sqlines"
    location: int
    first: int = 0
    second: int = 0
    third: int = 0


@dataclass(frozen=True, slots=True)
class OpenQueueCode(Page):
    """The code at the door that opens the queue."""

    code = "sqcode"
    location: int
