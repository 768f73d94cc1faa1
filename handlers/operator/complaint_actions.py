"""Complaints as the market decides them, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenComplaints(Page):
    """Complaints that wait for the market's decision, or have it, a page of them."""

    code = "op-wrongs"
    decided: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenComplaintCase(Page):
    """One of them, with what both sides say."""

    code = "op-wrong"
    complaint: int


@dataclass(frozen=True, slots=True)
class OpenCaseMoney(Page):
    """How much money goes back by the decision; `again`: what was typed was no such amount."""

    code = "op-wrongpay"
    complaint: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class TypeCaseMoney(Move):
    """So much of it, typed."""

    code = "op-wrongsum"
    complaint: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskDecision(Page):
    """Ask for the reason of a decision, with the money that goes with it."""

    code = "op-wrongask"
    complaint: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class DecideComplaint(Move):
    """The decision, with so much money if no more than `before` has gone back by now."""

    code = "op-wrongsay"
    complaint: int
    amount: int = 0
    before: int = 0
    text: str = given("")
