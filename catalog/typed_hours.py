"""Hours as a merchant types them for a day: 9-13, 14-18, or 18:00-02:00, or closed."""

from collections.abc import Iterable, Mapping

from catalog.errors import HoursUnclear, HoursUnreadable
from catalog.folding import as_typed
from catalog.hours import ANY_WEEK, WrittenHours, is_plain, plain_week
from catalog.opening_hours.halves import either_half
from catalog.slots import joined
from catalog.weekly import DAY_MINUTES, Span

LONGEST = 200
LISTED = {ord(each): "," for each in ";؛،\n"}
"""Whatever stands between two spans of one day adds the second to the first."""


def spans_typed(text: str) -> tuple[Span, ...]:
    """As `spans_of` reads it; HoursUnclear of 9-5, whose end may be in the afternoon or in the night."""
    spans = spans_of(text)
    refuse_unclear(as_typed(text)[:LONGEST].translate(LISTED))
    return spans


def refuse_unclear(typed: str) -> None:
    doubtful = either_half(typed)
    if doubtful is not None:
        day, night = doubtful
        raise HoursUnclear(typed, written_as([Span(*day)]), beyond_doubt(*night))


def beyond_doubt(begin: int, end: int) -> str:
    """With a zero in front, or else past 24, a clock is of twenty-four hours."""
    usual = f"{clock(begin)}-{clock(end % DAY_MINUTES)}"
    return written_as([Span(begin, end)]) if either_half(usual) else usual


def spans_of(text: str) -> tuple[Span, ...]:
    """What opens on the day; nothing where it is closed. HoursUnreadable where nobody can be sure."""
    listed = as_typed(text)[:LONGEST].translate(LISTED)
    written = WrittenHours.of(listed, "UTC", 0, 0)
    if written is None or not all(map(is_plain, written.text.rules)):
        raise HoursUnreadable(text)
    week = {written.day(day).open for day in ANY_WEEK}
    if len(week) > 1:
        raise HoursUnreadable(text)
    return checked(text, ((each.begin, each.end) for each in week.pop()))


def week_typed(text: str) -> Mapping[int, tuple[Span, ...]]:
    """A whole week: 9-18 for every day, or Mo-Fr 9-18, Sa 10-16. Refused likewise."""
    typed = as_typed(text)[:LONGEST]
    listed = typed.translate(LISTED)
    week = plain_week(typed)
    written = typed if week else listed
    week = week or plain_week(listed)
    if not week:
        raise HoursUnreadable(text)
    refuse_unclear(written)
    return {
        day: checked(text, ((each.opens, each.closes) for each in spans))
        for day, spans in week.items()
    }


def checked(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    whole = joined(spans)
    if any(begin >= DAY_MINUTES or end - begin > DAY_MINUTES for begin, end in whole):
        raise HoursUnreadable(text)
    return tuple(Span(begin, end) for begin, end in whole)


def written_as(spans: Iterable[Span]) -> str:
    """The same in the map's syntax, which `spans_of` reads again."""
    return ",".join(f"{clock(each.opens)}-{clock(each.closes)}" for each in spans) or "off"


def clock(minutes: int) -> str:
    """Of the day or the one after it."""
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}"
