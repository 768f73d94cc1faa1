"""Which of the places found are open: their spans say so, or their hours are read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from catalog.models import locations
from catalog.opening import is_open
from catalog.prepared import prepared, unseen
from catalog.spans import Known, said_now
from catalog.timetables import Premises, timetables
from database.metadata import to_microseconds

FEW_HOURS = 100


def open_hours(connection: Connection, now: datetime) -> Sequence[int] | None:
    """Those that many places may share and that may be open; None where they are many."""
    values = {"now": to_microseconds(now), "most": FEW_HOURS}
    hours = OPEN_HOURS[connection.dialect.name].firsts(connection, values)
    return hours if len(hours) < FEW_HOURS else None


def surely_open(connection: Connection, rows: Sequence[Any], now: datetime) -> list[Any]:
    """Rows of id, hours_id and state; hours that many share are read once."""
    doubtful = {hours_of(row): row.id for row in rows if row.state == Known.NOTHING}
    read = open_by_hours(connection, doubtful.values(), now) if doubtful else set()
    opened = {hours for hours, id_ in doubtful.items() if id_ in read}
    return [row for row in rows if row.state == Known.OPEN or hours_of(row) in opened]


def hours_of(row: Any) -> tuple[str, int]:
    return ("own", row.id) if row.hours_id is None else ("shared", row.hours_id)


def open_by_hours(connection: Connection, ids: Iterable[int], now: datetime) -> set[int]:
    columns = locations.c
    query = select(
        columns.id, columns.zone, columns.latitude, columns.longitude, columns.opening_hours
    )
    found = connection.execute(query.where(columns.id.in_(list(ids)))).all()
    kept = timetables(connection, {row.id: Premises.of(row) for row in found})
    return {row.id for row in found if is_open(kept.get(row.id), now)}


def maybe_open(most: str) -> str:
    """Hours that say so, or say nothing of this moment."""
    return (
        f"SELECT h.id FROM shared_hours AS h WHERE {said_now('h.id')}"
        f" IN ({Known.OPEN.value}, {Known.NOTHING.value}) LIMIT {most}"
    )


OPEN_HOURS = {
    "sqlite": prepared("sqlite", maybe_open(":most")),
    "postgresql": prepared("postgresql", maybe_open(unseen("most", "BIGINT"))),
}
