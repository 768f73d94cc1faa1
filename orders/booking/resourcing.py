"""Chairs, rooms and people that several services share: chosen and taken without overlaps.

Whoever wants a resource takes its day rows first, so that overlaps are counted one after another.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from catalog.models import resources, service_resources
from catalog.rosters import Roster
from database.inserting import insert_into
from orders.booking.occupation import Line
from orders.booking.offers import When, Wish
from orders.booking.resource_models import resource_days
from orders.booking.starts import roster_of
from orders.booking.taken import Occupied
from orders.booking.whereabouts import visit_from, with_visits
from orders.errors import ResourceGone, SlotGone
from orders.models import OrderState, orders
from orders.rules import LONGEST_SERVICE, OCCUPYING, days_between, names


def candidates(connection: Connection, service_id: int) -> list[int]:
    """The resources that can give a service, in the order in which everybody takes them."""
    return list(connection.execute(giving(), {"service": service_id}).scalars())


@cache
def giving() -> Select[int]:
    given = service_resources.c.service_id == bindparam("service")
    query = select(service_resources.c.resource_id).join(resources)
    query = query.where(given, resources.c.retired_at.is_(None))
    return query.order_by(service_resources.c.resource_id)


def chosen(connection: Connection, wish: Wish) -> list[int]:
    """Those of them on which the wish may be met; ResourceGone where it names another one.

    SlotGone where none of those is at work then.
    """
    around = wish.when.around
    every: Sequence[int] = around.givers if around else ()
    every = every or candidates(connection, wish.offer.service_id)
    if wish.resource_id is not None:
        if wish.resource_id not in every:
            raise ResourceGone(wish.offer.service_id, wish.resource_id)
        every = [wish.resource_id]
    roster = around.roster if around else roster_of(connection, wish.offer)
    there = at_work(roster, every, wish.when)
    if every and not there:
        raise SlotGone(wish.offer.service_id, wish.when.starts_at)
    return there


def at_work(roster: Roster, resource_ids: Sequence[int], when: When) -> list[int]:
    """Those who are there from the start to the end."""
    return [each for each in resource_ids if roster.works(each, when.starts_at, when.ends_at)]


def overlapping(resource_ids: Sequence[int], begin: datetime, end: datetime) -> ColumnElement[bool]:
    """Orders on these resources whose stretch, buffers included, meets this one."""
    return and_(
        orders.c.resource_id.in_(resource_ids),
        orders.c.occupied_from > begin - LONGEST_SERVICE,
        orders.c.occupied_from < end,
        orders.c.occupied_until > begin,
    )


def stretch(resource_ids: Sequence[int], begin: datetime, end: datetime) -> dict[str, Any]:
    """What `meeting` is asked with."""
    earliest = begin - LONGEST_SERVICE
    return {"resources": resource_ids, "earliest": earliest, "begin": begin, "end": end}


@cache
def meeting() -> ColumnElement[bool]:
    """The same for statements that are built once."""
    resources: BindParameter[int] = bindparam("resources", expanding=True)
    return and_(
        orders.c.resource_id.in_(resources),
        orders.c.occupied_from > bindparam("earliest"),
        orders.c.occupied_from < bindparam("end"),
        orders.c.occupied_until > bindparam("begin"),
    )


def occupied(
    connection: Connection,
    resource_ids: Sequence[int],
    begin: datetime,
    end: datetime,
    *,
    but: int | None = None,
    visits: bool = False,
) -> list[Occupied]:
    """What takes these resources in a stretch, dead holds too, but for the order `but`; with
    `visits` also where each is had.
    """
    given = stretch(resource_ids, begin, end)
    rows = connection.execute(occupying_with_visits() if visits else occupying(), given)
    found = [taken_by(dict(row)) for row in rows.mappings()]
    return [each for each in found if each.order_id != but]


def taken_by(row: dict[str, Any]) -> Occupied:
    where = [row.pop(name, None) for name in ("latitude", "longitude", "way_minutes")]
    return Occupied(**row, visit=visit_from(*where))


@cache
def occupying_with_visits() -> Select[*tuple[Any, ...]]:
    return with_visits(occupying())


@cache
def occupying() -> Select[*tuple[Any, ...]]:
    return select(*parts()).where(meeting(), is_occupying())


def is_occupying() -> ColumnElement[bool]:
    return orders.c.state.in_(names(OCCUPYING))


def parts() -> tuple[ColumnElement[Any], ...]:
    """Of an order, by the names that `Occupied` has for them."""
    return (
        orders.c.starts_at,
        orders.c.occupied_from.label("begin"),
        orders.c.occupied_until.label("end"),
        case((orders.c.state == OrderState.HELD, orders.c.held_until)).label("held_until"),
        orders.c.service_id,
        orders.c.seats,
        orders.c.id.label("order_id"),
        orders.c.resource_id,
    )


def free_ones(
    wish: Wish, resource_ids: Sequence[int], taken: Sequence[Occupied], now: datetime
) -> list[int]:
    """Those of the resources that have so many seats at that time."""
    given = (
        wish.offer,
        wish.when.starts_at,
        wish.when.occupied_from,
        wish.when.occupied_until,
    )
    alive = [each for each in taken if not each.is_dead(now)]
    lines = {each: Line([one for one in alive if one.resource_id == each]) for each in resource_ids}
    return [each for each in resource_ids if lines[each].left(*given) >= wish.seats]


def take_days(connection: Connection, resource_id: int, when: When) -> None:
    """From here to the end of the transaction nobody else can take the resource on these days."""
    if connection.dialect.name == "sqlite":  # there the transaction itself keeps others out
        return
    days = days_between(when.occupied_from, when.occupied_until)
    rows = [{"resource_id": resource_id, "day": day, "holds": 1} for day in days]
    connection.execute(taking_day(connection.dialect.name), rows)


@cache
def taking_day(dialect: str) -> sqlite.Insert | postgresql.Insert:
    return insert_into(resource_days, dialect).on_conflict_do_update(
        index_elements=[resource_days.c.resource_id, resource_days.c.day],
        set_={"holds": resource_days.c.holds + 1},
    )
