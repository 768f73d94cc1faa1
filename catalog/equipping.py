"""A merchant adds, names and retires its chairs, rooms and people, and says what each gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from catalog.changes import Change, Subject, record
from catalog.cleaning import clean
from catalog.errors import (
    DetailRefused,
    LastGiver,
    ResourceUnknown,
    ServiceUnknown,
    TooManyResources,
)
from catalog.models import resources, service_resources, services
from catalog.whose import Whose, grounds_of, ours

MOST = 60
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Resource:
    """A chair, a room or a person of a location, and the services that it gives."""

    id: int
    location_id: int
    merchant_id: int
    name: str
    retired: bool
    gives: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A service of the location and whether a resource gives it, or likewise a resource of a service."""

    id: int
    name: str
    given: bool


def add(connection: Connection, location_id: int, name: str, by: int, now: datetime) -> int:
    """It gives nothing yet. TooManyResources where there are enough."""
    grounds = ours(connection, Whose(location_id), by)
    refuse_more(connection, location_id)
    called = readable(name)
    new = insert(resources).values(location_id=location_id, name=called)
    made = connection.execute(new.returning(resources.c.id)).scalar_one()
    noted(connection, grounds.merchant_id, made, by, now, {}, {"name": called})
    return made


def refuse_more(connection: Connection, location_id: int) -> None:
    here = (resources.c.location_id == location_id, resources.c.retired_at.is_(None))
    if connection.execute(select(func.count()).where(*here)).scalar_one() >= MOST:
        raise TooManyResources(location_id, MOST)


def tidy(name: str) -> str:
    """In one line, as it will be shown, however long."""
    return clean(name, 8 * LONGEST_NAME)


def readable(name: str) -> str:
    """DetailRefused of a name that shows nothing, or has no room."""
    called = tidy(name)
    if not called:
        raise DetailRefused("name")
    if len(called) > LONGEST_NAME:
        raise DetailRefused("name", LONGEST_NAME)
    return called


def rename(connection: Connection, resource_id: int, name: str, by: int, now: datetime) -> None:
    """Guests read the new name from now on, also of what is booked."""
    found = own(connection, resource_id, by)
    change(connection, found, by, now, name=readable(name))


def retire(connection: Connection, resource_id: int, by: int, now: datetime) -> None:
    """It gives nothing that is booked from now on; what is booked with it stays."""
    found = own(connection, resource_id, by)
    if not found.retired:
        change(connection, found, by, now, retired_at=now)


def bring_back(connection: Connection, resource_id: int, by: int, now: datetime) -> None:
    """It gives what it gave before. TooManyResources where there are enough without it."""
    found = own(connection, resource_id, by)
    if found.retired:
        refuse_more(connection, found.location_id)
        change(connection, found, by, now, retired_at=None)


def give(
    connection: Connection,
    resource_id: int,
    service_id: int,
    by: int,
    now: datetime,
    *,
    gives: bool,
) -> None:
    """Whether it gives a service; LastGiver where nobody else would."""
    found = own(connection, resource_id, by)
    service = own_service(connection, found, service_id)
    if (service_id in found.gives) == gives:
        return
    link = {"service_id": service_id, "resource_id": resource_id}
    if gives:
        connection.execute(insert(service_resources).values(**link))
    elif is_last(connection, service_id):
        raise LastGiver(service_id, resource_id)
    else:
        connection.execute(delete(service_resources).filter_by(**link))
    old, new = ({"gives": service} if each else {} for each in (not gives, gives))
    noted(connection, found.merchant_id, resource_id, by, now, old, new)


def is_first(connection: Connection, service_id: int) -> bool:
    """Whether a service has seats of its own, as nothing gives it."""
    given = exists().where(service_resources.c.service_id == service_id)
    return not connection.execute(select(given)).scalar_one()


def is_last(connection: Connection, service_id: int) -> bool:
    query = select(func.count()).where(service_resources.c.service_id == service_id)
    return connection.execute(query).scalar_one() <= 1


