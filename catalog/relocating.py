"""A service is given at another address of its merchant; who gives it there is chosen anew."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from catalog.changes import Change, Subject, record
from catalog.errors import LocationUnknown
from catalog.models import locations, service_resources
from catalog.services import Service, ours, put


def relocate(
    connection: Connection, service_id: int, location_id: int, by: int, now: datetime
) -> None:
    """Nobody takes seats at either address until the transaction ends."""
    row = ours(connection, service_id, by)
    if row.location_id == location_id:
        return
    lock_both(connection, row, location_id)
    leave_givers(connection, row, by, now)
    put(connection, row, {"location_id": location_id}, by, now)


def lock_both(connection: Connection, row: Service, location_id: int) -> None:
    here = locations.c
    query = select(here.id).where(
        here.merchant_id == row.merchant_id, here.id.in_((row.location_id, location_id))
    )
    found = connection.execute(query.order_by(here.id).with_for_update()).scalars().all()
    if location_id not in found:
        raise LocationUnknown(location_id)


def leave_givers(connection: Connection, row: Service, by: int, now: datetime) -> None:
    link = service_resources.c
    gone = delete(service_resources).where(link.service_id == row.id).returning(link.resource_id)
    for resource_id in sorted(connection.execute(gone).scalars()):
        about = (row.merchant_id, by, Subject.RESOURCE, resource_id)
        record(connection, Change(*about, {"gives": row.id}, {}), now)
