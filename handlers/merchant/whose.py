"""At which place something is, for whoever works at several."""

from markupsafe import Markup

from chat.turn import Turn


def whose_words(turn: Turn, merchant: str) -> Markup | None:
    """Whoever works at one place needs not be told which."""
    if len(turn.person.merchants) < 2:
        return None
    return turn._("🏪 {merchant}", merchant=merchant)
