"""A merchant sets its week, or that of one of its resources; what is booked stays as it was agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Table, delete, insert, select, update

from catalog.change_models import changes
from catalog.changes import Change, Subject, record
from catalog.errors import ChangedSince, NoDayLeft
from catalog.models import locations, resources, weekly_hours
from catalog.roster_models import resource_hours
from catalog.rosters import rosters
from catalog.typed_hours import spans_of, written_as
from catalog.weekly import Span
from catalog.whose import Whose, grounds_of, ours

Week = Mapping[int, tuple[Span, ...]]
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OWN = "own"
"""In a record, whether the merchant had set the week itself."""

OFF = "off"


def week_of(connection: Connection, whose: Whose, now: datetime) -> Week:
    """What opens on each weekday, but for days that differ: as it is shown and booked by."""
    premises = grounds_of(connection, whose).premises
    roster = rosters(connection, {whose.location_id: premises})[whose.location_id]
    shift = roster.shifts.get(whose.resource_id) if whose.resource_id is not None else None
    hours = roster.place if shift is None else shift.timetable
    if hours is None:
        return {}
    usual = replace(hours, exceptions={}, closed=frozenset())
    today = now.astimezone(ZoneInfo(premises.zone)).date()
    return {day.weekday(): usual.spans(day) for day in week_from(today)}


def week_from(day: date) -> Iterable[date]:
    return (day + timedelta(days=ahead) for ahead in range(7))


def has_own_week(connection: Connection, whose: Whose) -> bool:
    """Whether the merchant set it, and it is not another's: a map's, or the location's."""
    if whose.resource_id is None:
        return grounds_of(connection, whose).own_hours
    return bool(rows_of(connection, whose))


def set_days(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    whose: Whose,
    weekdays: Iterable[int],
    spans: Iterable[Span],
    by: int,
    now: datetime,
) -> None:
    """From now on this opens on these weekdays; the others stay as they were shown."""
    set_week(connection, whose, dict.fromkeys(weekdays, tuple(spans)), by, now)


def set_week(connection: Connection, whose: Whose, days: Week, by: int, now: datetime) -> None:
    """Likewise each of these days with spans of its own; the others stay as they were shown."""
    ours(connection, whose, by)
    week = dict(week_of(connection, whose, now)) | dict(days)
    if whose.resource_id is not None and not any(week.values()):
        raise NoDayLeft(whose.resource_id)
    write(connection, whose, {OWN: True} | texts(week), by, now)


def follow_place(connection: Connection, whose: Whose, by: int, now: datetime) -> None:
    """A resource works whenever its location is open."""
    ours(connection, whose, by)
    assert whose.resource_id is not None
    write(connection, whose, {OWN: False} | dict.fromkeys(DAYS), by, now)


def undo(connection: Connection, change_id: int, by: int, now: datetime) -> None:
    """The week is as it was before a change; ChangedSince where it was changed again meanwhile."""
    whose, row = week_changed(connection, change_id)
    ours(connection, whose, by)
    stands = state_of(connection, whose)
    if any(stands.get(name) != value for name, value in row.after.items()):
        raise ChangedSince(change_id)
    write(connection, whose, stands | row.before, by, now)


def week_changed(connection: Connection, change_id: int) -> tuple[Whose, Any]:
    """Whose week was changed, and how; ChangedSince where it was none."""
    row = connection.execute(select(changes).where(changes.c.id == change_id)).one_or_none()
    whose = None if row is None else whose_week(connection, row)
    if whose is None:
        raise ChangedSince(change_id)
    return whose, row


def whose_week(connection: Connection, row: Any) -> Whose | None:
    """Whose week a change was about; None if it was none's."""
    if OWN not in row.after and not set(DAYS) & set(row.after):
        return None
    if row.subject == Subject.HOURS:
        return Whose(row.subject_id)
    if row.subject != Subject.RESOURCE:
        return None
    query = select(resources.c.location_id).where(resources.c.id == row.subject_id)
    return Whose(connection.execute(query).scalar_one(), row.subject_id)


def last_change(connection: Connection, whose: Whose, by: int) -> int | None:
    """The latest change of this week, where that person made it and nobody changed it since."""
    subject, subject_id = whose.subject
    merchant = grounds_of(connection, whose).merchant_id
    query = select(changes).where(
        changes.c.merchant_id == merchant,
        changes.c.subject == subject,
        changes.c.subject_id == subject_id,
    )
    row = connection.execute(query.order_by(changes.c.id.desc()).limit(1)).one_or_none()
    if row is None or row.person_id != by or whose_week(connection, row) is None:
        return None
    return int(row.id)


def texts(week: Week) -> dict[str, str | None]:
    return {DAYS[each]: written_as(week.get(each, ())) for each in range(7)}


def table_of(whose: Whose) -> tuple[Table, dict[str, int]]:
    if whose.resource_id is None:
        return weekly_hours, {"location_id": whose.location_id}
    return resource_hours, {"resource_id": whose.resource_id}


def rows_of(connection: Connection, whose: Whose) -> dict[int, tuple[Span, ...]]:
    table, owner = table_of(whose)
    columns = table.c
    query = select(columns.weekday, columns.opens, columns.closes).filter_by(**owner)
    found: dict[int, tuple[Span, ...]] = {}
    for row in connection.execute(query.order_by(columns.weekday, columns.opens)):
        found[row.weekday] = (*found.get(row.weekday, ()), Span(row.opens, row.closes))
    return found


def state_of(connection: Connection, whose: Whose) -> dict[str, Any]:
    """What is kept in rows, as it is recorded; no day where nothing is kept."""
    kept = rows_of(connection, whose)
    own = has_own_week(connection, whose)
    return {OWN: own} | (texts(kept) if own or kept else dict.fromkeys(DAYS))


def write(
    connection: Connection, whose: Whose, state: Mapping[str, Any], by: int, now: datetime
) -> None:
    before = state_of(connection, whose)
    table, owner = table_of(whose)
    connection.execute(delete(table).filter_by(**owner))
    rows = [
        {**owner, "weekday": weekday, "opens": span.opens, "closes": span.closes}
        for weekday, name in enumerate(DAYS)
        for span in (spans_of(state[name]) if state[name] else ())
    ]
    if rows:
        connection.execute(insert(table), rows)
    if whose.resource_id is None:
        here = update(locations).where(locations.c.id == whose.location_id)
        connection.execute(here.values(own_hours=state[OWN]))
    changed = [name for name in state if state[name] != before[name]]
    about = (grounds_of(connection, whose).merchant_id, by, *whose.subject)
    old, new = ({name: each[name] for name in changed} for each in (before, state))
    record(connection, Change(*about, old, new), now)
