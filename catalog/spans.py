"""What hours say of the next days, as spans without gaps: looked up instead of worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import pairwise
from typing import Any

from catalog.states import (
    LONGEST_OPENING_DAYS,
    LONGEST_PIECE_DAYS,
    OpenState,
    RealDays,
    days_from,
    state_at,
)
from catalog.weekly import Timetable


class Known(IntEnum):
    """What a span says; `NOTHING` is said of a moment that no span covers."""

    CLOSED = 0
    OPEN = 1
    UNKNOWN = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class OpeningSpan:
    """From `start` up to `end` the state is the same (UTC)."""

    start: datetime
    end: datetime
    state: OpenState


def spans_of(timetable: Timetable | None, start: datetime, end: datetime) -> list[OpeningSpan]:
    """From start to end, the first thing to the last."""
    if timetable is None:
        return [OpeningSpan(start, end, OpenState(None))]
    days = RealDays(timetable)
    cuts = sorted({start, end, *changes(days, start, end)})
    return joined(OpeningSpan(first, last, state_at(days, first)) for first, last in pairwise(cuts))


def changes(days: RealDays, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments at which something else may be said."""
    far = timedelta(days=LONGEST_OPENING_DAYS)
    first = days.local_day(start) - timedelta(days=LONGEST_PIECE_DAYS)
    last = days.local_day(end + far)
    for day in days_from(first, (last - first).days + 1):
        for said in (*days.open(day), *days.unknown(day)):
            moments = (said.when.start, said.when.end, said.when.end - far)
            yield from (each for each in moments if start < each < end)


def joined(spans: Iterator[OpeningSpan]) -> list[OpeningSpan]:
    whole: list[OpeningSpan] = []
    for span in spans:
        if whole and whole[-1].state == span.state:
            whole[-1] = OpeningSpan(whole[-1].start, span.end, span.state)
        else:
            whole.append(span)
    return whole


def known(state: OpenState) -> Known:
    if state.open is None:
        return Known.UNKNOWN
    return Known.OPEN if state.open else Known.CLOSED


def state_by_span(row: Any) -> OpenState:
    """From a row of a span."""
    opened = {Known.CLOSED: False, Known.OPEN: True}.get(row.state)
    return OpenState(opened, row.until, row.opens, row.comment)


def said_now(hours: str) -> str:
    """What they say `:now`, in SQL."""
    return f"coalesce(({span_now(hours)}), {Known.NOTHING.value})"


def span_now(hours: str) -> str:
    return (
        f"SELECT CASE WHEN s.ends_at > :now THEN s.state ELSE {Known.NOTHING.value} END AS state"
        f" FROM opening_spans AS s WHERE s.hours_id = {hours} AND s.starts_at <= :now"
        " ORDER BY s.starts_at DESC LIMIT 1"
    )
