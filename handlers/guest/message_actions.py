"""A guest's messages with the place of a booking, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenMessages(Page):
    """What guest and place wrote each other about a booking; that from before one message."""

    code = "msgs"
    order: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AskMessage(Page):
    """Ask for a message to the place."""

    code = "msgask"
    order: int


@dataclass(frozen=True, slots=True)
class WriteMessage(Move):
    """A message to the place."""

    code = "msgsay"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class EndMessages(Move):
    """No more messages about this booking, either way."""

    code = "msgend"
    order: int


@dataclass(frozen=True, slots=True)
class ResumeMessages(Move):
    """The guest would like to write, and hear, again."""

    code = "msgon"
    order: int


@dataclass(frozen=True, slots=True)
class AskMessageReport(Page):
    """Ask what is wrong with what the place wrote."""

    code = "msgflag"
    order: int


@dataclass(frozen=True, slots=True)
class ReportMessages(Move):
    """The operators are asked to look at it."""

    code = "msgflagged"
    order: int
    text: str = given("")
