"""Services and hours that a spreadsheet brings for a merchant that nobody looks after yet."""

from collections.abc import Container
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from catalog import hours
from catalog.candidate import Candidate, Offered
from catalog.giving import set_givers
from catalog.indexing import reindex
from catalog.models import locations, services, weekly_hours

TERMS = {
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "lead_minutes": 60,
    "horizon_days": 30,
    "uses": 1,
    "valid_days": 180,
    "cancel_free_minutes": 1440,
    "late_cancel_percent": 50,
    "no_show_percent": 100,
    "refund_unused": True,
}
"""What the merchant finds when it comes, to change as it likes."""

DEFAULT_STEP = 15


def offer(connection: Connection, merchant_id: int, location_id: int, candidate: Candidate) -> bool:
    """Make its services and hours those of the file; says whether anything changed."""
    if not candidate.offered:
        return False
    changed = set_services(connection, merchant_id, location_id, candidate)
    changed |= set_hours(connection, location_id, candidate)
    if changed:
        reindex(connection, merchant_id)
    return changed


def offer_first(
    connection: Connection, merchant_id: int, location_id: int, candidate: Candidate
) -> bool:
    """Likewise where it has no services at all; hours that it has stay."""
    some = select(services.c.id).where(services.c.merchant_id == merchant_id).limit(1)
    if not candidate.offered or connection.execute(some).first() is not None:
        return False
    set_services(connection, merchant_id, location_id, candidate)
    give_hours(connection, location_id, candidate)
    reindex(connection, merchant_id)
    return True


def give_hours(connection: Connection, location_id: int, candidate: Candidate) -> None:
    """To a location that has none."""
    here = locations.c.id == location_id
    kept = select(weekly_hours.c.location_id).where(weekly_hours.c.location_id == location_id)
    known = connection.execute(select(locations.c.opening_hours).where(here)).scalar_one()
    if known or connection.execute(kept.limit(1)).first() is not None:
        return
    if keeps_own(connection, location_id):
        return
    values = {"opening_hours": candidate.opening_hours}
    connection.execute(update(locations).where(here).values(**values))
    set_hours(connection, location_id, candidate)


def keeps_own(connection: Connection, location_id: int) -> bool:
    query = select(locations.c.own_hours).where(locations.c.id == location_id)
    return connection.execute(query).scalar_one()


def set_services(
    connection: Connection, merchant_id: int, location_id: int, candidate: Candidate
) -> bool:
    """By name; one that the file no longer has is not offered any more."""
    known = {row.name: row for row in known_services(connection, location_id)}
    wanted = {each.name: each for each in candidate.offered}
    new = [each for name, each in wanted.items() if name not in known]
    owner = {"merchant_id": merchant_id, "location_id": location_id}
    for each in new:
        connection.execute(insert(services).values(**service_row(each), **TERMS, **owner))
    news = {
        known[name].id: service_row(each)
        for name, each in wanted.items()
        if name in known and differs(known[name], each)
    }
    news |= {row.id: {"active": False} for row in known.values() if gone(row, wanted)}
    for service_id, values in news.items():
        connection.execute(update(services).where(services.c.id == service_id).values(**values))
    return set_givers(connection, location_id, candidate.offered) or bool(new or news)


def gone(row: Any, wanted: Container[str]) -> bool:
    return bool(row.active) and row.name not in wanted


def known_services(connection: Connection, location_id: int) -> list[Any]:
    wanted = select(services).where(services.c.location_id == location_id)
    return list(connection.execute(wanted.order_by(services.c.id)))


def service_row(offered: Offered) -> dict[str, Any]:
    return {
        "name": offered.name,
        "description": offered.description,
        "price": offered.price,
        "currency": offered.currency,
        "duration_minutes": offered.duration_minutes,
        "step_minutes": offered.duration_minutes or DEFAULT_STEP,
        "capacity": offered.capacity,
        "max_seats": offered.capacity,
        "active": True,
    }


def differs(row: Any, offered: Offered) -> bool:
    return any(getattr(row, name) != value for name, value in service_row(offered).items())


def set_hours(connection: Connection, location_id: int, candidate: Candidate) -> bool:
    """A plain week is kept as rows; what holidays, seasons or the sun decide stays a text.

    Hours that a merchant has set stay.
    """
    if keeps_own(connection, location_id):
        return False
    week = hours.plain_week(candidate.opening_hours)
    wanted = {
        (weekday, span.opens, span.closes) for weekday, spans in week.items() for span in spans
    }
    columns = weekly_hours.c
    here = columns.location_id == location_id
    query = select(columns.weekday, columns.opens, columns.closes).where(here)
    if wanted == {tuple(row) for row in connection.execute(query)}:
        return False
    connection.execute(delete(weekly_hours).where(here))
    names = ("weekday", "opens", "closes")
    rows = [dict(zip(names, each, strict=True)) for each in sorted(wanted)]
    if rows:
        connection.execute(
            insert(weekly_hours), [row | {"location_id": location_id} for row in rows]
        )
    return True
