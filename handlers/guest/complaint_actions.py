"""Complaints as their guest makes and follows them, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given
from orders import Wrong


@dataclass(frozen=True, slots=True)
class OpenComplaining(Page):
    """Ask what went wrong with a booking."""

    code = "wrong"
    order: int


@dataclass(frozen=True, slots=True)
class AskComplaint(Page):
    """Ask for a few words about it."""

    code = "wrongwhat"
    order: int
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Complain(Move):
    """The place is told, and has its time to answer."""

    code = "wrongsay"
    order: int
    wrong: Wrong
    text: str = given("")
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class OpenComplaint(Page):
    """Where one's own complaint stands."""

    code = "wrongis"
    complaint: int


@dataclass(frozen=True, slots=True)
class AddComplaintPhoto(Move):
    """A picture to what was said."""

    code = "wrongshot"
    complaint: int
    photo: str = given("")


@dataclass(frozen=True, slots=True)
class IsSolved(Move):
    """The guest is content."""

    code = "wrongok"
    complaint: int


@dataclass(frozen=True, slots=True)
class AskNotSolved(Page):
    """Ask why the answer does not do."""

    code = "wrongwhy"
    complaint: int


@dataclass(frozen=True, slots=True)
class IsNotSolved(Move):
    """The market decides."""

    code = "wrongno"
    complaint: int
    text: str = given("")
