"""A visit of the busy market that left something to be paid at the counter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from catalog.models import services
from orders.booking import placing
from orders.course import redeeming
from orders.reading import queries
from tests.market import Town
from tests.structure.served import paid_for


@dataclass(frozen=True, slots=True)
class Billed:
    """The visit."""

    left: int


def billed(connection: Connection, town: Town, guest: int, clerk: int, now: datetime) -> Billed:
    service = services.c.id == town.chair
    connection.execute(update(services).where(service).values(deposit=500))
    from tests.structure.busy import first_free

    start = first_free(connection, town.chair, 3, now)
    order = placing.hold(connection, guest, town.chair, start, 1, None, now)
    connection.execute(update(services).where(service).values(deposit=None))
    paid_for(connection, guest, order, now)
    found = queries.order(connection, order)
    assert found is not None
    assert found.code is not None
    redeeming.redeem(connection, found.code, clerk, "left", now)
    return Billed(order)
