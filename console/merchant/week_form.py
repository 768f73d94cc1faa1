"""A week as a form: some spans a day, each from one clock to another, past midnight where it ends earlier."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.errors import HoursUnreadable
from catalog.hours import ANY_WEEK
from catalog.keeping import Week
from catalog.typed_hours import clock, spans_of, written_as
from catalog.weekly import DAY_MINUTES, Span
from chat.turn import Turn
from console.asking import Ask, Problem

LEAST, MOST = 2, 6
"""Spans of a day that the form has room for: one more than there are, but never more than `MOST`."""

WEEKDAYS = range(7)


@dataclass(frozen=True, slots=True)
class Times:
    """A span in the form, as clocks; both are empty where nothing is typed."""

    opens: str = ""
    closes: str = ""


@dataclass(frozen=True, slots=True)
class DayForm:
    """One day of the form, or a day that is asked for alone; `was` is what stood there."""

    key: str
    name: str
    times: Sequence[Times]
    was: str


def week_form(turn: Turn, ask: Ask, week: Week) -> list[DayForm]:
    """As it stands, or as it was typed."""
    return [
        day_form(ask, str(day), turn.texts.weekday(ANY_WEEK[day]), week.get(day, ()))
        for day in WEEKDAYS
    ]


def day_form(ask: Ask, key: str, name: str, spans: Sequence[Span]) -> DayForm:
    shown = typed_times(ask, key) if ask.form else [times_of(each) for each in spans]
    room = min(max(LEAST, len(shown) + 1), MOST)
    empty = [Times()] * (room - len(shown))
    return DayForm(key, name, (*shown, *empty), ask.typed(f"was-{key}", written_as(spans)))


def times_of(span: Span) -> Times:
    return Times(clock(span.opens % DAY_MINUTES), clock(span.closes % DAY_MINUTES))


def typed_times(ask: Ask, key: str) -> list[Times]:
    """Rows that nobody touched are left out."""
    rows = (
        Times(ask.form.get(f"opens-{key}-{row}", ""), ask.form.get(f"closes-{key}-{row}", ""))
        for row in range(MOST)
    )
    return [each for each in rows if each.opens or each.closes]


def read_spans(ask: Ask, key: str) -> tuple[Span, ...]:
    """HoursUnreadable where one of two clocks is missing, or they overlap past a day."""
    text = ",".join(f"{each.opens}-{each.closes}" for each in whole_days(typed_times(ask, key)))
    return spans_of(text) if text else ()


def whole_days(rows: Iterable[Times]) -> Iterable[Times]:
    """From a clock to the same clock is a day, not nothing."""
    for each in rows:
        if not (each.opens and each.closes):
            raise HoursUnreadable(each.opens or each.closes)
        around = each.opens == each.closes == "00:00"
        yield Times("00:00", "24:00") if around else each


def changed_days(ask: Ask, errors: dict[str, Problem]) -> Mapping[int, tuple[Span, ...]]:
    """Only days that were changed in the form: what a colleague changed meanwhile stays."""
    found = {}
    for day in WEEKDAYS:
        try:
            spans = read_spans(ask, str(day))
        except HoursUnreadable as error:
            errors[f"day-{day}"] = error
            continue
        if written_as(spans) != ask.form.get(f"was-{day}"):
            found[day] = spans
    return found
