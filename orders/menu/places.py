"""The counter where a menu is picked up: its hours, what its kitchen can do, what is agreed there."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, bindparam, select

from catalog.menu.menu_models import pickup_settings
from catalog.models import locations, merchants
from catalog.timetables import Premises
from catalog.views import MenuPayment
from orders.errors import NotOrderable
from orders.rules import Terms
from orders.sitting.seats import seat

KEPT = 100
"""The percentage of what was made and nobody came for."""


@dataclass(frozen=True, slots=True)
class PaidHere:
    """How a place has its menu paid, and from how many missed visits on all of it ahead."""

    payment: MenuPayment
    max_no_shows: int


@dataclass(frozen=True, slots=True)
class Counter:
    """Where something is ordered from a menu and picked up.

    Of `collections_per_window`, 0 is as many as come. Who sits there at a table, in `sitting_id`, has
    it brought, also where nobody picks up.
    """

    location_id: int
    merchant_id: int
    premises: Premises
    items_per_window: int
    collections_per_window: int
    lead_minutes: int
    open: bool
    terms: Terms
    paid: PaidHere
    sitting_id: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.premises.zone)

    def day(self, moment: datetime) -> date:
        """The local one."""
        return moment.astimezone(self.zone).date()


def counter_at(
    connection: Connection, location_id: int, guest_id: int = 0, *, at_table: bool = False
) -> Counter:
    """NotOrderable where nothing can be picked up now, unless it is brought to a table there.

    Of the guest, if one is named, it is known whether they sit there.
    """
    given = {"location": location_id, "sits": guest_id, "there": location_id}
    row = connection.execute(counter_row(), given).one_or_none()
    if row is None or not (found := made_of(row, at_table=at_table)).open:
        raise NotOrderable(location_id)
    return found


def locked_counter(connection: Connection, location_id: int, *, at_table: bool = False) -> Counter:
    """Likewise; whoever else plans work for its kitchen waits until the transaction ends.

    Nobody closes the place meanwhile, or is waited for: what is read of its hours counts.
    """
    if connection.dialect.name != "sqlite":  # there the transaction itself keeps others out
        given = {"location": location_id}
        connection.execute(keeping_open(), given)
        connection.execute(planning_alone(), given)
    return counter_at(connection, location_id, at_table=at_table)


@cache
def keeping_open() -> Select[int]:
    query = select(locations.c.id).where(locations.c.id == bindparam("location"))
    return query.with_for_update(read=True, key_share=True)


@cache
def planning_alone() -> Select[int]:
    here = pickup_settings.c.location_id == bindparam("location")
    return select(pickup_settings.c.location_id).where(here).with_for_update(key_share=True)


@cache
def counter_row() -> Select[*tuple[Any, ...]]:
    return (
        select(
            pickup_settings.c.location_id,
            pickup_settings.c.active,
            pickup_settings.c.items_per_window,
            pickup_settings.c.collections_per_window,
            pickup_settings.c.lead_minutes,
            pickup_settings.c.cancel_free_minutes,
            *(pickup_settings.c[each.name] for each in fields(MenuPayment)),
            locations.c.merchant_id,
            locations.c.zone,
            locations.c.latitude,
            locations.c.longitude,
            locations.c.opening_hours,
            merchants.c.state,
            merchants.c.commission_basis_points,
            merchants.c.auto_confirm,
            merchants.c.confirm_minutes,
            merchants.c.max_no_shows,
            seat().label("sitting_id"),
        )
        .join_from(pickup_settings, locations, locations.c.id == pickup_settings.c.location_id)
        .join(merchants, merchants.c.id == locations.c.merchant_id)
        .where(pickup_settings.c.location_id == bindparam("location"))
    )


def made_of(row: Row[*tuple[Any, ...]], *, at_table: bool) -> Counter:
    served = row.active or at_table or row.sitting_id is not None
    return Counter(
        location_id=row.location_id,
        merchant_id=row.merchant_id,
        premises=Premises.of(row),
        items_per_window=row.items_per_window,
        collections_per_window=row.collections_per_window,
        lead_minutes=row.lead_minutes,
        open=bool(served) and row.state == "active",
        terms=agreed(row),
        paid=PaidHere(MenuPayment.of(row), row.max_no_shows),
        sitting_id=row.sitting_id,
    )


def agreed(row: Row[*tuple[Any, ...]]) -> Terms:
    """What was made for somebody who does not come is theirs to pay."""
    return Terms(
        cancel_free_minutes=row.cancel_free_minutes,
        late_cancel_percent=KEPT,
        no_show_percent=KEPT,
        refund_unused=False,
        refund_cancelled=False,
        commission_basis_points=row.commission_basis_points,
        valid_days=1,
        auto_confirm=row.auto_confirm,
        confirm_minutes=row.confirm_minutes,
        zone=row.zone,
    )
