"""What stands in a calendar of one place: bookings, times that are being paid for, and times proposed."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, or_, select

from catalog.models import resources
from orders.models import OF_SERVICES, OrderState, orders, vouchers
from orders.rules import BOOKED, LIVE, LONGEST_SERVICE, names
from people.models import people

MOST = 600
"""So many are shown of any stretch; a week of a large place has fewer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An order as a stretch of a calendar. Times in UTC; `proposed_for` where it only keeps one."""

    id: int
    guest: str
    title: str
    seats: int
    starts_at: datetime
    ends_at: datetime
    state: OrderState
    resource_id: int | None
    resource: str | None
    chosen: bool
    used: int
    proposed_for: int | None

    @property
    def booking(self) -> int:
        """The booking to look at."""
        return self.proposed_for or self.id

    @property
    def is_kept(self) -> bool:
        """Nobody has it yet: it is being paid for, or proposed."""
        return self.state is OrderState.HELD

    def can_move(self, now: datetime) -> bool:
        """As far as can be seen here; the deed asks more."""
        return self.state in LIVE and not self.used and self.starts_at > now


def entries(  # noqa: PLR0917 - whose, where, when
    connection: Connection,
    merchant_id: int,
    location_id: int,
    begin: datetime,
    until: datetime,
    now: datetime,
) -> list[Entry]:
    """Whatever meets the stretch, the earliest first."""
    given = {
        "merchant": merchant_id,
        "location": location_id,
        "earliest": begin - LONGEST_SERVICE,
        "begin": begin,
        "until": until,
        "now": now,
    }
    rows = connection.execute(standing(), given).mappings()
    return [Entry(**{**row, "state": OrderState(row["state"])}) for row in rows]


@cache
def standing() -> Select[*tuple[Any, ...]]:
    alive = (orders.c.state == OrderState.HELD) & (orders.c.held_until > bindparam("now"))
    return (
        select(
            orders.c.id,
            people.c.name.label("guest"),
            orders.c.title,
            orders.c.seats,
            orders.c.starts_at,
            orders.c.ends_at,
            orders.c.state,
            orders.c.resource_id,
            resources.c.name.label("resource"),
            orders.c.chosen_resource_id.is_not(None).label("chosen"),
            func.coalesce(vouchers.c.used, 0).label("used"),
            orders.c.proposed_for,
        )
        .select_from(orders)
        .join(people, people.c.id == orders.c.guest_id)
        .outerjoin(resources, resources.c.id == orders.c.resource_id)
        .outerjoin(vouchers, vouchers.c.order_id == orders.c.id)
        .where(
            orders.c.merchant_id == bindparam("merchant"),
            orders.c.location_id == bindparam("location"),
            orders.c.starts_at > bindparam("earliest"),
            orders.c.starts_at < bindparam("until"),
            orders.c.ends_at > bindparam("begin"),
            or_(orders.c.state.in_(names(BOOKED)), alive),
            orders.c.fulfilment.in_(OF_SERVICES),
        )
        .order_by(orders.c.starts_at, orders.c.id)
        .limit(MOST)
    )
