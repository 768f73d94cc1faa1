"""When a location and each of its resources take bookings, read in one statement."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Connection,
    Date,
    Integer,
    Select,
    String,
    cast,
    null,
    select,
    union_all,
)

from catalog.models import resources
from catalog.roster_models import resource_exceptions, resource_hours
from catalog.slots import blocked_intervals, days_about, lies_within, meets
from catalog.timetables import (
    Kept,
    Premises,
    Wanted,
    hours_of_places,
    timetable_at,
    wanted_locations,
)
from catalog.weekly import Interval, Timetable, open_intervals, stretches_of_day
from database.nesting import nested


@dataclass(slots=True)
class Shift:
    """When one resource works: a week of its own, or its location's, but for days that differ."""

    timetable: Timetable
    always_differs: bool
    _days: dict[date, tuple[list[Interval], list[Interval]]] = field(default_factory=dict)

    def covers(self, begin: datetime, end: datetime) -> bool:
        day = begin.astimezone(ZoneInfo(self.timetable.zone)).date()
        if not self.always_differs and not self._differs(day):
            return True
        if day not in self._days:
            cuts = stretches_of_day(ZoneInfo(self.timetable.zone), day)
            works = open_intervals(self.timetable, days_about(day), cuts)
            self._days[day] = works, blocked_intervals(self.timetable, day, cuts)
        works, blocked = self._days[day]
        wanted = Interval(begin, end)
        return lies_within(wanted, works) and not meets(wanted, blocked)

    def _differs(self, day: date) -> bool:
        own = self.timetable
        return any(own.differs(each) or each in own.blocked for each in days_about(day))


@dataclass(frozen=True, slots=True)
class Roster:
    """The hours of a location (None: not known), and of those of its resources that have their own."""

    place: Timetable | None
    shifts: Mapping[int, Shift] = field(default_factory=dict)

    def works(self, resource_id: int, begin: datetime, end: datetime) -> bool:
        """Whether a resource is there all that time; whether its place is open is not asked."""
        shift = self.shifts.get(resource_id)
        return shift is None or shift.covers(begin, end)


CLOSED = Roster(None)


def rosters(connection: Connection, places: Mapping[int, Premises]) -> dict[int, Roster]:
    """Of these locations, by location id."""
    if not places:
        return {}
    return of_rows(places, connection.execute(all_hours(), {"locations": list(places)}))


def of_rows(places: Mapping[int, Premises], rows: Iterable[Any]) -> dict[int, Roster]:
    """From what `all_hours` finds of these places."""
    kept: defaultdict[int, Kept] = defaultdict(Kept)
    of_resources: defaultdict[int, defaultdict[int, Kept]] = defaultdict(lambda: defaultdict(Kept))
    for location_id, resource_id, *rest in rows:
        if resource_id is None:
            kept[location_id].add(*rest)
        else:
            of_resources[location_id][resource_id].add(*rest)
    found = {}
    for each, place in places.items():
        hours = timetable_at(place, kept.get(each))
        own = {} if hours is None else of_resources[each]
        found[each] = Roster(hours, {one: shift_of(hours, theirs) for one, theirs in own.items()})
    return found


def shift_of(place: Timetable | None, kept: Kept) -> Shift:
    """Without a week of its own a resource works as its place is open."""
    assert place is not None
    closed = frozenset(kept.closed)
    if kept.weekly:
        own = Timetable(place.zone, kept.weekly, kept.exceptions, None, closed, kept.blocked)
        return Shift(own, always_differs=True)
    exceptions = {**place.exceptions, **kept.exceptions} if kept.exceptions else place.exceptions
    closed |= place.closed
    hours = replace(place, exceptions=exceptions, closed=closed, blocked=kept.blocked)
    return Shift(hours, always_differs=False)


@cache
def all_hours() -> CompoundSelect[*tuple[Any, ...]]:
    return hours_of(wanted_locations()).order_by("opens")


def hours_of(wanted: Wanted) -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*hours_of_places(wanted), *hours_of_resources(wanted))


class Hours(NamedTuple):
    """A row of `hours_of`."""

    location_id: int
    resource_id: int | None
    weekday: int | None
    day: date | None
    opens: int | None
    closes: int | None
    closure_id: int | None


def hours_within(location: Select[int]) -> ColumnElement[str | None]:
    """The hours of one location as one text of another row; `roster_within` reads it."""
    rows = hours_of(location).subquery()
    found = select(nested(*(rows.c[name] for name in Hours._fields)))
    return cast(found.scalar_subquery(), String)


@lru_cache(512)
def roster_within(place: Premises, location_id: int, found: str | None) -> Roster:
    """Hours seldom change, and whoever holds asks for them."""
    every = (hours_row(*each) for each in json.loads(found or "[]"))
    rows = sorted(every, key=lambda each: each.opens or 0)
    return of_rows({location_id: place}, rows)[location_id]


def hours_row(  # noqa: PLR0917 - in the order of the columns
    location_id: int,
    resource_id: int | None,
    weekday: int | None,
    day: str | None,
    opens: int | None,
    closes: int | None,
    closure_id: int | None,
) -> Hours:
    on = None if day is None else date.fromisoformat(day)
    return Hours(location_id, resource_id, weekday, on, opens, closes, closure_id)


def hours_of_resources(wanted: Wanted) -> tuple[Select[*tuple[Any, ...]], ...]:
    week, other = resource_hours.c, resource_exceptions.c
    here = resources.c.location_id.in_(wanted) & resources.c.retired_at.is_(None)
    return (
        select(
            resources.c.location_id,
            week.resource_id,
            week.weekday,
            cast(null(), Date),
            week.opens,
            week.closes,
            cast(null(), BigInteger),
        )
        .join_from(resources, resource_hours, week.resource_id == resources.c.id)
        .where(here),
        select(
            resources.c.location_id,
            other.resource_id,
            cast(null(), Integer),
            other.day,
            other.opens,
            other.closes,
            other.closure_id,
        )
        .join_from(resources, resource_exceptions, other.resource_id == resources.c.id)
        .where(here),
    )


def in_days(first: date, last: date) -> list[date]:
    """Every day from the first to the last."""
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
