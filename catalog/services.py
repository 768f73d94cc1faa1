"""A merchant's own services: made, changed, copied, ordered, paused, taken off and put back.

What was ordered keeps what was agreed (`orders.terms`). A merchant's changes come one after another:
each locks its merchant first, and does not hold up orders, whose foreign keys ask for less.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, literal, select, update

from catalog.changes import Change, Subject, one_change, record
from catalog.deposits import deposit_of
from catalog.errors import (
    MerchantUnknown,
    ServicesFull,
    ServiceUnknown,
    WasPriceTooLow,
)
from catalog.indexing import reindex
from catalog.media import check as check_picture
from catalog.models import locations, merchants, service_resources, services
from catalog.service_fields import BOUNDS, PLANS, ServiceField
from catalog.service_lists import standing
from catalog.service_values import check, check_payable, most_common, name_typed
from catalog.usual import usual
from catalog.visits.errors import NobodyGivesIt
from database.money import LimitsOf, unlimited
from people.rights import Right, require

MOST = 200
NOT_COPIED = frozenset({"id", "name", "position", "active", "archived_at"})
Service = Row[*tuple[Any, ...]]


def begin(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    location_id: int,
    name: str,
    currency: str,
    by: int,
    now: datetime,
) -> int:
    """A new service as it is usual for such a merchant, paused and without a price; its id.

    In the currency of most that the merchant offers, or in this one.
    """
    merchant = merchant_at(connection, location_id, by)
    others = standing(connection, merchant.id)
    values = usual(merchant.category) | {
        "merchant_id": merchant.id,
        "location_id": location_id,
        "name": name_typed(name),
        "price": 0,
        "currency": most_common([each.currency for each in others], currency),
    }
    return add(connection, values, by, now)


def change(  # noqa: PLR0917 - likewise
    connection: Connection,
    service_id: int,
    values: Mapping[ServiceField, Any],
    by: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> None:
    """Set some of its fields; raises the refusal of the first that cannot be."""
    row = ours(connection, service_id, by)
    for field, value in values.items():
        check(service_id, field, value)
    if ServiceField.PRICE in values:
        price = values[ServiceField.PRICE]
        check_payable(service_id, ServiceField.PRICE, price, row.currency, limits)
    new = {BOUNDS[field].column: value for field, value in values.items()} | other_plans(values)
    check_ahead(row, new, limits)
    check_given(connection, row, new)
    gone = was_price(row, new)
    if gone and ServiceField.WAS_PRICE in values:
        raise WasPriceTooLow(row.id, ServiceField.WAS_PRICE)
    put(connection, row, new | gone, by, now)


def check_given(connection: Connection, row: Service, new: Mapping[str, Any]) -> None:
    """Raise NobodyGivesIt for what is given at homes, but by nobody or for no length of time."""
    told = {name: new.get(name, getattr(row, name)) for name in ("at_home", "duration_minutes")}
    if not told["at_home"]:
        return
    given = service_resources.c.service_id == row.id
    givers = connection.execute(select(service_resources.c.resource_id).where(given).limit(1))
    if told["duration_minutes"] is None or givers.first() is None:
        raise NobodyGivesIt(row.id, ServiceField.AT_HOME)


def other_plans(values: Mapping[ServiceField, Any]) -> dict[str, Any]:
    """A service is paid in one way: what is said last takes the place of the others."""
    chosen = [field for field in PLANS if values.get(field)]
    if not chosen:
        return {}
    return {BOUNDS[each].column: PLANS[each] for each in PLANS if each is not chosen[-1]}


def check_ahead(row: Service, new: Mapping[str, Any], limits: LimitsOf) -> None:
    """Raise PriceUnpayable for a deposit that no one payment may come to."""
    price, percent, amount = (
        new.get(name, getattr(row, name)) for name in ("price", "deposit_percent", "deposit")
    )
    field = ServiceField.DEPOSIT if percent is None else ServiceField.DEPOSIT_PERCENT
    asked = deposit_of(price, percent, amount)
    if asked and BOUNDS[field].column in new:
        check_payable(row.id, field, asked, row.currency, limits)


def was_price(row: Service, new: Mapping[str, Any]) -> dict[str, Any]:
    """What it cost before is more than it costs now: a price that has reached it makes it go."""
    price, before = (new.get(name, getattr(row, name)) for name in ("price", "was_price"))
    return {} if before is None or before > price else {"was_price": None}


def undo(connection: Connection, service_id: int, change_id: int, by: int, now: datetime) -> None:
    """Make it what it was before a change, where it is still what that made of it."""
    row = ours(connection, service_id, by)
    made = one_change(connection, change_id)
    if made is None or (made.subject, made.subject_id) != (Subject.SERVICE, service_id):
        return
    fields = {each.column for each in BOUNDS.values()}
    if fields >= set(made.before) and all(
        getattr(row, name) == value for name, value in made.after.items()
    ):
        before = dict(made.before)
        put(connection, row, before | was_price(row, before), by, now)


def set_photo(
    connection: Connection, service_id: int, photo: str | None, by: int, now: datetime
) -> None:
    """Its picture by its key, or none."""
    row = ours(connection, service_id, by)
    check_picture(connection, photo)
    put(connection, row, {"photo": photo}, by, now)


def set_active(
    connection: Connection, service_id: int, by: int, now: datetime, *, active: bool
) -> None:
    """Whether it is on offer; what is booked of it stays booked."""
    put(connection, ours(connection, service_id, by), {"active": active}, by, now)


def take_off(connection: Connection, service_id: int, by: int, now: datetime) -> None:
    """It leaves the lists, and nobody books it any more; what is booked stays."""
    row = ours(connection, service_id, by, taken_off=None)
    if row.archived_at is None:
        put(connection, row, {"active": False, "archived_at": now}, by, now)


def put_back(connection: Connection, service_id: int, by: int, now: datetime) -> None:
    """One that was taken off, paused and at the end of the list."""
    row = ours(connection, service_id, by, taken_off=None)
    if row.archived_at is None:
        return
    last = place_behind(standing(connection, row.merchant_id))
    put(connection, row, {"archived_at": None, "position": last}, by, now)


def copy(connection: Connection, service_id: int, name: str, by: int, now: datetime) -> int:
    """The same once more under another name, given by the same, and paused; its id."""
    row = ours(connection, service_id, by)
    here = select(services).where(services.c.id == row.id)
    whole = connection.execute(here).mappings().one()
    same = {name: value for name, value in whole.items() if name not in NOT_COPIED}
    made = add(
        connection,
        same | {"name": name_typed(name)},
        by,
        now,
    )
    given = service_resources.c
    givers = select(literal(made), given.resource_id).where(given.service_id == service_id)
    columns = ["service_id", "resource_id"]
    connection.execute(insert(service_resources).from_select(columns, givers))
    return made


def move(connection: Connection, service_id: int, to: int, by: int, now: datetime) -> None:
    """To this place in the list of those that are not taken off, counted from 0."""
    row = ours(connection, service_id, by)
    before = standing(connection, row.merchant_id)
    others = [each for each in before if each.id != service_id]
    place = min(max(to, 0), len(others))
    order = [*others[:place], row, *others[place:]]
    for position, each in enumerate(order, start=1):
        if each.position != position:
            here = services.c.id == each.id
            connection.execute(update(services).where(here).values(position=position))
    was = [each.id for each in before].index(service_id) + 1
    note(connection, row, {"position": was}, {"position": place + 1}, by, now)


def add(connection: Connection, values: Mapping[str, Any], by: int, now: datetime) -> int:
    others = standing(connection, values["merchant_id"])
    if len(others) >= MOST:
        raise ServicesFull(values["merchant_id"], MOST)
    new = {**values, "active": False, "position": place_behind(others)}
    made = insert(services).values(**new).returning(services)
    row = connection.execute(made).one()
    told = {each.column: getattr(row, each.column) for each in BOUNDS.values()}
    note(connection, row, {}, told, by, now)
    return int(row.id)


def put(
    connection: Connection, row: Service, values: Mapping[str, Any], by: int, now: datetime
) -> None:
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new:
        return
    connection.execute(update(services).where(services.c.id == row.id).values(**new))
    note(connection, row, {name: getattr(row, name) for name in new}, new, by, now)
    reindex(connection, row.merchant_id)


def note(  # noqa: PLR0917 - before and after
    connection: Connection,
    row: Service,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: int,
    now: datetime,
) -> None:
    old, new = (plain(each) for each in (before, after))
    record(connection, Change(row.merchant_id, by, Subject.SERVICE, row.id, old, new), now)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def ours(
    connection: Connection, service_id: int, by: int, *, taken_off: bool | None = False
) -> Service:
    """The service, locked behind its merchant, for somebody who may change it."""
    here = services.c.id == service_id
    merchant_id = connection.execute(
        select(services.c.merchant_id).where(here)
    ).scalar_one_or_none()
    if merchant_id is None:
        raise ServiceUnknown(service_id)
    lock_merchant(connection, merchant_id)
    require(connection, by, Right.SHOP, merchant_id)
    row = connection.execute(select(services).where(here)).one()
    if taken_off is not None and (row.archived_at is not None) != taken_off:
        raise ServiceUnknown(service_id)
    return row


def merchant_at(connection: Connection, location_id: int, by: int) -> Service:
    here = locations.c.id == location_id
    merchant_id = connection.execute(
        select(locations.c.merchant_id).where(here)
    ).scalar_one_or_none()
    if merchant_id is None:
        raise MerchantUnknown(0)
    merchant = lock_merchant(connection, merchant_id)
    require(connection, by, Right.SHOP, merchant_id)
    return merchant


def lock_merchant(connection: Connection, merchant_id: int) -> Service:
    return connection.execute(locking_merchant(), {"merchant": merchant_id}).one()


@cache
def locking_merchant() -> Select[*tuple[Any, ...]]:
    query = select(merchants).where(merchants.c.id == bindparam("merchant"))
    return query.with_for_update(key_share=True)


def place_behind(others: list[Service]) -> int:
    """Of whoever has ordered nothing yet, new ones stand by their price as well."""
    last = max((each.position for each in others), default=0)
    return last + 1 if last else 0
