"""When a sentence means: its day, its time, or a moment so long from now."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from types import MappingProxyType

from understanding.days import DATES, DAYS
from understanding.lexicon import single_spaced
from understanding.matching import Piece
from understanding.reader import NOON, Reader, clock
from understanding.times import TIMES, unsaid
from understanding.wish import Days, Times, When

TONIGHT = (18, 24)


def when(reader: Reader, pieces: Iterable[Piece]) -> When:
    """Of two days or two times that are said, the first is meant; a date before a weekday."""
    days: Days | None = None
    times: Times | None = None
    part: tuple[int, int] | None = None
    moment: datetime | None = None
    kinds = sorted(pieces, key=lambda each: each.kind not in DATES)
    for each in kinds:
        if days is None and each.kind in DAYS:
            days = reader.guarded(DAYS[each.kind], each)
        if part is None and "part" in each.words:
            part = reader.words.parts[single_spaced(each.words["part"])]
        elif part is None and each.kind == "tonight":
            part = TONIGHT
        if moment is None and each.kind in MOMENTS:
            moment = reader.guarded(MOMENTS[each.kind], each)
    for each in kinds:
        if times is None and each.kind in TIMES:
            times = reader.guarded(lambda its, piece: TIMES[piece.kind](its, piece, part), each)
            today = days == Days(reader.today, reader.today)
            if times and today and unsaid(reader, each, part):
                times = still_to_come(times, reader.now.time())
    if times is None and part is not None and moment is None:
        times = Times(clock(part[0]), clock(part[1]))
    return When(days=days, times=times, moment=moment if days is None else None)


def still_to_come(times: Times, now: time) -> Times:
    """Who says at half past twelve that they come today at eight means the evening."""
    if not times.single or times.begin >= now or times.begin.hour >= NOON:
        return times
    later = times.begin.replace(hour=times.begin.hour + NOON)
    return Times(later, later) if later > now else times


def hours_ahead(reader: Reader, piece: Piece) -> datetime | None:
    """None where it is a matter of days."""
    count = reader.number(piece) if "n" in piece.words else 1
    unit = reader.words.units[single_spaced(piece.words["unit"])]
    if unit not in {"hour", "minute"}:
        return None
    return reader.now + timedelta(minutes=count * (60 if unit == "hour" else 1))


def half_hour(reader: Reader, _piece: Piece) -> datetime:
    return reader.now + timedelta(minutes=30)


def hour_and_half(reader: Reader, _piece: Piece) -> datetime:
    return reader.now + timedelta(minutes=90)


def two_hours(reader: Reader, _piece: Piece) -> datetime:
    return reader.now + timedelta(hours=2)


def right_now(reader: Reader, _piece: Piece) -> datetime:
    return reader.now


MOMENTS: Mapping[str, Callable[[Reader, Piece], datetime | None]] = MappingProxyType(
    {
        "in": hours_ahead,
        "two_hours": two_hours,
        "half_hour": half_hour,
        "hour_and_half": hour_and_half,
        "now": right_now,
    }
)
WHEN: Sequence[str] = (*DAYS, *TIMES, *MOMENTS, "part")
