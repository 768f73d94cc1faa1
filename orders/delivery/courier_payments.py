"""What couriers were paid, as those read it who paid and who were paid."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, select

from catalog.models import locations, merchants
from database import rows
from orders.delivery.courier_payment_models import courier_payments
from orders.delivery.delivery_models import delivery_offers
from people.models import people
from people.queries import market_couriers


@dataclass(frozen=True, slots=True)
class CourierPayment:
    """For so many deliveries between two moments, in minor units; `by` is who said so."""

    id: int
    merchant_id: int
    merchant: str
    zone: str | None
    courier_id: int
    courier: str
    since: datetime
    until: datetime
    rides: int
    amount: int
    currency: str
    by: str
    paid_at: datetime
    taken_back_at: datetime | None


def of_merchant(
    connection: Connection, merchant_id: int, within: tuple[datetime, datetime]
) -> list[CourierPayment]:
    """Those that stand for something that was done between two moments, the latest first."""
    return _standing(connection, within, courier_payments.c.merchant_id == merchant_id)


def of_market(connection: Connection, within: tuple[datetime, datetime]) -> list[CourierPayment]:
    """Likewise to the market's own couriers."""
    ours = courier_payments.c.courier_id.in_(market_couriers())
    return _standing(connection, within, ours)


def payment(connection: Connection, payment_id: int) -> CourierPayment | None:
    """Whether it stands or was taken back."""
    query = _reading().where(courier_payments.c.id == payment_id)
    return rows.one_or_none(CourierPayment, connection.execute(query))


def _standing(
    connection: Connection, within: tuple[datetime, datetime], whose: ColumnElement[bool]
) -> list[CourierPayment]:
    begin, end = within
    table = courier_payments.c
    covers = exists().where(
        delivery_offers.c.payment_id == table.id,
        delivery_offers.c.earned_at >= begin,
        delivery_offers.c.earned_at < end,
    )
    query = _reading().where(whose, table.since < end, table.until > begin, covers)
    query = query.order_by(table.paid_at.desc(), table.id.desc())
    return rows.every(CourierPayment, connection.execute(query))


def _reading() -> Select[*tuple[Any, ...]]:
    table = courier_payments.c
    payer = people.alias("payer")
    zone = select(locations.c.zone).where(locations.c.merchant_id == table.merchant_id)
    return (
        select(
            table.id,
            table.merchant_id,
            merchants.c.name.label("merchant"),
            zone.order_by(locations.c.id).limit(1).scalar_subquery().label("zone"),
            table.courier_id,
            people.c.name.label("courier"),
            table.since,
            table.until,
            table.rides,
            table.amount,
            table.currency,
            payer.c.name.label("by"),
            table.paid_at,
            table.taken_back_at,
        )
        .join_from(courier_payments, merchants, merchants.c.id == table.merchant_id)
        .join(people, people.c.id == table.courier_id)
        .join(payer, payer.c.id == table.paid_by)
    )
