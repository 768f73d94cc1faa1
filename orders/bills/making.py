"""Bills are made: by a clerk who shows one, by a guest who types one, for a rest or a tip."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, func, insert, select

from catalog.models import locations, merchants, services
from database.money import Limits, LimitsOf, unlimited
from orders import codes
from orders.bills.bill_models import BillKind, bills
from orders.errors import BillUnpayable, NoBillsHere
from people.rights import Right, require

OPEN = timedelta(hours=2)
"""So long may a bill be paid that a clerk has shown."""

PROOF = 4
LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Till:
    """Where a merchant takes money, in which currency, and what it takes off a bill."""

    merchant_id: int
    location_id: int
    currency: str
    discount_percent: int
    commission_basis_points: int
    zone: str


def till(
    connection: Connection, merchant_id: int, currency: str, location_id: int | None = None
) -> Till:
    """That place of a merchant's, or its first; in the currency of most of its services, or in this one.

    NoBillsHere where it takes none, or has no such place.
    """
    here = (
        select(
            merchants.c.takes_bills,
            merchants.c.state,
            merchants.c.bill_discount_percent,
            merchants.c.commission_basis_points,
            locations.c.id,
            locations.c.zone,
        )
        .join(locations, locations.c.merchant_id == merchants.c.id)
        .where(merchants.c.id == merchant_id)
        .order_by(locations.c.id)
        .limit(1)
    )
    if location_id is not None:
        here = here.where(locations.c.id == location_id)
    row = connection.execute(here).one_or_none()
    if row is None or not row.takes_bills or row.state != "active":
        raise NoBillsHere(merchant_id)
    return Till(
        merchant_id,
        row.id,
        currency_of(connection, merchant_id, row.id) or currency,
        row.bill_discount_percent,
        row.commission_basis_points,
        row.zone,
    )


def currency_of(connection: Connection, merchant_id: int, location_id: int) -> str | None:
    """Of most of what it has there, else elsewhere."""
    there = func.count().filter(services.c.location_id == location_id)
    query = (
        select(services.c.currency)
        .where(services.c.merchant_id == merchant_id)
        .group_by(services.c.currency)
        .order_by(there.desc(), func.count().desc(), services.c.currency)
        .limit(1)
    )
    return connection.execute(query).scalar_one_or_none()


def show(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    merchant_id: int,
    amount: int,
    currency: str,
    staff_id: int,
    now: datetime,
    limits: LimitsOf = unlimited,
    *,
    location_id: int | None = None,
) -> str:
    """A clerk has a bill to show, at that place or the first; its key. `currency` is the market's."""
    require(connection, staff_id, Right.REDEEM, merchant_id)
    found = till(connection, merchant_id, currency, location_id)
    check_payable(found, amount, limits(found.currency))
    key: str = made(connection, found, amount, now, made_by=staff_id).key
    return key


def check_payable(found: Till, amount: int, limits: Limits | None) -> None:
    """BillUnpayable where what is left after the discount cannot be paid at once."""
    left = amount - off(amount, found.discount_percent)
    if not 0 < amount <= LARGEST or limits is None or not limits.take(left):
        raise BillUnpayable(found.merchant_id, found.currency, limits)


def off(amount: int, percent: int) -> int:
    """What the discount comes to: rounded down, so that the percentage is never exceeded."""
    return amount * percent // 100


def made(
    connection: Connection,
    found: Till,
    amount: int,
    now: datetime,
    *,
    kind: BillKind = BillKind.BILL,
    made_by: int | None = None,
    of_order_id: int | None = None,
) -> Row[int, str]:
    """The id and the key of a new bill; a discount is of bills only."""
    new = insert(bills).values(
        key=codes.make(),
        kind=kind,
        merchant_id=found.merchant_id,
        location_id=found.location_id,
        made_by=made_by,
        of_order_id=of_order_id,
        amount=amount,
        currency=found.currency,
        discount_percent=found.discount_percent if kind == BillKind.BILL else 0,
        proof="".join(secrets.choice(codes.ALPHABET) for _ in range(PROOF)),
        made_at=now,
        open_until=now + OPEN,
    )
    return connection.execute(new.returning(bills.c.id, bills.c.key)).one()
