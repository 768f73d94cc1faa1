"""A calendar as a grid: which columns there are, and where in them each stretch lies, in minutes of the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.rosters import Roster
from catalog.slots import blocked_intervals, days_about
from catalog.weekly import Interval, Timetable, open_intervals, stretches_of_day
from console.days import begin_of
from orders import Entry

HOUR = 60
DAY = 24 * HOUR
MORNING, EVENING = 9 * HOUR, 18 * HOUR
"""What is shown of a day on which nothing is open."""

LEAST = 15
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shut:
    """A stretch in which nothing is booked, from a minute of the day on, so many minutes."""

    begin: int
    length: int


@dataclass(frozen=True, slots=True)
class Block:
    """An entry where it lies; of several at once each has its lane."""

    entry: Entry
    begin: int
    length: int
    lane: int = 0
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A day of somebody, of a chair, or of all of a place."""

    day: date
    label: str
    resource: int | None
    blocks: Sequence[Block]
    shut: Sequence[Shut]


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns over the same hours, from a minute of the day to another."""

    columns: Sequence[Column]
    begin: int
    end: int

    @property
    def hours(self) -> range:
        """The minutes of the day at which an hour begins."""
        return range(self.begin, self.end, HOUR)


def grid(columns: Sequence[Column]) -> Grid:
    """From the first that is open or booked to the last, in whole hours."""
    begins = [each.begin for column in columns for each in column.blocks]
    ends = [each.begin + each.length for column in columns for each in column.blocks]
    for column in columns:
        opened = open_parts(column.shut)
        begins += [begin for begin, _end in opened]
        ends += [end for _begin, end in opened]
    begin = min(begins, default=MORNING) // HOUR * HOUR
    end = -(-max(ends, default=EVENING) // HOUR) * HOUR
    return Grid(columns, begin, max(end, begin + HOUR))


def open_parts(shut: Iterable[Shut]) -> list[tuple[int, int]]:
    """What of a day is not shut."""
    found, at = [], 0
    for each in sorted(shut, key=lambda one: one.begin):
        if each.begin > at:
            found.append((at, each.begin))
        at = max(at, each.begin + each.length)
    return [*found, (at, DAY)] if at < DAY else found


def blocks_of(entries: Iterable[Entry], day: date, zone: str) -> list[Block]:
    """Those that begin on a local day, beside each other where they meet."""
    midnight = begin_of(day, zone)
    place = ZoneInfo(zone)
    todays = [each for each in entries if each.starts_at.astimezone(place).date() == day]
    placed = [
        Block(each, minute(each.starts_at, midnight, zone), length_of(each)) for each in todays
    ]
    return list(in_lanes(placed))


def length_of(entry: Entry) -> int:
    return max((entry.ends_at - entry.starts_at) // MINUTE, LEAST)


def minute(moment: datetime, midnight: datetime, zone: str) -> int:
    """By the clock on the wall, as people read a calendar."""
    place = ZoneInfo(zone)
    there, begin = (each.astimezone(place).replace(tzinfo=None) for each in (moment, midnight))
    return (there - begin) // MINUTE


def in_lanes(blocks: Sequence[Block]) -> Iterable[Block]:
    """Those that meet share the width; others have all of it."""
    group: list[tuple[Block, int]] = []
    ends: list[int] = []
    for block in sorted(blocks, key=lambda each: (each.begin, -each.length, each.entry.id)):
        if group and block.begin >= max(ends):
            yield from shared(group, len(ends))
            group, ends = [], []
        lane = next((n for n, end in enumerate(ends) if end <= block.begin), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = block.begin + block.length
        group.append((block, lane))
    yield from shared(group, len(ends))


def shared(group: Iterable[tuple[Block, int]], lanes: int) -> Iterable[Block]:
    for block, lane in group:
        yield Block(block.entry, block.begin, block.length, lane, lanes)


def shut_on(roster: Roster, resource_id: int | None, day: date, zone: str) -> list[Shut]:
    """When a place, or one of its chairs, takes no bookings on a local day."""
    if roster.place is None:
        return [Shut(0, DAY)]
    closed = closed_parts(roster.place, day, zone)
    shift = None if resource_id is None else roster.shifts.get(resource_id)
    if shift is not None:
        closed = [*closed, *closed_parts(shift.timetable, day, zone)]
    return joined(closed)


def closed_parts(timetable: Timetable, day: date, zone: str) -> list[Shut]:
    cuts = stretches_of_day(ZoneInfo(zone), day)
    opened = joined(within(open_intervals(timetable, days_about(day), cuts), day, zone))
    free = [Shut(begin, end - begin) for begin, end in open_parts(opened)]
    return [*free, *within(blocked_intervals(timetable, day, cuts), day, zone)]


def within(intervals: Iterable[Interval], day: date, zone: str) -> list[Shut]:
    """The parts that lie on the day."""
    midnight, found = begin_of(day, zone), []
    for each in intervals:
        begin = max(0, minute(each.start, midnight, zone))
        end = min(DAY, minute(each.end, midnight, zone))
        if begin < end:
            found.append(Shut(begin, end - begin))
    return found


def joined(parts: Iterable[Shut]) -> list[Shut]:
    """The same stretches, none of which meets another."""
    found: list[Shut] = []
    for each in sorted(parts, key=lambda one: one.begin):
        last = found[-1] if found else None
        if last is not None and each.begin <= last.begin + last.length:
            end = max(last.begin + last.length, each.begin + each.length)
            found[-1] = Shut(last.begin, end - last.begin)
        else:
            found.append(each)
    return found
