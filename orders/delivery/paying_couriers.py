"""Whoever pays a courier says so, once for each delivery, and may take it back for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, func, insert, literal, select, update

from database.outbox import put_all
from orders.delivery.courier_payment_models import courier_payments
from orders.delivery.delivery_models import deliveries, delivery_offers
from orders.errors import CourierPaid, EarnedMeanwhile, PaymentTakenBack, TooLateToTakeBack
from orders.notices import notice
from people.errors import NoRight
from people.queries import market_couriers
from people.rights import GRANTS, Right, require, role_at

TAKEN_BACK_WITHIN = timedelta(days=14)
"""Later a courier may rely on it."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a courier did for a merchant, from the first moment up to before the second."""

    merchant_id: int
    courier_id: int
    within: tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class _Unpaid:
    """An offer by which something was earned, in minor units."""

    offer_id: int
    currency: str
    earned: int


def pay(connection: Connection, work: Work, rides: int, by: int, now: datetime) -> None:
    """All of it that was promised something and is not paid.

    `rides` is how many deliveries there were, paid ones too, when whoever pays read what is to be paid:
    EarnedMeanwhile where there are more. CourierPaid where nothing is left. What is in several
    currencies is a payment in each.
    """
    _check_may(connection, work.merchant_id, work.courier_id, by)
    unpaid = _taken(connection, work)
    if not unpaid:
        raise CourierPaid(work.merchant_id)
    if _done(connection, work) != rides:
        raise EarnedMeanwhile(work.merchant_id)
    for currency, covered in groupby(unpaid, lambda each: each.currency):
        payment = _pay(connection, work, currency, list(covered), by, now)
        _tell(connection, work.courier_id, payment, "paid", now)


def take_back(connection: Connection, payment_id: int, by: int, now: datetime) -> None:
    """It was not paid after all: what it covered is open again. Of two the second hears PaymentTakenBack."""
    table = courier_payments.c
    query = select(table.merchant_id, table.courier_id, table.paid_at)
    found = connection.execute(query.where(table.id == payment_id)).one_or_none()
    if found is None:
        raise NoRight
    _check_may(connection, found.merchant_id, found.courier_id, by)
    if now > found.paid_at + TAKEN_BACK_WITHIN:
        raise TooLateToTakeBack(found.merchant_id)
    change = update(courier_payments).where(table.id == payment_id, table.taken_back_at.is_(None))
    if connection.execute(change.values(taken_back_by=by, taken_back_at=now)).rowcount == 0:
        raise PaymentTakenBack(found.merchant_id)
    covered = update(delivery_offers).where(delivery_offers.c.payment_id == payment_id)
    connection.execute(covered.values(payment_id=None))
    _tell(connection, found.courier_id, payment_id, "taken back", now)


def _check_may(connection: Connection, merchant_id: int, courier_id: int, by: int) -> None:
    """Who keeps the place's accounts may; of the market's couriers also who pays for the market."""
    role = role_at(connection, by, merchant_id, lock=True)
    if role is not None and Right.SALES in GRANTS[role]:
        return
    ours = select(literal(courier_id).in_(market_couriers()))
    if not connection.execute(ours).scalar_one():
        raise NoRight
    require(connection, by, Right.PAYOUTS)


def _done(connection: Connection, work: Work) -> int:
    """How many there are, which only grows."""
    query = select(func.count()).select_from(delivery_offers).join(deliveries, _of_order())
    return connection.execute(query.where(*_which(work))).scalar_one()


def _of_order() -> ColumnElement[bool]:
    return deliveries.c.order_id == delivery_offers.c.order_id


def _which(work: Work) -> tuple[ColumnElement[bool], ...]:
    table = delivery_offers.c
    begin, end = work.within
    return (
        table.courier_id == work.courier_id,
        deliveries.c.merchant_id == work.merchant_id,
        table.earned_at.is_not(None),
        table.earned_at >= begin,
        table.earned_at < end,
    )


def _taken(connection: Connection, work: Work) -> list[_Unpaid]:
    """By currency; nobody else pays them until the transaction ends."""
    table = delivery_offers.c
    query = (
        select(table.id, table.pay_currency, table.earned)
        .join_from(delivery_offers, deliveries, _of_order())
        .where(*_which(work), table.earned.is_not(None), table.payment_id.is_(None))
        .order_by(table.pay_currency, table.id)
        .with_for_update(of=delivery_offers)
    )
    return [
        _Unpaid(each.id, str(each.pay_currency), int(each.earned or 0))
        for each in connection.execute(query)
    ]


def _pay(  # noqa: PLR0917 - a row
    connection: Connection,
    work: Work,
    currency: str,
    covered: Sequence[_Unpaid],
    by: int,
    now: datetime,
) -> int:
    since, until = work.within
    new = insert(courier_payments).values(
        merchant_id=work.merchant_id,
        courier_id=work.courier_id,
        since=since,
        until=until,
        rides=len(covered),
        amount=sum(each.earned for each in covered),
        currency=currency,
        paid_by=by,
        paid_at=now,
    )
    payment = connection.execute(new.returning(courier_payments.c.id)).scalar_one()
    change = update(delivery_offers).where(
        delivery_offers.c.id.in_([each.offer_id for each in covered]),
        delivery_offers.c.payment_id.is_(None),
    )
    if connection.execute(change.values(payment_id=payment)).rowcount != len(covered):
        raise CourierPaid(work.merchant_id)
    return payment


def _tell(
    connection: Connection, courier_id: int, payment_id: int, what: str, now: datetime
) -> None:
    """The courier, in one message that says how it stands."""
    mark = f"{payment_id}:{what}"
    told = notice("courier_payment", courier_id, mark, payment=payment_id)
    put_all(connection, [told], now)
