"""What guests and places reported, counted for whoever decides about it."""

from markupsafe import Markup

from chat.action import Page
from chat.turn import Turn
from handlers.operator.conversation_actions import OpenReportedConversations
from handlers.operator.review_actions import OpenReports


def reported(turn: Turn, about: str, number: int) -> tuple[Markup, Page]:
    """So many of them, and where they are."""
    if about == "conversation_reported":
        return conversations_words(turn, number), OpenReportedConversations()
    return reviews_words(turn, number), OpenReports()


def reviews_words(turn: Turn, number: int) -> Markup:
    return turn.ngettext("🚩 {number} reported review", "🚩 {number} reported reviews", number)


def conversations_words(turn: Turn, number: int) -> Markup:
    return turn.ngettext(
        "✉️ {number} reported conversation", "✉️ {number} reported conversations", number
    )
