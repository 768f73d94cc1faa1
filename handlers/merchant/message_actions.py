"""Messages of a place's people with the guest of a booking, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenGuestMessages(Page):
    """What place and guest wrote each other about a booking; that from before one message."""

    code = "smsgs"
    order: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AskGuestMessage(Page):
    """Ask for a message to the guest."""

    code = "smsgask"
    order: int


@dataclass(frozen=True, slots=True)
class WriteToGuest(Move):
    """A message to the guest, in the place's name."""

    code = "smsgsay"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class EndGuestMessages(Move):
    """No more messages about this booking, either way."""

    code = "smsgend"
    order: int


@dataclass(frozen=True, slots=True)
class ResumeGuestMessages(Move):
    """The place would like to write, and hear, again."""

    code = "smsgon"
    order: int


@dataclass(frozen=True, slots=True)
class AskGuestReport(Page):
    """Ask what is wrong with what the guest wrote."""

    code = "smsgflag"
    order: int


@dataclass(frozen=True, slots=True)
class ReportGuestMessages(Move):
    """The operators are asked to look at it."""

    code = "smsgflagged"
    order: int
    text: str = given("")
