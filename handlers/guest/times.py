"""Choosing when: tabs of the days that have something free, and only times that can be had.

Many times of a day are shown a part of it at once, each part of it a press away.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from itertools import groupby, takewhile
from types import MappingProxyType
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.action import Action, Page
from chat.screen import Button, Row, Style
from chat.turn import Turn
from handlers.layout import cells, columns, paging
from orders import Availability

DAYS = 6
TIMES = 16
"""So many times can be taken in at a glance; more are shown in parts, each of at most `AT_ONCE`."""

AT_ONCE = 24
WIDEST, WIDEST_MARKED = 11, 14
"""Cells that a third of a phone's width has room for; marks are narrow."""

Naming = Callable[..., str]


class Part(StrEnum):
    """A part of a day, as one says when one would like to come."""

    NIGHT = "n"
    MORNING = "m"
    AFTERNOON = "a"
    EVENING = "e"


BEGINS: Mapping[Part, int] = MappingProxyType(
    {Part.NIGHT: 0, Part.MORNING: 5, Part.AFTERNOON: 12, Part.EVENING: 17}
)
"""The local hour at which each begins."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the tabs and times of one page lead to."""

    on_day: Callable[[date], Page]
    at: Callable[[datetime], Action]
    from_hour: Callable[[date, int], Page]


