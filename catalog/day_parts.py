"""A local day in minutes of the clock on its wall: what of it is shut, and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.rosters import Roster
from catalog.slots import blocked_intervals, days_about
from catalog.weekly import Interval, Timetable, open_intervals, stretches_of_day

DAY = 24 * 60
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Part:
    """From a minute of the day on, so many minutes."""

    begin: int
    length: int

    @property
    def end(self) -> int:
        return self.begin + self.length


def shut_on(roster: Roster, resource_id: int | None, day: date, zone: str) -> list[Part]:
    """When a place, or one of its chairs, takes no bookings."""
    if roster.place is None:
        return [Part(0, DAY)]
    shut = shut_by(roster.place, day, zone)
    shift = None if resource_id is None else roster.shifts.get(resource_id)
    if shift is not None:
        shut = [*shut, *shut_by(shift.timetable, day, zone)]
    return joined(shut)


def shut_by(timetable: Timetable, day: date, zone: str) -> list[Part]:
    cuts = stretches_of_day(ZoneInfo(zone), day)
    opened = within(open_intervals(timetable, days_about(day), cuts), day, zone)
    return [*left_of(opened), *within(blocked_intervals(timetable, day, cuts), day, zone)]


def within(intervals: Iterable[Interval], day: date, zone: str) -> list[Part]:
    """What of them lies on the day."""
    found = []
    for each in intervals:
        begin = max(0, minute_of(each.start, day, zone))
        end = min(DAY, minute_of(each.end, day, zone))
        if begin < end:
            found.append(Part(begin, end - begin))
    return found


def minute_of(moment: datetime, day: date, zone: str) -> int:
    """As the clock shows it; beyond midnight it goes on."""
    there = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (there - datetime.combine(day, time())) // MINUTE


def moment_at(day: date, minutes: int, zone: str) -> datetime:
    """When the clock shows it, in UTC."""
    local = datetime.combine(day, time()) + minutes * MINUTE
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def joined(parts: Iterable[Part]) -> list[Part]:
    """The same minutes, in parts that do not meet."""
    found: list[Part] = []
    for each in sorted(parts, key=lambda one: one.begin):
        last = found[-1] if found else None
        if last is not None and each.begin <= last.end:
            found[-1] = Part(last.begin, max(last.end, each.end) - last.begin)
        else:
            found.append(each)
    return found


def left_of(parts: Iterable[Part]) -> list[Part]:
    """What of the day is in none of them."""
    found, at = [], 0
    for each in joined(parts):
        if each.begin > at:
            found.append(Part(at, each.begin - at))
        at = max(at, each.end)
    return [*found, Part(at, DAY - at)] if at < DAY else found
