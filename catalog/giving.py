"""Who gives the services that a spreadsheet brings: people a guest may ask for, each with a day of their own."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert, select

from catalog.candidate import Offered
from catalog.models import resources, service_resources, services


def set_givers(connection: Connection, location_id: int, offered: Iterable[Offered]) -> bool:
    """Of the services whose people the file names; says whether anything changed."""
    wanted = {each.name: each.people for each in offered if each.people is not None}
    if not wanted:
        return False
    numbers = numbered(connection, location_id, wanted)
    links = {
        (numbers[service], person)
        for service, people in wanted.items()
        for person in known_as(connection, location_id, people)
    }
    return set_links(connection, numbers.values(), links)


def numbered(
    connection: Connection, location_id: int, wanted: Mapping[str, object]
) -> Mapping[str, int]:
    query = select(services.c.name, services.c.id).where(
        services.c.location_id == location_id, services.c.active
    )
    return {row.name: row.id for row in connection.execute(query) if row.name in wanted}


def known_as(connection: Connection, location_id: int, people: Iterable[str]) -> Iterable[int]:
    """The ids of these people of a location, who are added where nobody has their name."""
    here = resources.c.location_id == location_id
    query = select(resources.c.name, resources.c.id).where(here)
    known = {row.name: row.id for row in connection.execute(query)}
    for name in people:
        if name not in known:
            made = insert(resources).values(location_id=location_id, name=name)
            known[name] = connection.execute(made.returning(resources.c.id)).scalar_one()
        yield known[name]


def set_links(
    connection: Connection, service_ids: Iterable[int], wanted: set[tuple[int, int]]
) -> bool:
    link = service_resources.c
    of_these = link.service_id.in_(list(service_ids))
    query = select(link.service_id, link.resource_id).where(of_these)
    if wanted == {tuple(row) for row in connection.execute(query)}:
        return False
    connection.execute(delete(service_resources).where(of_these))
    rows = [{"service_id": service, "resource_id": person} for service, person in sorted(wanted)]
    if rows:
        connection.execute(insert(service_resources), rows)
    return True
