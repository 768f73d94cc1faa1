"""What the busy market pays at counters: a visit with a rest, a bill that is shown, a tip."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from catalog.models import merchants, services
from orders.bills import holding, making, tipping
from orders.booking import placing
from orders.course import redeeming
from orders.models import orders
from orders.reading import queries
from tests.market import Town
from tests.structure.served import paid_for


@dataclass(frozen=True, slots=True)
class Billed:
    """A visit that left something, one that did long ago, and the key of a bill that is open."""

    left: int
    old: int
    key: str


def billed(  # noqa: PLR0917 - a cast
    connection: Connection, town: Town, guest: int, clerk: int, start: datetime, now: datetime
) -> Billed:
    """At the barber's, whose beard trims have a deposit for a moment."""
    here = merchants.c.id == town.barber
    takes = update(merchants).where(here).values(takes_bills=True, takes_tips=True)
    connection.execute(takes)
    service = services.c.id == town.chair
    connection.execute(update(services).where(service).values(deposit=500))
    visit = visited(connection, town.chair, guest, clerk, start, now)
    old = long_left(connection, town.chair, guest, clerk, start + timedelta(hours=2), now)
    connection.execute(update(services).where(service).values(deposit=None))
    typed = holding.type_bill(connection, guest, town.barber, 2000, "EUR", None, now)
    paid_for(connection, guest, typed, now)
    paid_for(connection, guest, tipping.hold_tip(connection, typed, guest, 200, now), now)
    return Billed(visit, old, making.show(connection, town.barber, 1800, "EUR", clerk, now))


def visited(  # noqa: PLR0917 - a cast
    connection: Connection, service: int, guest: int, clerk: int, start: datetime, now: datetime
) -> int:
    visit = placing.hold(connection, guest, service, start, 1, None, now)
    paid_for(connection, guest, visit, now)
    found = queries.order(connection, visit)
    assert found is not None
    assert found.code is not None
    redeeming.redeem(connection, found.code, clerk, f"left-{visit}", now)
    return visit


def long_left(  # noqa: PLR0917 - a cast
    connection: Connection, service: int, guest: int, clerk: int, start: datetime, now: datetime
) -> int:
    """A visit of long ago, whose rest was never paid."""
    visit = visited(connection, service, guest, clerk, start, now)
    then, until = now - timedelta(days=20), now - timedelta(days=20) + timedelta(minutes=30)
    times = {"starts_at": then, "ends_at": until, "occupied_from": then, "occupied_until": until}
    connection.execute(update(orders).where(orders.c.id == visit).values(times))
    return visit
