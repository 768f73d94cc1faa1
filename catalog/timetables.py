"""The timetables of locations, one or many at once, in one statement: holding a slot waits for it.

What a merchant keeps here goes before what a map or a spreadsheet wrote of the place.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Self

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CompoundSelect,
    Connection,
    Date,
    Integer,
    Select,
    bindparam,
    cast,
    null,
    select,
    union_all,
)

from catalog.hours import WrittenHours
from catalog.models import hours_exceptions, locations, weekly_hours
from catalog.weekly import Span, Timetable

Spans = tuple[Span, ...]
Wanted = BindParameter[int] | Select[int]
"""Ids of locations: given, or found by the same statement."""


@dataclass(frozen=True, slots=True)
class Premises:
    """Of a location, what its hours depend on; `opening_hours` is a text in the map's syntax."""

    zone: str
    latitude: float
    longitude: float
    opening_hours: str | None

    @classmethod
    def of(cls, row: Any) -> Self:
        """From any row of a location that has these columns."""
        return cls(row.zone, row.latitude, row.longitude, row.opening_hours)


@dataclass(slots=True)
class Kept:
    """What a merchant keeps here of the hours of a location, or of one of its resources."""

    own: bool = False
    weekly: defaultdict[int, Spans] = field(default_factory=lambda: defaultdict(tuple))
    exceptions: defaultdict[date, Spans] = field(default_factory=lambda: defaultdict(tuple))
    closed: set[date] = field(default_factory=set)
    blocked: defaultdict[date, Spans] = field(default_factory=lambda: defaultdict(tuple))

    def add(
        self,
        weekday: int | None,
        day: date | None,
        opens: int | None,
        closes: int | None,
        closure_id: int | None,
    ) -> None:
        if opens is None or closes is None:
            if day is None:
                self.own = True
            else:
                self.closed.add(day)
        elif day is not None:
            differing = self.exceptions if closure_id is None else self.blocked
            differing[day] += (Span(opens, closes),)
        elif weekday is not None:
            self.weekly[weekday] += (Span(opens, closes),)


def timetable(connection: Connection, location_id: int) -> Timetable | None:
    """A location's hours; None where nothing is known of them."""
    columns = locations.c
    found = select(columns.zone, columns.latitude, columns.longitude, columns.opening_hours)
    row = connection.execute(found.where(columns.id == location_id)).one_or_none()
    if row is None:
        return None
    return timetables(connection, {location_id: Premises.of(row)}).get(location_id)


def timetables(connection: Connection, places: Mapping[int, Premises]) -> dict[int, Timetable]:
    """The hours of those locations of which some are known, by location id."""
    kept = kept_hours(connection, list(places)) if places else {}
    found = ((each, timetable_at(place, kept.get(each))) for each, place in places.items())
    return {location: hours for location, hours in found if hours is not None}


def timetable_at(place: Premises, kept: Kept | None) -> Timetable | None:
    kept = kept or Kept()
    written = None
    if not kept.own and not kept.weekly:
        written = WrittenHours.of(place.opening_hours, place.zone, place.latitude, place.longitude)
        if written is None and not kept.exceptions and not kept.closed:
            return None
    return Timetable(
        zone=place.zone,
        weekly=kept.weekly,
        exceptions=kept.exceptions,
        written=written,
        closed=frozenset(kept.closed),
        blocked=kept.blocked,
        own=kept.own,
    )


def kept_hours(connection: Connection, location_ids: list[int]) -> dict[int, Kept]:
    found: defaultdict[int, Kept] = defaultdict(Kept)
    for location_id, _, *rest in connection.execute(hours(), {"locations": location_ids}):
        found[location_id].add(*rest)
    return found


def wanted_locations() -> BindParameter[int]:
    return bindparam("locations", type_=Integer, expanding=True)


@cache
def hours() -> CompoundSelect[*tuple[Any, ...]]:
    return union_all(*hours_of_places(wanted_locations())).order_by("opens")


def hours_of_places(wanted: Wanted) -> tuple[Select[*tuple[Any, ...]], ...]:
    """The week, the days that differ, and for each location that keeps its own week a row."""
    week, other, place = weekly_hours.c, hours_exceptions.c, locations.c
    no_id = cast(null(), BigInteger)
    no_day, nothing = cast(null(), Date), cast(null(), Integer)
    return (
        select(
            week.location_id.label("location_id"),
            no_id.label("resource_id"),
            week.weekday.label("weekday"),
            no_day.label("day"),
            week.opens.label("opens"),
            week.closes.label("closes"),
            no_id.label("closure_id"),
        ).where(week.location_id.in_(wanted)),
        select(
            other.location_id,
            no_id,
            nothing,
            other.day,
            other.opens,
            other.closes,
            other.closure_id,
        ).where(other.location_id.in_(wanted)),
        select(place.id, no_id, nothing, no_day, nothing, nothing, no_id).where(
            place.id.in_(wanted), place.own_hours
        ),
    )
