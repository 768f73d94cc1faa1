"""The frame that every page shares: the way back to its parent and the way home."""

from dataclasses import replace

from markupsafe import Markup

from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.actions import OpenHome


def frame(turn: Turn, screen: Screen) -> Screen:
    """The screen with its Back and Home row; the home page itself has none."""
    if screen.back is None:
        return screen
    return replace(screen, rows=(*screen.rows, _way_out(turn, screen)), back=None)


def with_words(screen: Screen, words: Markup) -> Screen:
    """The screen with a sentence above its text, where no toast can be shown over it."""
    return replace(screen, text=paragraphs(words, screen.text), toast=None, alert=False)


def _way_out(turn: Turn, screen: Screen) -> Row:
    home = Button(turn._("🏠 Home"), OpenHome())
    if screen.back is None or screen.back == OpenHome():
        return (home,)
    return Button(turn._("‹ Back"), screen.back), home
