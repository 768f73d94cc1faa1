"""Complaints as a place's people answer them, by their actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenOwnComplaints(Page):
    """Complaints that wait for a merchant's answer, or all others, a page of them."""

    code = "swrongs"
    merchant: int
    past: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnComplaint(Page):
    """One of them, with the time that is left."""

    code = "swrong"
    complaint: int


@dataclass(frozen=True, slots=True)
class OpenComplaintMoney(Page):
    """How much money goes back with the answer; `again`: what was typed was no such amount."""

    code = "swrongpay"
    complaint: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class TypeComplaintMoney(Move):
    """So much of it, typed."""

    code = "swrongsum"
    complaint: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskComplaintAnswer(Page):
    """Ask for the words of the answer, with the money that goes with them."""

    code = "swrongask"
    complaint: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class AnswerComplaint(Move):
    """The answer, with so much money if no more than `before` has gone back by now."""

    code = "swrongsay"
    complaint: int
    amount: int = 0
    before: int = 0
    text: str = given("")
