"""Mends counters of stock, of kitchens and of collections that are no longer what orders take of them.

As `recounting` does with those of seats: the row is locked first and recounted then.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select, text, update

from orders.auditing.claims import CLAIM_COUNTERS, COLLECTION_COUNTERS, INVARIANTS
from orders.auditing.recounting import Seats
from orders.booking.claims import COLUMNS, TABLES
from orders.claim_models import ClaimKind, order_claims
from orders.models import OrderState, orders
from orders.rules import BOOKED, names


@dataclass(frozen=True, slots=True)
class RecountedCounter:
    """A counter that said `before`, and whose orders say `after`; left alone where they do not fit."""

    kind: ClaimKind
    counter_id: int
    capacity: int
    before: Seats
    after: Seats

    @property
    def fits(self) -> bool:
        return self.after.held + self.after.booked <= self.capacity


def wrong_counters(connection: Connection) -> Sequence[tuple[ClaimKind, int]]:
    """Counters that the audit finds fault with at this moment."""
    return [
        (ClaimKind(row.kind), row.counter)
        for name in (CLAIM_COUNTERS, COLLECTION_COUNTERS)
        for row in connection.execute(text(INVARIANTS[name]))
    ]


def recount_counter(
    connection: Connection, kind: ClaimKind, counter_id: int
) -> RecountedCounter | None:
    """Set it to what its orders say, if they fit; None where it said so already."""
    table = TABLES[kind]
    query = select(table).where(table.c.id == counter_id).with_for_update(key_share=True)
    row = connection.execute(query).one()
    before, after = Seats(row.held, row.booked), taken_by_orders(connection, kind, counter_id)
    found = RecountedCounter(kind, counter_id, row.capacity, before, after)
    if before == after:
        return None
    if found.fits:
        here = update(table).where(table.c.id == counter_id)
        connection.execute(here.values(held=after.held, booked=after.booked))
    return found


def taken_by_orders(connection: Connection, kind: ClaimKind, counter_id: int) -> Seats:
    quantity = order_claims.c.quantity
    held = case((orders.c.state == OrderState.HELD, quantity), else_=0)
    booked = case((orders.c.state.in_(names(BOOKED)), quantity), else_=0)
    sums = (func.coalesce(func.sum(each), 0) for each in (held, booked))
    query = select(*sums).join_from(order_claims, orders, orders.c.id == order_claims.c.order_id)
    query = query.where(order_claims.c[COLUMNS[kind]] == counter_id)
    return Seats(*(int(each) for each in connection.execute(query).one()))
