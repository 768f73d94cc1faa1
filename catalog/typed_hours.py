"""Hours as a merchant types them for a day: 9-13, 14-18, or 18:00-02:00, or closed."""

from collections.abc import Iterable, Mapping

from catalog.errors import HoursUnreadable
from catalog.folding import as_typed
from catalog.hours import ANY_WEEK, WrittenHours, is_plain, plain_week
from catalog.slots import joined
from catalog.weekly import DAY_MINUTES, Span

LONGEST = 200
LISTED = {ord(each): "," for each in ";؛،\n"}
"""Whatever stands between two spans of one day adds the second to the first."""


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
    """A whole week: 9-18 for every day, or Mo-Fr 9-18, Sa 10-16. HoursUnreadable likewise."""
    typed = as_typed(text)[:LONGEST]
    week = plain_week(typed) or plain_week(typed.translate(LISTED))
    if not week:
        raise HoursUnreadable(text)
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
