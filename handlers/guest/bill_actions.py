"""The pages of paying at a counter, so that they can link to each other."""

from dataclasses import dataclass

from chat.action import Page


@dataclass(frozen=True, slots=True)
class OpenBill(Page):
    """A bill that a clerk has shown, with the button that pays it; to its place how it stands."""

    code = "bill"
    key: str


@dataclass(frozen=True, slots=True)
class AskBill(Page):
    """What a guest's bill comes to."""

    code = "bill-ask"
    merchant: int


@dataclass(frozen=True, slots=True)
class OpenTip(Page):
    """How much a guest who was served would like to give."""

    code = "tip"
    order: int
