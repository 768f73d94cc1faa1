"""Hours of a day in words."""

from collections.abc import Sequence

from catalog.weekly import DAY_MINUTES, Span
from chat.turn import Turn


def spans_words(turn: Turn, spans: Sequence[Span]) -> str:
    """The hours of a day; it is closed without any."""
    if not spans:
        return turn._("closed")
    return turn.texts.listed([span_words(turn, span) for span in spans])


def span_words(turn: Turn, span: Span) -> str:
    """From when to when; past midnight where it ends earlier than it begins."""
    if span.open_end:
        return turn._("from {first}", first=turn.texts.clock(span.opens))
    if span.closes - span.opens == DAY_MINUTES:
        return turn._("24 hours")
    first, last = turn.texts.clock(span.opens), turn.texts.clock(span.closes)
    return turn._("{first}–{last}", first=first, last=last)
