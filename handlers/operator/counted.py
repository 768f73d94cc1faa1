"""How many of a kind wait on the operator's desk, in words, and the list where they are."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.action import Page
from chat.turn import Turn
from handlers.operator.actions import (
    OpenClaims,
    OpenDisputes,
    OpenParked,
    OpenRefunds,
    OpenTalks,
)
from handlers.operator.complaint_actions import OpenComplaints
from handlers.operator.conversation_actions import OpenReportedConversations
from handlers.operator.reported import conversations_words, reviews_words
from handlers.operator.review_actions import OpenReports


def counted(turn: Turn, about: str, number: int) -> tuple[Markup, Page]:
    """So many of a kind, and where they are."""
    count, page = COUNTED.get(about, (_stuck, OpenParked()))
    return count(turn, number), page


def _stuck(turn: Turn, number: int) -> Markup:
    return turn.ngettext("⚠️ {number} stuck", "⚠️ {number} stuck", number)


def _complaints(turn: Turn, number: int) -> Markup:
    return turn.ngettext(
        "⚖️ {number} complaint to decide", "⚖️ {number} complaints to decide", number
    )


COUNTED: Mapping[str, tuple[Callable[[Turn, int], Markup], Page]] = MappingProxyType(
    {
        "claim": (
            lambda turn, number: turn.ngettext("🙋 {number} claim", "🙋 {number} claims", number),
            OpenClaims(),
        ),
        "refund_by_hand": (
            lambda turn, number: turn.ngettext(
                "💸 {number} refund by hand", "💸 {number} refunds by hand", number
            ),
            OpenRefunds(),
        ),
        "dispute": (
            lambda turn, number: turn.ngettext("⚖️ {number} dispute", "⚖️ {number} disputes", number),
            OpenDisputes(),
        ),
        "support_asked": (
            lambda turn, number: turn.ngettext(
                "💬 {number} asks for help", "💬 {number} ask for help", number
            ),
            OpenTalks(),
        ),
        "review_reported": (reviews_words, OpenReports()),
        "conversation_reported": (conversations_words, OpenReportedConversations()),
        "complaint_escalated": (_complaints, OpenComplaints()),
    }
)
