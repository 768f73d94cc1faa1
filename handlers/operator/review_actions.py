"""Reviews that places reported, by the operators' actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenReports(Page):
    """Reviews that wait to be decided about, or were, a page of them."""

    code = "op-flags"
    decided: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenReport(Page):
    """One of them, with its photos."""

    code = "op-flag"
    order: int
    shot: int = 0


@dataclass(frozen=True, slots=True)
class AskHiding(Page):
    """Ask why it is hidden."""

    code = "op-hiding"
    order: int


@dataclass(frozen=True, slots=True)
class HideReview(Move):
    """Nobody reads it any more."""

    code = "op-hide"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class LetStand(Move):
    """It stays."""

    code = "op-stand"
    order: int


@dataclass(frozen=True, slots=True)
class ShowAgain(Move):
    """What was hidden is read and counts again."""

    code = "op-unhide"
    order: int
