"""What becomes of bookings that stand in a time to be closed: said in numbers, and asked."""

from collections.abc import Callable
from enum import StrEnum

from markupsafe import Markup

from catalog.closing import Bookings
from chat.action import Action
from chat.screen import Button, Row, Style
from chat.turn import Turn


class What(StrEnum):
    """What becomes of them, in one letter: where an action carries much."""

    KEEP = "k"
    ASK = "a"
    CANCEL = "c"

    @property
    def bookings(self) -> Bookings:
        """The same in full."""
        return Bookings[self.name]


def standing_words(turn: Turn, number: int) -> Markup:
    """How many there are."""
    if not number:
        return turn._("No bookings are there.")
    return turn.ngettext("{number} booking is there.", "{number} bookings are there.", number)


def ways(turn: Turn, number: int, to: Callable[[What], Action]) -> tuple[Row, ...]:
    """One press where nothing stands; else what becomes of it."""
    if not number:
        return ((Button(turn._("Yes, take no bookings"), to(What.KEEP), Style.PRIMARY),),)
    return (
        (Button(turn._("Yes, keep the bookings"), to(What.KEEP), Style.PRIMARY),),
        (Button(turn._("Yes, ask the guests to move"), to(What.ASK)),),
        (Button(turn._("Yes, cancel and refund in full"), to(What.CANCEL), Style.DANGER),),
    )


def ways_words(turn: Turn, number: int) -> Markup | None:
    """What each of them means."""
    if not number:
        return None
    return turn._(
        "Guests you ask can move or cancel at no cost. Cancelled guests are told and get everything back."
    )
