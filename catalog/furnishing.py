"""What an applicant said of hours, a first service and a photo becomes the new merchant's."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from catalog.applications import Application, FirstService
from catalog.keeping import Week
from catalog.models import locations, merchants, services, weekly_hours
from catalog.usual import step_for, usual


def furnish(connection: Connection, merchant_id: int, application: Application) -> None:
    """Nobody books there yet: that begins when it is approved, and its applicant runs it."""
    here = locations.c.merchant_id == merchant_id
    location_id = connection.execute(select(locations.c.id).where(here)).scalar_one()
    if application.week:
        open_on(connection, location_id, application.week)
    if application.photo:
        shown = update(merchants).where(merchants.c.id == merchant_id)
        connection.execute(shown.values(photo=application.photo))
    if application.service is not None and application.service.whole:
        assert application.category is not None
        offered = service_row(application.service, application.category)
        owner = {"merchant_id": merchant_id, "location_id": location_id}
        connection.execute(insert(services).values(**offered, **owner))


def open_on(connection: Connection, location_id: int, week: Week) -> None:
    """The week is the merchant's own: no import takes it away."""
    rows = [
        {"location_id": location_id, "weekday": day, "opens": each.opens, "closes": each.closes}
        for day, spans in week.items()
        for each in spans
    ]
    connection.execute(insert(weekly_hours), rows)
    own = update(locations).where(locations.c.id == location_id)
    connection.execute(own.values(own_hours=True))


def service_row(service: FirstService, category: str) -> dict[str, Any]:
    """All that was not asked for is as it is usual for such a place."""
    minutes = service.minutes or None
    return usual(category) | {
        "name": service.name,
        "price": service.price,
        "currency": service.currency,
        "duration_minutes": minutes,
        "step_minutes": step_for(minutes),
        "active": True,
    }


def strip(connection: Connection, merchant_ids: Sequence[int], nothing: str) -> None:
    """Without hours, photos and the words for services."""
    places = select(locations.c.id).where(locations.c.merchant_id.in_(merchant_ids))
    connection.execute(delete(weekly_hours).where(weekly_hours.c.location_id.in_(places)))
    named = update(services).where(services.c.merchant_id.in_(merchant_ids))
    connection.execute(named.values(name=nothing, description="", photo=None))
    shown = update(merchants).where(merchants.c.id.in_(merchant_ids))
    connection.execute(shown.values(photo=None))
