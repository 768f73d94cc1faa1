"""Opening hours in words: whether it is open now, and the week."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.hours import DayHours, OpenState
from chat.screen import lines
from chat.turn import Turn
from wording.hours import spans_words

MIDNIGHT = time(0)
DAY = timedelta(days=1)


def open_words(turn: Turn, state: OpenState, zone: str) -> Markup | None:
    """Whether it is open, and until or from when; None where nobody knows."""
    if state.open is None:
        return turn.texts.isolated(state.comment) if state.comment else None
    if state.open:
        return _open_until(turn, state.until, zone)
    if state.opens is None:
        return turn._("Closed")
    return turn._("Closed · opens {when}", when=near_time(turn, state.opens, zone))


def near_time(turn: Turn, moment: datetime, zone: str) -> str:
    """A time, with its weekday when it is not today, with its date when it is not this week."""
    place = ZoneInfo(zone)
    day, today = moment.astimezone(place).date(), turn.now.astimezone(place).date()
    if day == today:
        return turn.texts.time(moment, zone)
    if 0 < (day - today).days < 7:
        weekday, time = turn.texts.weekday(day), turn.texts.time(moment, zone)
        return turn._("{weekday} {time}", weekday=weekday, time=time)
    return turn.texts.day_and_time(moment, zone)


def until_time(turn: Turn, moment: datetime, zone: str) -> str:
    """Until when something is good: of a day that ends at midnight, its last minute."""
    return near_time(turn, moment - timedelta(minutes=1), zone)


def week_words(turn: Turn, week: Iterable[DayHours]) -> Markup:
    """The week from Monday on, days with the same hours on one line."""
    monday_first = sorted(week, key=lambda day: day.day.weekday())
    runs = groupby(monday_first, key=lambda day: (day.spans, day.unknown))
    return lines(*(_run(turn, list(days)) for _, days in runs))


def _run(turn: Turn, days: list[DayHours]) -> Markup:
    first, last = turn.texts.weekday(days[0].day), turn.texts.weekday(days[-1].day)
    name = first if len(days) == 1 else turn._("{first}–{last}", first=first, last=last)
    return turn._("{days}: {hours}", days=name, hours=_hours(turn, days[0]))


def _hours(turn: Turn, day: DayHours) -> str:
    if not day.spans and day.unknown:
        return turn._("not known")
    return spans_words(turn, day.spans)


def _open_until(turn: Turn, until: datetime | None, zone: str) -> Markup:
    if until is None:
        return turn._("Open")
    closes = until.astimezone(ZoneInfo(zone))
    if closes.time() == MIDNIGHT and until - turn.now <= DAY:
        return turn._("Open until midnight")
    return turn._("Open until {when}", when=near_time(turn, until, zone))
