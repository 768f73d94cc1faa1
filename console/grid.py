"""A calendar as a grid: which columns there are, and where in them each stretch lies, in minutes of the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from catalog.day_parts import Part, left_of, minute_of
from orders import Entry

HOUR = 60
MORNING, EVENING = 9 * HOUR, 18 * HOUR
"""What is shown of a day on which nothing is open."""

LEAST = 15


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
    shut: Sequence[Part]


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
        opened = left_of(column.shut)
        begins += [each.begin for each in opened]
        ends += [each.end for each in opened]
    begin = min(begins, default=MORNING) // HOUR * HOUR
    end = -(-max(ends, default=EVENING) // HOUR) * HOUR
    return Grid(columns, begin, max(end, begin + HOUR))


def blocks_of(entries: Iterable[Entry], day: date, zone: str) -> list[Block]:
    """Those that begin on a local day, beside each other where they meet."""
    place = ZoneInfo(zone)
    todays = [each for each in entries if each.starts_at.astimezone(place).date() == day]
    return list(in_lanes([block_of(each, day, zone) for each in todays]))


def block_of(entry: Entry, day: date, zone: str) -> Block:
    """As the clock on the wall shows it, also while it is changed."""
    begin, end = (minute_of(each, day, zone) for each in (entry.starts_at, entry.ends_at))
    return Block(entry, begin, max(end - begin, LEAST))


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
