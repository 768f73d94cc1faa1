"""Reviews as a place's people see them, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenOwnReview(Page):
    """One review of the place with its photos, and the page of the list that led to it."""

    code = "sreview"
    order: int
    shot: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskReviewAnswer(Page):
    """Ask for the place's public answer."""

    code = "sreply"
    order: int


@dataclass(frozen=True, slots=True)
class AnswerReview(Move):
    """The place's first answer."""

    code = "sreplied"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ChangeAnswer(Move):
    """Another answer instead of the one that is there."""

    code = "sreword"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class TakeAnswerBack(Move):
    """No answer any more."""

    code = "sunreply"
    order: int


@dataclass(frozen=True, slots=True)
class AskReviewReport(Page):
    """Ask what is wrong with a review."""

    code = "sflag"
    order: int


@dataclass(frozen=True, slots=True)
class ReportReview(Move):
    """The operators are asked to look at it."""

    code = "sflagged"
    order: int
    text: str = given("")
