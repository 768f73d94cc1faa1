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
    CompoundSelect,
    Connection,
    Date,
    Integer,
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
    """What a merchant keeps here of its hours."""

    weekly: defaultdict[int, Spans] = field(default_factory=lambda: defaultdict(tuple))
    exceptions: defaultdict[date, Spans] = field(default_factory=lambda: defaultdict(tuple))


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
    weekly: Mapping[int, Spans] = kept.weekly if kept else {}
    exceptions: Mapping[date, Spans] = kept.exceptions if kept else {}
    written = None
    if not weekly:
        written = WrittenHours.of(place.opening_hours, place.zone, place.latitude, place.longitude)
    if not weekly and not exceptions and written is None:
        return None
    return Timetable(place.zone, weekly, exceptions, written)


def kept_hours(connection: Connection, location_ids: list[int]) -> dict[int, Kept]:
    found: defaultdict[int, Kept] = defaultdict(Kept)
    for location, weekday, day, opens, closes in connection.execute(
        hours(), {"locations": location_ids}
    ):
        spans = () if opens is None or closes is None else (Span(opens, closes),)
        if day is None:
            found[location].weekly[weekday] += spans
        else:
            found[location].exceptions[day] += spans
    return found


@cache
def hours() -> CompoundSelect[*tuple[Any, ...]]:
    week, other = weekly_hours.c, hours_exceptions.c
    wanted = bindparam("locations", type_=Integer, expanding=True)
    return union_all(
        select(
            week.location_id,
            week.weekday,
            cast(null(), Date).label("day"),
            week.opens.label("opens"),
            week.closes,
        ).where(week.location_id.in_(wanted)),
        select(
            other.location_id, cast(null(), Integer), other.day, other.opens, other.closes
        ).where(other.location_id.in_(wanted)),
    ).order_by("opens")
