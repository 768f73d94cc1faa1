"""On which days a rule applies: the selectors of the syntax for years, dates, weeks and weekdays."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from catalog.opening_hours.surroundings import Surroundings

Selector = Callable[[date, Surroundings], bool]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Years:
    first: int
    last: int | None
    step: int = 1

    def __call__(self, day: date, _: Surroundings) -> bool:
        last = self.last if self.last is not None else day.year
        return self.first <= day.year <= last and (day.year - self.first) % self.step == 0


@dataclass(frozen=True, slots=True)
class Weeks:
    first: int
    last: int
    step: int = 1

    def __call__(self, day: date, _: Surroundings) -> bool:
        week = day.isocalendar().week
        if self.first <= self.last:
            return self.first <= week <= self.last and (week - self.first) % self.step == 0
        return week >= self.first or week <= self.last


@dataclass(frozen=True, slots=True)
class Weekdays:
    first: int
    last: int

    def __call__(self, day: date, _: Surroundings) -> bool:
        return (day.weekday() - self.first) % 7 <= (self.last - self.first) % 7


@dataclass(frozen=True, slots=True)
class Nth:
    """`Su[1]` is the first Sunday of a month, `Su[-1]` the last; `offset` days away from it."""

    weekday: int
    numbers: frozenset[int]
    offset: int = 0

    def __call__(self, day: date, _: Surroundings) -> bool:
        counted = day - self.offset * ONE_DAY
        if counted.weekday() != self.weekday:
            return False
        length = monthrange(counted.year, counted.month)[1]
        forwards, backwards = (counted.day - 1) // 7 + 1, -((length - counted.day) // 7 + 1)
        return forwards in self.numbers or backwards in self.numbers


@dataclass(frozen=True, slots=True)
class PublicHoliday:
    offset: int = 0

    def __call__(self, day: date, around: Surroundings) -> bool:
        return around.is_holiday(day - self.offset * ONE_DAY)


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """Nobody here knows them: asked with either answer, and unknown where the two differ."""

    def __call__(self, _: date, around: Surroundings) -> bool:
        return around.school_holiday


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of a year: of a month, from its end (0 is the last), an nth weekday, or of Easter."""

    month: int
    day: int | None = None
    nth: Nth | None = None
    year: int | None = None
    offset: int = 0

    @property
    def is_day(self) -> bool:
        """Whether it is one day rather than a month."""
        return self.month == 0 or self.day is not None or self.nth is not None

    def first(self, year: int) -> date:
        return self.of(year, self.day or 1) + self.offset * ONE_DAY

    def last(self, year: int) -> date:
        days = monthrange(year, self.month)[1] if self.month else 1
        return self.of(year, self.day or days) + self.offset * ONE_DAY

    def of(self, year: int, day: int) -> date:
        if self.month == 0:
            sunday: date = easter(year)
            return sunday
        length = monthrange(year, self.month)[1]
        if self.nth is not None:
            every = (date(year, self.month, each) for each in range(1, length + 1))
            numbers = self.nth
            return next(
                (each for each in every if numbers(each, NOWHERE)), date(year, self.month, 1)
            )
        return date(year, self.month, min(day, length))


@dataclass(frozen=True, slots=True)
class Dates:
    """From one day of the year to another, over New Year where the second comes before."""

    begin: Dated
    end: Dated
    onwards: bool = False

    def __call__(self, day: date, _: Surroundings) -> bool:
        if self.begin.year is not None:
            return self.from_year(day, self.begin.year)
        return any(self.within(day, year) for year in (day.year, day.year - 1))

    def from_year(self, day: date, year: int) -> bool:
        if self.onwards:
            return day >= self.begin.first(year)
        return self.within(day, year)

    def within(self, day: date, year: int) -> bool:
        first = self.begin.first(year)
        if self.onwards:
            return first <= day and day.year == year
        last = self.end.last(self.end.year or year)
        if last < first and self.end.year is None:
            last = self.end.last(year + 1)
        return first <= day <= last


NOWHERE = Surroundings()
