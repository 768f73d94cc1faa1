"""What the words of one sentence stand for: numbers, names of days, and hours of either half of the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from understanding.lexicon import Lexicon, single_spaced
from understanding.matching import Piece

T = TypeVar("T")
WEEK = 7
NOON, MIDNIGHT = 12, 24
FIRST_OPEN = 8
"""Who says three means the afternoon: before eight in the morning little is open."""

MIDDAY_HOURS = (11, 12)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the pieces of one sentence; `now` is local where it is to be had."""

    words: Lexicon
    now: datetime
    hint: str | None = None
    """The half of the day that other words of the sentence tell."""

    @property
    def today(self) -> date:
        return self.now.date()

    def guarded(self, read: "Callable[[Reader, Piece], T]", piece: Piece) -> "T | None":
        """None for what no calendar and no clock has."""
        try:
            return read(self, piece)
        except (ValueError, OverflowError, KeyError):
            return None

    def number(self, piece: Piece, name: str = "n") -> int:
        return self.words.number(piece.words[name])

    def weekday(self, piece: Piece, name: str = "weekday") -> int:
        return self.words.weekdays[single_spaced(piece.words[name])]

    def month(self, piece: Piece) -> int:
        return self.words.months[single_spaced(piece.words["month"])] + 1

    def following(self, weekday: int) -> date:
        """The next such day; today is one of them."""
        return self.today + timedelta(days=(weekday - self.today.weekday()) % WEEK)

    def time_of(
        self, piece: Piece, part: tuple[int, int] | None, second: str = ""
    ) -> tuple[int, int]:
        """Hour and minute of a clock that may say half of the day, or leave it to be understood."""
        hour = self.number(piece, f"h{second}")
        minute = 0
        if (said := piece.words.get(f"m{second}")) is not None:
            minute = self.words.number(said)
        elif (said := piece.words.get(f"minutes{second}")) is not None:
            minute = self.words.minute(said)
        half = piece.words.get(f"half{second}") or piece.words.get(
            "half2" if not second else "half"
        )
        return self.in_day(hour, half, part), minute

    def in_day(self, hour: int, half: str | None, part: tuple[int, int] | None) -> int:
        named = self.words.halves[single_spaced(half)] if half else None
        if named is None and part is not None:
            named = "am" if part[1] <= NOON else "pm"
        named = named or self.hint
        if hour > NOON or hour == 0:
            return hour
        if named == "am":
            return hour % NOON
        if named == "noon":
            return hour if hour in MIDDAY_HOURS else hour + NOON
        if named == "pm" or hour < FIRST_OPEN:
            return hour % NOON + NOON
        return hour


def clock(hour: int, minute: int = 0) -> time:
    """Midnight at the end of a day is its last minute."""
    return time(23, 59) if hour == MIDNIGHT else time(hour, minute)
