"""Choosing when: tabs of the days that have something free, and only times that can be had."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from chat.action import Action, Page
from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.layout import cells, columns
from orders import availability

DAYS = 6
TIMES = 60
WIDEST, WIDEST_MARKED = 11, 14
"""Cells that a third of a phone's width has room for; marks are narrow."""

Naming = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the tabs and times of one page lead to."""

    on_day: Callable[[date], Page]
    at: Callable[[datetime], Action]


@dataclass(frozen=True, slots=True)
class Offered:
    """The days with something free, the one that is shown (None: nothing is free), its times."""

    days: Sequence[date]
    shown: date | None
    times: Sequence[datetime]
    zone: str


def offered(turn: Turn, service: int, zone: str, day: date | None, seats: int) -> Offered:
    """What is free for so many: on the wished day, or on the first day that has anything."""
    found = availability.days(turn.connection, service, seats, turn.now)
    days = [each.day for each in found if each.free]
    shown = day if day in days else next(iter(days), None)
    if shown is None:
        return Offered((), None, (), zone)
    free = availability.times(turn.connection, service, shown, seats, turn.now)
    return Offered(days, shown, [each.starts_at for each in free][:TIMES], zone)


def time_rows(turn: Turn, offer: Offered, choice: Choice) -> tuple[Row, ...]:
    """The tabs of days, and below them the times of the one that is shown."""
    if offer.shown is None:
        return ()
    times = (
        Button(turn.texts.time(each, offer.zone), choice.at(each), Style.PRIMARY)
        for each in offer.times
    )
    return (*_tabs(turn, offer, offer.shown, choice), *columns(4, times))


def _tabs(turn: Turn, offer: Offered, shown: date, choice: Choice) -> tuple[Row, ...]:
    first = offer.days.index(shown) // DAYS * DAYS
    days = offer.days[first : first + DAYS]
    name = _naming(turn, offer.zone, days)
    tabs = (Button(_tab(turn, name, day, shown), choice.on_day(day)) for day in days)
    return (*columns(3, tabs), *_further(turn, offer, first, choice))


def _further(turn: Turn, offer: Offered, first: int, choice: Choice) -> Iterable[Row]:
    row: list[Button] = []
    if first:
        row.append(Button(turn._("‹ Sooner"), choice.on_day(offer.days[first - DAYS])))
    if first + DAYS < len(offer.days):
        row.append(Button(turn._("Later ›"), choice.on_day(offer.days[first + DAYS])))
    return (tuple(row),) if row else ()


def _naming(turn: Turn, zone: str, days: Sequence[date]) -> Naming:
    """As said elsewhere; without the month, which the page says too, where any is too wide."""
    wide = any(cells(day_words(turn, each, zone)) > WIDEST for each in days)
    return partial(day_words, turn, zone=zone, brief=wide)


def _tab(turn: Turn, name: Naming, day: date, shown: date) -> str:
    if day != shown:
        return name(day)
    marked = turn._("· {day} ·", day=name(day))
    if cells(marked) <= WIDEST_MARKED:
        return marked
    return turn._("· {day} ·", day=name(day, brief=True))


def day_words(turn: Turn, day: date, zone: str, *, brief: bool = False) -> str:
    """A day as one says it: today, tomorrow, or its date."""
    today = turn.now.astimezone(ZoneInfo(zone)).date()
    if day == today:
        return turn._("Today")
    if day == today + timedelta(days=1):
        return turn._("Tomorrow")
    return turn.texts.brief_day(day) if brief else turn.texts.day(day)
