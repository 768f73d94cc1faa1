"""The four digits by which two people at a door or a counter know that they mean the same order."""

from markupsafe import Markup

from chat.action import Action, Page
from chat.screen import Screen, paragraphs
from chat.turn import Turn


def number_screen(turn: Turn, question: Markup, asks: Action, back: Page) -> Screen:
    """Asks whoever hands it over, or takes it, for the number that the other one has."""
    return Screen(
        text=paragraphs(
            question, turn._("Type the four digits. They tell that it is the right order.")
        ),
        asks=asks,
        back=back,
    )