@dataclass(frozen=True, slots=True)
class Offered:
    """Days with something free, the one that is shown (None: nothing is free), its times.

    Of the days all up to those that are shown beside it, and the next.

    `hour` is the local one from which on times are wanted. `missed` is the day that was wished for,
    where nothing is free on it.
    """

    days: Sequence[date]
    shown: date | None
    times: Sequence[datetime]
    zone: str
    hour: int | None = None
    missed: date | None = None
    taken: date | None = None  # a day, of those asked for, that has starts which are sold out

    @property
    def wished(self) -> datetime | None:
        """The first time from the hour on."""
        hour, place = self.hour, ZoneInfo(self.zone)
        if hour is None:
            return None
        return next((each for each in self.times if each.astimezone(place).hour >= hour), None)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Times of one part of a day, all of some hours, as many as are shown at once."""

    part: Part
    times: list[datetime]


def stretches(offer: Offered) -> list[Stretch]:
    """All times of the day, cut where a part of it ends and where they become too many."""
    found: list[Stretch] = []
    place = ZoneInfo(offer.zone)
    for hour, group in groupby(offer.times, key=lambda each: each.astimezone(place).hour):
        times = list(group)
        last = found[-1] if found else None
        if last and last.part is part_of(hour) and len(last.times) + len(times) <= AT_ONCE:
            last.times.extend(times)
        else:
            found.append(Stretch(part_of(hour), times))
    return found


def part_of(hour: int) -> Part:
    """The part of the day in which a local hour lies."""
    return next(each for each in reversed(Part) if BEGINS[each] <= hour)


def offered(found: Availability, day: date | None, hour: int | None = None) -> Offered:
    """What is free for so many: on the wished day, or on the first day that has anything.

    Days are looked for until those beside the shown one are known, and one more. Where nothing is
    free on the wished day, the nearest day is shown.
    """
    wished = day if day is not None and found.has(day) else None
    missed = None
    if day is not None and wished is None:
        wished, missed = min(found.days(), key=lambda each: abs(each - day), default=None), day
    days: list[date] = []
    for each in found.days():
        days.append(each)
        shown = wished or days[0]
        if shown in days and len(days) > (days.index(shown) // DAYS + 1) * DAYS:
            break
    zone = found.offer.zone
    if not days:
        full = (each for each in found.every_day() if _is_taken(found, each))
        return Offered((), None, (), zone, taken=next(full, None))
    shown = wished or days[0]
    times = found.free_starts(shown)
    asked = missed if missed is not None else shown
    near = (asked, *_passed_over(found, days))
    taken = next((each for each in near if _is_taken(found, each)), None)
    return Offered(days, shown, times, zone, hour, missed, taken)


def _passed_over(found: Availability, free: Sequence[date]) -> Iterator[date]:
    """The days up to the last of these on which nothing is free, and that have no tab."""
    until_then = takewhile(lambda each: each < free[-1], found.every_day())
    return (each for each in until_then if each not in free)


def _is_taken(found: Availability, day: date) -> bool:
    """Whether others have taken anything of the day."""
    return found.resource is None and next(found.taken_starts(day), None) is not None


def full_days(found: Availability) -> Iterator[date]:
    """Those on which something could be had, if others had not taken all of it."""
    return (each for each in found.every_day() if not found.has(each) and _is_taken(found, each))


def neighbour(found: Availability, day: date, step: int) -> date:
    """The nearest day before or after that has anything free; the day itself where none has."""
    others = (each for each in found.days() if (each - day).days * step > 0)
    return min(others, key=lambda each: abs(each - day), default=day)


def time_rows(turn: Turn, offer: Offered, choice: Choice) -> tuple[Row, ...]:
    """The tabs of days, and below them the times of the one that is shown."""
    if offer.shown is None:
        return ()
    tabs = _tabs(turn, offer, offer.shown, choice)
    if len(offer.times) <= TIMES:
        return *tabs, *_times(turn, offer, offer.times, choice)
    return *tabs, *_by_parts(turn, offer, offer.shown, choice)


def _times(
    turn: Turn, offer: Offered, times: Iterable[datetime], choice: Choice
) -> tuple[Row, ...]:
    """The first one that is free stands out: it is what most people want; or the one asked for."""
    first = offer.wished or next(iter(offer.times), None)
    buttons = (
        Button(
            turn.texts.time(each, offer.zone),
            choice.at(each),
            Style.PRIMARY if each == first else Style.PLAIN,
        )
        for each in times
    )
    return columns(4, buttons)


def _by_parts(turn: Turn, offer: Offered, day: date, choice: Choice) -> tuple[Row, ...]:
    every = stretches(offer)
    begins = [each.times[0].astimezone(ZoneInfo(offer.zone)).hour for each in every]
    place = max(0, bisect_right(begins, offer.hour or 0) - 1)
    part = every[place].part
    within = [at for at, each in enumerate(every) if each.part is part]

    def leaf(at: int) -> Page | None:
        return choice.from_hour(day, begins[at]) if at in within else None

    return (
        *_times(turn, offer, every[place].times, choice),
        *paging(turn, leaf(place - 1), leaf(place + 1)),
        *columns(1, _parts(turn, offer, every, part, lambda hour: choice.from_hour(day, hour))),
    )


def _parts(
    turn: Turn, offer: Offered, every: Sequence[Stretch], shown: Part, to: Callable[[int], Page]
) -> Iterable[Button]:
    """The other parts of the day in which something is free."""
    for part, group in groupby(every, key=lambda each: each.part):
        times = [moment for each in group for moment in each.times]
        if part is not shown:
            hour = times[0].astimezone(ZoneInfo(offer.zone)).hour
            yield Button(_part(turn, offer, part, times), to(hour))


def _part(turn: Turn, offer: Offered, part: Part, times: Sequence[datetime]) -> str:
    first, last = (turn.texts.time(each, offer.zone) for each in (times[0], times[-1]))
    hours = first if first == last else turn._("{first}–{last}", first=first, last=last)
    return turn._(
        "{part} · {times}",
        part=_named(turn, part, hours),
        times=turn.ngettext("{number} time", "{number} times", len(times)),
    )


def _named(turn: Turn, part: Part, hours: str) -> str:
    match part:
        case Part.NIGHT:
            return turn._("Night {hours}", hours=hours)
        case Part.MORNING:
            return turn._("Morning {hours}", hours=hours)
        case Part.AFTERNOON:
            return turn._("Afternoon {hours}", hours=hours)
        case Part.EVENING:
            return turn._("Evening {hours}", hours=hours)


def _tabs(turn: Turn, offer: Offered, shown: date, choice: Choice) -> tuple[Row, ...]:
    first = offer.days.index(shown) // DAYS * DAYS
    days = offer.days[first : first + DAYS]
    name = naming(turn, offer.zone, days)
    tabs = (Button(_tab(turn, name, day, shown), choice.on_day(day)) for day in days)
    return (*columns(3, tabs), *_further(turn, offer, first, choice))


def _further(turn: Turn, offer: Offered, first: int, choice: Choice) -> Iterable[Row]:
    row: list[Button] = []
    if first:
        row.append(Button(turn._("‹ Earlier"), choice.on_day(offer.days[first - DAYS])))
    if first + DAYS < len(offer.days):
        row.append(Button(turn._("Later ›"), choice.on_day(offer.days[first + DAYS])))
    return (tuple(row),) if row else ()


def naming(turn: Turn, zone: str, days: Sequence[date]) -> Naming:
    """As said elsewhere; with the number of the month where its name makes any too wide."""
    wide = any(cells(day_words(turn, each, zone)) > WIDEST for each in days)
    said = turn.texts.short_day if wide else turn.texts.day
    return partial(day_words, turn, zone=zone, said=said)


def _tab(turn: Turn, name: Naming, day: date, shown: date) -> str:
    if day != shown:
        return name(day)
    marked = turn._("· {day} ·", day=name(day))
    if cells(marked) <= WIDEST_MARKED:
        return marked
    return turn._("· {day} ·", day=name(day, said=turn.texts.brief_day))


def day_words(
    turn: Turn, day: date, zone: str, *, said: Callable[[date], str] | None = None
) -> str:
    """A day as one says it: today, tomorrow, or its date, in full unless `said` otherwise."""
    today = turn.now.astimezone(ZoneInfo(zone)).date()
    if day == today:
        return turn._("Today")
    if day == today + timedelta(days=1):
        return turn._("Tomorrow")
    return (said or turn.texts.day)(day)


def missed_words(turn: Turn, offer: Offered) -> Markup | None:
    """What is said to whoever asked for a day on which nothing is free."""
    if offer.missed is None:
        return None
    return turn._("Nothing is free on {day}.", day=turn.texts.day(offer.missed))
