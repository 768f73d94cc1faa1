"""A service is given at another address of its merchant; who gives it there is chosen anew."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from catalog.changes import Change, Subject, record
from catalog.errors import LocationUnknown
from catalog.indexing import reindex
from catalog.models import locations, service_resources, services
from catalog.services import Service, note, ours


def relocate(
    connection: Connection, service_id: int, location_id: int, by: int, now: datetime
) -> None:
    """Nobody takes seats at either address until the transaction ends."""
    row = ours(connection, service_id, by)
    if row.location_id == location_id:
        return
    addresses = lock_both(connection, row, location_id)
    leave_givers(connection, row, by, now)
    here = update(services).where(services.c.id == service_id)
    connection.execute(here.values(location_id=location_id))
    old, new = ({"address": addresses[each]} for each in (row.location_id, location_id))
    note(connection, row, old, new, by, now)
    reindex(connection, row.merchant_id)


def lock_both(connection: Connection, row: Service, location_id: int) -> dict[int, str]:
    """The addresses; LocationUnknown for one that is not this merchant's."""
    here = locations.c
    query = select(here.id, here.address, here.name).where(
        here.merchant_id == row.merchant_id, here.id.in_((row.location_id, location_id))
    )
    rows = connection.execute(query.order_by(here.id).with_for_update())
    found = {each.id: each.address or each.name for each in rows}
    if location_id not in found:
        raise LocationUnknown(location_id)
    return found


def leave_givers(connection: Connection, row: Service, by: int, now: datetime) -> None:
    link = service_resources.c
    gone = delete(service_resources).where(link.service_id == row.id).returning(link.resource_id)
    for resource_id in sorted(connection.execute(gone).scalars()):
        about = (row.merchant_id, by, Subject.RESOURCE, resource_id)
        record(connection, Change(*about, {"gives": row.name}, {}), now)
