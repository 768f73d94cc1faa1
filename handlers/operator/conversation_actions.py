"""Conversations that guests or places reported, by the operators' actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenReportedConversations(Page):
    """Those that wait to be decided about, or were, a page of them."""

    code = "op-convs"
    decided: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenReportedConversation(Page):
    """One of them; its messages from before one."""

    code = "op-conv"
    order: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AskClosing(Page):
    """Ask for a word to who reported it."""

    code = "op-convask"
    order: int


@dataclass(frozen=True, slots=True)
class CloseReport(Move):
    """It was looked at, and the conversation goes on."""

    code = "op-convok"
    order: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskStopping(Page):
    """Ask why neither side shall write any more."""

    code = "op-convwhy"
    order: int


@dataclass(frozen=True, slots=True)
class StopConversation(Move):
    """Neither side writes any more."""

    code = "op-convstop"
    order: int
    text: str = given("")
