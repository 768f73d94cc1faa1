"""What guests and places reported, counted for whoever decides about it."""

from markupsafe import Markup

from chat.turn import Turn


def reviews_words(turn: Turn, number: int) -> Markup:
    return turn.ngettext("🚩 {number} reported review", "🚩 {number} reported reviews", number)


def conversations_words(turn: Turn, number: int) -> Markup:
    return turn.ngettext(
        "✉️ {number} reported conversation", "✉️ {number} reported conversations", number
    )
