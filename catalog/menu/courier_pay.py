"""What a place pays whoever brings something from it: so much for each, and so much for each kilometre."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from catalog.changes import Change, Subject, record
from catalog.errors import NumberOutOfRange
from catalog.menu.delivering import is_on
from catalog.menu.delivery_models import delivery_settings
from catalog.menu.owning import our_place
from database.inserting import upsert

KILOMETRE = 1000
MOST = 10**9
"""In minor units: more than anybody is paid."""


@dataclass(frozen=True, slots=True)
class CourierPay:
    """In minor units of the currency; the way counts from the counter to the door, in a straight line."""

    fixed: int
    per_km: int
    currency: str

    def of(self, meters: int) -> int:
        """For so long a way, rounded to the nearest unit."""
        return self.fixed + (self.per_km * meters + KILOMETRE // 2) // KILOMETRE


def pay_at(connection: Connection, location_id: int) -> CourierPay | None:
    """None where the place has not said."""
    table = delivery_settings.c
    query = select(table.courier_fixed, table.courier_per_km, table.courier_currency)
    row = connection.execute(query.where(table.location_id == location_id)).one_or_none()
    if row is None or row.courier_currency is None:
        return None
    return CourierPay(row.courier_fixed, row.courier_per_km, row.courier_currency)


def set_pay(
    connection: Connection, location_id: int, pay: CourierPay, by: int, now: datetime
) -> None:
    """For what is offered from now on; whoever was offered something keeps what they were told."""
    place = our_place(connection, location_id, by)
    for name, value in (("fixed", pay.fixed), ("per_km", pay.per_km)):
        if not 0 <= value <= MOST:
            raise NumberOutOfRange(location_id, name, 0, MOST)
    before = pay_at(connection, location_id)
    active = is_on(connection, location_id)
    values = {"active": active, **_columns(pay)}
    upsert(connection, delivery_settings, {"location_id": location_id}, values)
    old = {} if before is None else _columns(before)
    differ = {name: value for name, value in _columns(pay).items() if old.get(name) != value}
    was = {name: old[name] for name in differ if name in old}
    told = Change(place.merchant_id, by, Subject.DELIVERY, location_id, was, differ)
    record(connection, told, now)


def _columns(pay: CourierPay) -> dict[str, int | str]:
    return {
        "courier_fixed": pay.fixed,
        "courier_per_km": pay.per_km,
        "courier_currency": pay.currency,
    }