def own_service(connection: Connection, found: Resource, service_id: int) -> str:
    query = select(services.c.name).where(
        services.c.id == service_id, services.c.location_id == found.location_id
    )
    name = connection.execute(query).scalar_one_or_none()
    if name is None:
        raise ServiceUnknown(service_id)
    return name


def own(connection: Connection, resource_id: int, by: int) -> Resource:
    """A resource of a shop that the person may change; nobody takes it until the transaction ends."""
    ours(connection, Whose(resource(connection, resource_id).location_id, resource_id), by)
    return resource(connection, resource_id)


def change(connection: Connection, found: Resource, by: int, now: datetime, **values: Any) -> None:
    here = resources.c.id == found.id
    row = connection.execute(select(resources).where(here)).one()
    connection.execute(update(resources).where(here).values(**values))
    old, new = (
        {name: told(value) for name, value in each.items()}
        for each in ({name: getattr(row, name) for name in values}, values)
    )
    noted(connection, found.merchant_id, found.id, by, now, old, new)


def told(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def noted(  # noqa: PLR0917 - likewise
    connection: Connection,
    merchant_id: int,
    resource_id: int,
    by: int,
    now: datetime,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
) -> None:
    record(connection, Change(merchant_id, by, Subject.RESOURCE, resource_id, old, new), now)


def resource(connection: Connection, resource_id: int) -> Resource:
    """ResourceUnknown where there is none."""
    found = find(connection, resource_id)
    if found is None:
        raise ResourceUnknown(resource_id)
    return found


def find(connection: Connection, resource_id: int) -> Resource | None:
    row = connection.execute(by_id(), {"resource": resource_id}).one_or_none()
    if row is None:
        return None
    given = connection.execute(given_by(), {"resource": resource_id}).scalars()
    return Resource(
        id=row.id,
        location_id=row.location_id,
        merchant_id=grounds_of(connection, Whose(row.location_id)).merchant_id,
        name=row.name,
        retired=row.retired_at is not None,
        gives=tuple(given),
    )


@cache
def by_id() -> Select[*tuple[Any, ...]]:
    return select(resources).where(resources.c.id == bindparam("resource"))


@cache
def given_by() -> Select[int]:
    given = service_resources.c
    query = select(given.service_id).where(given.resource_id == bindparam("resource"))
    return query.order_by(given.service_id)


def resources_of(connection: Connection, location_id: int) -> Sequence[tuple[int, str, bool]]:
    """(id, name, whether it is retired) of a location's; the retired last."""
    gone = resources.c.retired_at.is_not(None)
    query = select(resources.c.id, resources.c.name, gone)
    query = query.where(resources.c.location_id == location_id).order_by(gone, resources.c.id)
    return [(row[0], row[1], bool(row[2])) for row in connection.execute(query)]


def services_for(connection: Connection, found: Resource) -> list[Given]:
    """The services of its location that have starts, paused ones too; those taken off are gone."""
    query = select(services.c.id, services.c.name).where(
        services.c.location_id == found.location_id,
        services.c.archived_at.is_(None),
        services.c.duration_minutes.is_not(None),
    )
    rows = connection.execute(query.order_by(services.c.name, services.c.id))
    return [Given(row.id, row.name, row.id in found.gives) for row in rows]


def givers_for(connection: Connection, service_id: int) -> list[Given]:
    """The chairs, rooms and people of a service's location that are not retired, and who gives it."""
    gives = exists().where(
        service_resources.c.service_id == service_id,
        service_resources.c.resource_id == resources.c.id,
    )
    query = (
        select(resources.c.id, resources.c.name, gives)
        .join(services, services.c.location_id == resources.c.location_id)
        .where(services.c.id == service_id, resources.c.retired_at.is_(None))
        .order_by(resources.c.id)
    )
    return [Given(row[0], row[1], bool(row[2])) for row in connection.execute(query)]
