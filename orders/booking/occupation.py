"""What is taken of some services in a stretch of time, read at once: seats by the counter, and by
the resources that give them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    Select,
    bindparam,
    func,
    select,
    union_all,
)

from catalog.models import resources, service_resources
from catalog.rosters import Roster
from orders.booking.offers import Offer
from orders.booking.taken import Taken
from orders.booking.trips import leaves_room
from orders.booking.whereabouts import visit_from, with_visits
from orders.models import OrderState, orders, slots
from orders.rules import LONGEST_SERVICE, OCCUPYING, names


@dataclass(slots=True)
class Line:
    """What takes one resource, by its beginning; `longest` bounds how far back to look."""

    given: InitVar[Iterable[Taken]]
    taken: list[Taken] = field(init=False)
    begins: list[datetime] = field(init=False)
    longest: timedelta = field(init=False)

    def __post_init__(self, given: Iterable[Taken]) -> None:
        self.taken = sorted(given, key=lambda each: each.begin)
        self.begins = [each.begin for each in self.taken]
        self.longest = max((each.end - each.begin for each in self.taken), default=timedelta())

    def left(self, offer: Offer, starts_at: datetime, begin: datetime, end: datetime) -> int:
        """Seats share a resource only with the same start of the same service, at its place.

        Two visits to guests follow each other where the way between them leaves room.
        """
        left = offer.capacity
        earliest = begin - self.longest
        for at in range(bisect_left(self.begins, end) - 1, -1, -1):
            each = self.taken[at]
            if each.begin < earliest:
                break
            if each.end > begin and not passes(offer, each, begin, end):
                if (
                    offer.at_home
                    or each.service_id != offer.service_id
                    or each.starts_at != starts_at
                ):
                    return 0
                left -= each.seats
        return left


def passes(offer: Offer, other: Taken, begin: datetime, end: datetime) -> bool:
    """Whether both are visits, and one comes from the one to the other in time."""
    if offer.trip is None or other.visit is None:
        return False
    return leaves_room(offer.trip, (begin, end), other.visit, (other.begin, other.end))


@dataclass(frozen=True, slots=True)
class Occupation:
    """By service and start the seats that are counted; by service its resources, and their lines."""

    counted: Mapping[tuple[int, datetime], int] = field(default_factory=dict)
    givers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    lines: Mapping[int, Line] = field(default_factory=dict)

    def left_of(
        self, offer: Offer, roster: Roster, resource: int | None = None
    ) -> Callable[[datetime], int]:
        """What says how many seats of a start are left.

        With resources those of the one that has most, as one order sits on one; with a `resource`,
        of that one only; none of those that are not at work then.
        """
        if not offer.shared:
            service, capacity, counted = offer.service_id, offer.capacity, self.counted
            return lambda starts_at: capacity - counted.get((service, starts_at), 0)
        givers = self.givers.get(offer.service_id, ())
        wanted = [
            (roster.shifts.get(each), self.lines[each])
            for each in givers
            if resource in (None, each)
        ]
        capacity, lengths = offer.capacity, offer.lengths()

        def left(starts_at: datetime) -> int:
            lasts, before, after = lengths
            begin, end, most = starts_at - before, starts_at + after, 0
            for shift, line in wanted:
                if shift is None or shift.covers(starts_at, starts_at + lasts):
                    most = max(most, line.left(offer, starts_at, begin, end))
                    if most == capacity:
                        break
            return most

        return left


def occupation(
    connection: Connection,
    offers: Sequence[Offer],
    begin: datetime,
    end: datetime,
    now: datetime,
    *,
    but: int | None = None,
) -> Occupation:
    """Of starts between the two moments; holds that are dead by now take nothing, nor does the order `but`
    of resources.
    """
    counted = [each.service_id for each in offers if not each.shared]
    shared = [each.service_id for each in offers if each.shared]
    visits = any(each.trip is not None for each in offers)
    span = {"begin": begin, "end": end, "now": now}
    seats = seats_of(connection, {"services": counted, **span}) if counted else {}
    if not shared:
        return Occupation(seats)
    lines = lines_of(connection, {"services": shared, **span}, visits=visits, but=but)
    return Occupation(seats, *lines)


def seats_of(connection: Connection, given: Mapping[str, Any]) -> dict[tuple[int, datetime], int]:
    found: defaultdict[tuple[int, datetime], int] = defaultdict(int)
    for service_id, starts_at, seats in connection.execute(counting(), given):
        found[service_id, starts_at] += int(seats)
    return found


@cache
def counting() -> CompoundSelect[*tuple[Any, ...]]:
    """What the counters say, less the seats of holds that are dead."""
    wanted: BindParameter[int] = bindparam("services", expanding=True)
    begin: BindParameter[datetime] = bindparam("begin")
    end: BindParameter[datetime] = bindparam("end")
    dead = (
        select(orders.c.service_id, orders.c.starts_at, -func.sum(orders.c.seats))
        .where(
            orders.c.state == OrderState.HELD,
            orders.c.held_until <= bindparam("now"),
            orders.c.service_id.in_(wanted),
            orders.c.starts_at.between(begin, end),
            orders.c.slot_id.is_not(None),
        )
        .group_by(orders.c.service_id, orders.c.starts_at)
    )
    taken = select(slots.c.service_id, slots.c.starts_at, slots.c.held + slots.c.booked).where(
        slots.c.service_id.in_(wanted), slots.c.starts_at.between(begin, end)
    )
    return union_all(taken, dead)


def lines_of(
    connection: Connection, given: Mapping[str, Any], *, visits: bool, but: int | None = None
) -> tuple[dict[int, list[int]], dict[int, Line]]:
    """The resources of each service in order, and what takes each of them; with `visits`, where."""
    givers: defaultdict[int, list[int]] = defaultdict(list)
    taken: dict[int, dict[int, Taken]] = {}
    bounded = {**given, "earliest": given["begin"] - LONGEST_SERVICE}
    for service_id, resource_id, order_id, *stretch in connection.execute(
        occupying(visits=visits), bounded
    ):
        if resource_id not in givers[service_id]:
            givers[service_id].append(resource_id)
        theirs = taken.setdefault(resource_id, {})
        if order_id is not None and order_id != but:
            theirs[order_id] = Taken(*stretch[:5], visit=visit_from(*stretch[5:]))
    return givers, {each: Line(theirs.values()) for each, theirs in taken.items()}


@cache
def occupying(*, visits: bool) -> Select[*tuple[Any, ...]]:
    """Each resource of the services with the orders on it; those without any are there too."""
    on_it = (
        (orders.c.resource_id == service_resources.c.resource_id)
        & (orders.c.occupied_from > bindparam("earliest"))
        & (orders.c.occupied_from < bindparam("end"))
        & (orders.c.occupied_until > bindparam("begin"))
        & orders.c.state.in_(names(OCCUPYING))
        & ((orders.c.state != OrderState.HELD) | (orders.c.held_until > bindparam("now")))
    )
    query = (
        select(
            service_resources.c.service_id,
            service_resources.c.resource_id,
            orders.c.id,
            orders.c.occupied_from,
            orders.c.occupied_until,
            orders.c.service_id,
            orders.c.starts_at,
            orders.c.seats,
        )
        .select_from(service_resources.join(resources).outerjoin(orders, on_it))
        .where(
            service_resources.c.service_id.in_(bindparam("services", expanding=True)),
            resources.c.retired_at.is_(None),
        )
        .order_by(service_resources.c.service_id, service_resources.c.resource_id)
    )
    return with_visits(query) if visits else query
