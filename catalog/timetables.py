"""The hours that merchants keep here, read for one location or many at once."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, select

from catalog.models import hours_exceptions, locations, weekly_hours
from catalog.weekly import Span, Timetable


def timetable(connection: Connection, location_id: int) -> Timetable | None:
    """A location's hours; None where it keeps none here."""
    zone = connection.execute(
        select(locations.c.zone).where(locations.c.id == location_id)
    ).scalar_one_or_none()
    return timetables(connection, {location_id: zone}).get(location_id) if zone else None


def timetables(connection: Connection, zones: Mapping[int, str]) -> dict[int, Timetable]:
    """The hours of those locations that keep some here, by location id; zones by the same ids."""
    weekly = weekly_of(connection, list(zones)) if zones else {}
    exceptions = exceptions_of(connection, list(weekly)) if weekly else {}
    return {
        location: Timetable(zones[location], week, exceptions.get(location, {}))
        for location, week in weekly.items()
    }


def weekly_of(
    connection: Connection, location_ids: list[int]
) -> dict[int, dict[int, tuple[Span, ...]]]:
    found: defaultdict[int, defaultdict[int, tuple[Span, ...]]] = defaultdict(
        lambda: defaultdict(tuple)
    )
    columns = weekly_hours.c
    rows = connection.execute(
        select(columns.location_id, columns.weekday, columns.opens, columns.closes)
        .where(columns.location_id.in_(location_ids))
        .order_by(columns.opens)
    )
    for location, weekday, opens, closes in rows:
        found[location][weekday] += (Span(opens, closes),)
    return {location: dict(week) for location, week in found.items()}


def exceptions_of(
    connection: Connection, location_ids: list[int]
) -> dict[int, dict[date, tuple[Span, ...]]]:
    found: defaultdict[int, defaultdict[date, tuple[Span, ...]]] = defaultdict(
        lambda: defaultdict(tuple)
    )
    columns = hours_exceptions.c
    rows = connection.execute(
        select(columns.location_id, columns.day, columns.opens, columns.closes)
        .where(columns.location_id.in_(location_ids))
        .order_by(columns.opens)
    )
    for location, day, opens, closes in rows:
        found[location][day] += () if opens is None or closes is None else (Span(opens, closes),)
    return {location: dict(days) for location, days in found.items()}
