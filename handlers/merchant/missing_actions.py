"""The pages of what is missing of a ticket, so that they can link to each other."""

from dataclasses import dataclass

from chat.action import Page


@dataclass(frozen=True, slots=True)
class OpenMissing(Page):
    """What of a ticket is not there, a page of its lines."""

    code = "tmiss"
    order: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenMissingLine(Page):
    """Whether so many of a line are to go back."""

    code = "tmissl"
    order: int
    position: int
    quantity: int


@dataclass(frozen=True, slots=True)
class OpenReplacing(Page):
    """What there is instead of so many of a line, a page of it."""

    code = "tinst"
    order: int
    position: int
    quantity: int
    page: int = 0
