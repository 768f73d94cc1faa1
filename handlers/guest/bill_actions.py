"""Paying at a counter, by its actions."""

from dataclasses import dataclass

from chat.action import Move, Page, given


@dataclass(frozen=True, slots=True)
class OpenBill(Page):
    """A bill that a clerk has shown, with the button that pays it; to its place how it stands."""

    code = "bill"
    key: str


@dataclass(frozen=True, slots=True)
class AskBill(Page):
    """What a guest's bill comes to; of a merchant with several places, where it is first."""

    code = "bill-ask"
    merchant: int
    location: int | None = None


@dataclass(frozen=True, slots=True)
class OpenBillPlaces(Page):
    """At which place of a merchant's it is."""

    code = "bill-where"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenTip(Page):
    """How much a guest who was served would like to give."""

    code = "tip"
    order: int


@dataclass(frozen=True, slots=True)
class PayBill(Move):
    """Ask for its money; while this guest pays nobody else can."""

    code = "bill-pay"
    key: str


@dataclass(frozen=True, slots=True)
class GiveBill(Move):
    """What it comes to, as typed."""

    code = "bill-say"
    merchant: int
    location: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class PayRest(Move):
    """Ask for what a booking left to be paid."""

    code = "rest"
    order: int


@dataclass(frozen=True, slots=True)
class PressTip(Move):
    """One of those that were suggested, by its place."""

    code = "tip-press"
    order: int
    place: int


@dataclass(frozen=True, slots=True)
class GiveTip(Move):
    """Another one, as typed."""

    code = "tip-say"
    order: int
    text: str = given("")
