"""Who delivers, and whether they are free: a shift begun and ended, and where somebody is meanwhile.

One is a courier by role: of a merchant, or of the market, whose couriers bring for every merchant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)

from database import rows
from database.inserting import upsert
from database.point import Point
from orders.delivery.delivery_models import (
    CARRIED,
    Answer,
    couriers,
    deliveries,
    delivery_offers,
)
from orders.delivery.pacing import ASK_AGAIN, FRESH, SHIFT, Candidate
from orders.errors import CourierBusy, NotOnShift
from people import standing
from people.errors import NoRight
from people.models import operators, staff
from people.queries import market_couriers
from people.rights import GRANTS, Right

ROLES = tuple(role for role, rights in GRANTS.items() if Right.DELIVER in rights)


@dataclass(frozen=True, slots=True)
class Courier:
    """Somebody who has delivered: on shift or not, and where they were last, while that is known."""

    person_id: int
    on_shift: bool
    latitude: float | None
    longitude: float | None
    located_at: datetime | None
    heard_at: datetime

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    def fresh_point(self, now: datetime) -> Point | None:
        """Where they are, unless that is long ago."""
        if self.located_at is None or now - self.located_at > FRESH:
            return None
        return self.point


def courier(connection: Connection, person_id: int) -> Courier | None:
    """None for who never was on shift."""
    query = select(couriers).where(couriers.c.person_id == person_id)
    return rows.one_or_none(Courier, connection.execute(query))


def may_deliver(connection: Connection, person_id: int) -> bool:
    """Whether they are a courier of any merchant, or of the market."""
    return bool(connection.execute(select(delivers(person_id))).scalar_one())


def delivers_for(connection: Connection, person_id: int, merchant_id: int) -> bool:
    """Whether they are a courier of that merchant, or of the market."""
    return bool(connection.execute(select(delivers(person_id, merchant_id))).scalar_one())


def market_has_own(connection: Connection) -> bool:
    """Whether anybody delivers for the market itself, or did."""
    return connection.execute(market_couriers().limit(1)).first() is not None


def begin_shift(connection: Connection, person_id: int, point: Point | None, now: datetime) -> None:
    """From now on they are asked; again it says where they are. NoRight for who is no courier."""
    standing.keep_alone(connection, person_id)
    if not may_deliver(connection, person_id):
        raise NoRight
    upsert(
        connection,
        couriers,
        {"person_id": person_id},
        {"on_shift": True, "heard_at": now, **_placed(point, now)},
    )


def end_shift(connection: Connection, person_id: int, now: datetime) -> None:
    """They are asked no more, and where they were is forgotten. Whoever has an order ends it first."""
    standing.keep_alone(connection, person_id)
    job = job_of(connection, person_id)
    if job is not None:
        raise CourierBusy(job)
    let_go(connection, person_id)
    _withdraw(connection, person_id, now)


def let_go(connection: Connection, person_id: int) -> None:
    """Off shift, whoever says so."""
    change = update(couriers).where(couriers.c.person_id == person_id)
    connection.execute(change.values(on_shift=False, **_placed(None, None)))


def move_to(connection: Connection, person_id: int, point: Point, now: datetime) -> bool:
    """Where somebody on shift is by now; False for who is not on shift, of whom nothing is kept."""
    change = update(couriers).where(couriers.c.person_id == person_id, couriers.c.on_shift)
    values = {"heard_at": now, **_placed(point, now)}
    return connection.execute(change.values(values)).rowcount == 1


def hear(connection: Connection, person_id: int, now: datetime) -> None:
    """A sign of them; their row is taken until the transaction ends. NotOnShift where they are off."""
    if connection.execute(_hearing(), {"person": person_id, "now": now}).rowcount != 1:
        raise NotOnShift


@cache
def _hearing() -> Update:
    there = (couriers.c.person_id == bindparam("person"), couriers.c.on_shift)
    return update(couriers).where(*there).values(heard_at=bindparam("now"))


def is_silent(connection: Connection, person_id: int, since: datetime) -> bool:
    """Whether nothing was heard of somebody on shift since then."""
    query = select(couriers.c.heard_at).where(
        couriers.c.person_id == person_id, couriers.c.on_shift, couriers.c.heard_at <= since
    )
    return connection.execute(query).first() is not None


def job_of(connection: Connection, person_id: int) -> int | None:
    """The order that they have to bring."""
    return connection.execute(_carried_by(), {"person": person_id}).scalar_one_or_none()


@cache
def _carried_by() -> Select[int]:
    return select(deliveries.c.order_id).where(
        deliveries.c.courier_id == bindparam("person"), deliveries.c.state.in_(CARRIED)
    )


def free(
    connection: Connection, order_id: int, merchant_id: int, now: datetime
) -> Sequence[Candidate]:
    """Who may bring a merchant's order and has nothing to do, nor was asked for it just now."""
    person = couriers.c.person_id
    busy = exists().where(deliveries.c.courier_id == person, deliveries.c.state.in_(CARRIED))
    asked = exists().where(
        delivery_offers.c.courier_id == person, delivery_offers.c.answer.is_(None)
    )
    refused = exists().where(
        delivery_offers.c.courier_id == person,
        delivery_offers.c.order_id == order_id,
        or_(
            delivery_offers.c.answer.in_((Answer.DECLINED, Answer.LOST)),
            delivery_offers.c.answered_at > now - ASK_AGAIN,
        ),
    )
    query = select(couriers).where(
        couriers.c.on_shift,
        couriers.c.heard_at > now - SHIFT,
        delivers(person, merchant_id),
        ~busy,
        ~asked,
        ~refused,
    )
    found = rows.every(Courier, connection.execute(query.order_by(person)))
    return [Candidate(each.person_id, each.point, each.heard_at) for each in found]


def on_shift(connection: Connection, merchant_id: int, now: datetime) -> int:
    """How many could bring a merchant's orders at this time, busy or not."""
    query = select(func.count()).select_from(couriers)
    there = (couriers.c.on_shift, couriers.c.heard_at > now - SHIFT)
    found = connection.execute(query.where(*there, delivers(couriers.c.person_id, merchant_id)))
    return found.scalar_one()


def delivers(
    person: ColumnElement[int | None] | ColumnElement[int] | int,
    merchant_id: ColumnElement[int] | int | None = None,
) -> ColumnElement[bool]:
    """By a role at that merchant (at any, with None) or in the market."""
    there = [staff.c.person_id == person, staff.c.role.in_(ROLES)]
    if merchant_id is not None:
        there.append(staff.c.merchant_id == merchant_id)
    in_market = and_(operators.c.person_id == person, operators.c.role.in_(ROLES))
    return or_(exists().where(*there), exists().where(in_market))


def _placed(point: Point | None, at: datetime | None) -> dict[str, object]:
    if point is None:
        return {"latitude": None, "longitude": None, "located_at": None}
    return {"latitude": point.latitude, "longitude": point.longitude, "located_at": at}


def _withdraw(connection: Connection, person_id: int, now: datetime) -> None:
    """Whoever goes off shift has answered what they were asked."""
    open_ones = (delivery_offers.c.courier_id == person_id, delivery_offers.c.answer.is_(None))
    change = update(delivery_offers).where(*open_ones)
    connection.execute(change.values(answer=Answer.DECLINED, answered_at=now))


def nothing_to_bring(connection: Connection, person_id: int, now: datetime) -> None:
    """Refuses to forget whoever has somebody's order with them."""
    del now
    job = job_of(connection, person_id)
    if job is not None:
        raise CourierBusy(job)
