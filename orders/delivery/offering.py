"""An order is offered to the couriers who are near and free, a few at a time; the first to accept has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Connection, Select, bindparam, exists, select, update

from catalog.menu.courier_pay import pay_at
from database import rows
from database.inserting import insert_for
from orders.delivery import couriers, keeping, live_map, news
from orders.delivery.deliveries import Delivery, move, stands, taken
from orders.delivery.delivery_models import (
    UNDER_WAY,
    Answer,
    DeliveryState,
    deliveries,
    delivery_offers,
)
from orders.delivery.news import Step
from orders.delivery.pacing import OFFER, SILENT_BEFORE, WAVE, nearest
from orders.errors import CourierBusy, OfferOver
from orders.loading import OrderRow
from orders.models import OrderState, orders
from people import standing
from people.rights import Right, require


@dataclass(frozen=True, slots=True)
class Offer:
    """The columns of `delivery_offers` (see there)."""

    id: int
    order_id: int
    courier_id: int
    offered_at: datetime
    until: datetime
    meters: int | None
    answer: str | None
    answered_at: datetime | None
    pay: int | None
    pay_currency: str | None
    earned: int | None
    earned_at: datetime | None
    payment_id: int | None


def offer_to(connection: Connection, offer_id: int, courier_id: int) -> Offer | None:
    """What somebody is or was asked; None for what others are."""
    return _offer(
        connection, delivery_offers.c.id == offer_id, delivery_offers.c.courier_id == courier_id
    )


def open_offer_of(connection: Connection, courier_id: int) -> Offer | None:
    """What somebody is asked just now."""
    return _offer(
        connection, delivery_offers.c.courier_id == courier_id, delivery_offers.c.answer.is_(None)
    )


def due(connection: Connection, now: datetime) -> Sequence[int]:
    """Orders for which a courier is to be asked now, the first ready first."""
    found = connection.execute(_due(), {"now": now}).all()
    return [
        order_id
        for order_id, merchant_id in found
        if _is_open(connection, order_id) or couriers.free(connection, order_id, merchant_id, now)
    ]


@cache
def _due() -> Select[int, int]:
    asked = exists().where(
        delivery_offers.c.order_id == deliveries.c.order_id,
        delivery_offers.c.answer.is_(None),
        delivery_offers.c.until > bindparam("now"),
    )
    return (
        select(deliveries.c.order_id, deliveries.c.merchant_id)
        .join(orders, orders.c.id == deliveries.c.order_id)
        .where(
            stands(*UNDER_WAY),
            deliveries.c.state == DeliveryState.OFFERED,
            deliveries.c.offer_from <= bindparam("now"),
            orders.c.state == OrderState.CONFIRMED,
            ~asked,
        )
        .order_by(deliveries.c.offer_from, deliveries.c.order_id)
    )


def offer(connection: Connection, order_id: int, now: datetime) -> bool:
    """Ask the next ones, if it still has nobody; says whether anything has changed.

    Who did not answer in time is asked no more, for a while.
    """
    order, delivery = taken(connection, order_id)
    if delivery.state is not DeliveryState.OFFERED or order.state != OrderState.CONFIRMED:
        return False
    missed = _miss(connection, order_id, now)
    if _is_open(connection, order_id):
        return missed
    return bool(_ask(connection, order, delivery, now)) or missed


def _ask(
    connection: Connection, order: OrderRow, delivery: Delivery, now: datetime
) -> Sequence[tuple[int, int]]:
    pay = pay_at(connection, order.location_id)
    found = couriers.free(connection, order.id, order.merchant_id, now)
    asked = []
    for candidate, meters in nearest(
        keeping.fetched_from(connection, order, delivery), found, WAVE
    ):
        new = insert_for(connection, delivery_offers).values(
            order_id=order.id,
            courier_id=candidate.person_id,
            offered_at=now,
            until=now + OFFER,
            meters=meters,
            pay=None if pay is None else pay.of(delivery.meters),
            pay_currency=None if pay is None else pay.currency,
        )
        made = new.on_conflict_do_nothing().returning(delivery_offers.c.id)
        offer_id = connection.execute(made).scalar_one_or_none()
        if offer_id is not None:  # else somebody else asks them just now
            asked.append((offer_id, candidate.person_id))
    news.tell_of_offers(connection, asked, now, quiet=False)
    return asked


def accept(connection: Connection, offer_id: int, courier_id: int, now: datetime) -> int:
    """They bring it; the order. Again it changes nothing.

    Of several who accept, the first has it: the others get OfferOver.
    """
    standing.keep(connection, courier_id)
    couriers.hear(connection, courier_id, now)
    this = offer_to(connection, offer_id, courier_id)
    if this is None:
        raise OfferOver(offer_id)
    order, delivery = taken(connection, this.order_id)
    require(connection, courier_id, Right.DELIVER, order.merchant_id)
    this = offer_to(connection, offer_id, courier_id)
    assert this is not None, offer_id
    if this.answer == Answer.ACCEPTED and delivery.courier_id == courier_id:
        return order.id
    busy = couriers.job_of(connection, courier_id)
    if busy is not None:
        raise CourierBusy(busy)
    if delivery.state is not DeliveryState.OFFERED or order.state != OrderState.CONFIRMED:
        raise OfferOver(offer_id)
    _answer(connection, offer_id, Answer.ACCEPTED, now)
    values = {"courier_id": courier_id, "accepted_at": now}
    move(connection, delivery, (DeliveryState.OFFERED,), DeliveryState.ACCEPTED, **values)
    keeping.withdraw(connection, delivery, now)
    news.tell_of_offers(connection, [(offer_id, courier_id)], now, quiet=True)
    news.tell_guest(connection, order, Step.COURIER, now)
    news.ask_for_sign(connection, delivery, courier_id, now + SILENT_BEFORE / 2, now)
    return order.id


def decline(connection: Connection, offer_id: int, courier_id: int, now: datetime) -> None:
    """Not they; the next one is asked. An offer that is over stays as it is."""
    standing.keep(connection, courier_id)
    couriers.hear(connection, courier_id, now)
    this = offer_to(connection, offer_id, courier_id)
    if this is None:
        raise OfferOver(offer_id)
    order, _delivery = taken(connection, this.order_id)
    require(connection, courier_id, Right.DELIVER, order.merchant_id)
    declined = update(delivery_offers).where(
        delivery_offers.c.id == offer_id, delivery_offers.c.answer.is_(None)
    )
    connection.execute(declined.values(answer=Answer.DECLINED, answered_at=now))
    news.tell_of_offers(connection, [(offer_id, courier_id)], now, quiet=True)


def look_again(
    connection: Connection, order: OrderRow, delivery: Delivery, now: datetime, **times: datetime
) -> None:
    """Whoever had it has it no more, and others are asked; so long is it waited for from now on.

    Whoever takes it now shows another number; a guest's own stays as they were told it.
    """
    lost = update(delivery_offers).where(
        delivery_offers.c.order_id == order.id, delivery_offers.c.answer == Answer.ACCEPTED
    )
    connection.execute(lost.values(answer=Answer.LOST, answered_at=now))
    cleared = dict.fromkeys(keeping.OF_A_COURIER)
    number = delivery.fetch_code if delivery.is_collection else keeping.new_number()
    move(
        connection,
        delivery,
        (delivery.state,),
        DeliveryState.OFFERED,
        told_at=None,
        fetch_code=number,
        **cleared,
        **times,
    )
    live_map.take_away(connection, delivery, now)
    news.tell_guest(connection, order, Step.AGAIN, now)


def _answer(connection: Connection, offer_id: int, answer: Answer, now: datetime) -> None:
    change = update(delivery_offers).where(
        delivery_offers.c.id == offer_id, delivery_offers.c.answer.is_(None)
    )
    if connection.execute(change.values(answer=answer, answered_at=now)).rowcount != 1:
        raise OfferOver(offer_id)


def _miss(connection: Connection, order_id: int, now: datetime) -> bool:
    late = (delivery_offers.c.order_id == order_id, delivery_offers.c.until <= now)
    change = update(delivery_offers).where(*late, delivery_offers.c.answer.is_(None))
    change = change.values(answer=Answer.MISSED, answered_at=now)
    missed = connection.execute(
        change.returning(delivery_offers.c.id, delivery_offers.c.courier_id)
    ).all()
    news.tell_of_offers(connection, [(row.id, row.courier_id) for row in missed], now, quiet=True)
    return bool(missed)


def _is_open(connection: Connection, order_id: int) -> bool:
    there = (delivery_offers.c.order_id == order_id, delivery_offers.c.answer.is_(None))
    return connection.execute(select(delivery_offers.c.id).where(*there)).first() is not None


def _offer(connection: Connection, *which: ColumnElement[bool]) -> Offer | None:
    return rows.one_or_none(Offer, connection.execute(select(delivery_offers).where(*which)))
