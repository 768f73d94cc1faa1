"""What time brings to a delivery: nobody takes it, its courier gives no sign, its money goes back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    or_,
    select,
    update,
)

from orders.course.cancelling import cancel
from orders.delivery import couriers, keeping, live_map, news, offering
from orders.delivery.carrying import lose, waits
from orders.delivery.deliveries import Delivery, note, stands, taken
from orders.delivery.delivery_models import UNDER_WAY, DeliveryState, Why, deliveries
from orders.delivery.delivery_models import couriers as of_couriers
from orders.delivery.keeping import ON_BOARD
from orders.delivery.news import Step
from orders.delivery.pacing import FRESH, PLACE_KEPT, SHIFT, SILENT_AFTER, SILENT_BEFORE
from orders.loading import OrderRow
from orders.rules import LIVE
from orders.transitions import Reason

MOST = 25
"""In one transaction, so that none takes long."""


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether `pass_by` would change anything."""
    due = any(_found(connection, which, now, 1) for which, _does in _steps())
    return due or connection.execute(_old(), _moments(now)).first() is not None


def pass_by(connection: Connection, now: datetime) -> bool:
    """Do what is due; call again while it says that there was something."""
    some = False
    for which, does in _steps():
        for order_id in _found(connection, which, now, MOST):
            order, delivery = taken(connection, order_id)
            if order.state in LIVE:
                some |= does(connection, order, delivery, now)
    return _forget_places(connection, now) or some


Does = Callable[[Connection, OrderRow, Delivery, datetime], bool]

NOW: BindParameter[datetime] = bindparam("now")


def _moments(now: datetime) -> Mapping[str, datetime]:
    """Until when, or since when, something was heard."""
    return {
        "now": now,
        "silent_before": now - SILENT_BEFORE,
        "silent_after": now - SILENT_AFTER,
        "fresh": now - FRESH,
        "shift": now - SHIFT,
        "place_kept": now - PLACE_KEPT,
    }


@cache
def _steps() -> Sequence[tuple[Select[int], Does]]:
    """What to look for, and what to do about it; each looks anew once it has the order."""
    delivery = deliveries.c
    left = ~couriers.delivers(delivery.courier_id, delivery.merchant_id)
    silent = or_(
        stands(DeliveryState.ACCEPTED) & or_(_is_silent("silent_before"), left),
        stands(*ON_BOARD) & or_(_is_silent("silent_after"), left) & delivery.lost_at.is_(None),
    )
    untold = stands(DeliveryState.OFFERED) & (delivery.take_by <= NOW) & delivery.told_at.is_(None)
    over = (delivery.give_up_at <= NOW) & or_(
        stands(DeliveryState.OFFERED), stands(*ON_BOARD) & delivery.lost_at.is_not(None)
    )
    stale = stands(DeliveryState.ON_THE_WAY) & delivery.mapped_at.is_not(None) & _is_nowhere()
    back = delivery.lost_at.is_not(None) & stands(*ON_BOARD) & _was_heard_since_lost()
    steps = ((back, _find), (over, _give_back), (untold, _tell), (silent, _miss), (stale, _hide))
    return tuple((_under_way(which), does) for which, does in steps)


def _under_way(which: ColumnElement[bool]) -> Select[int]:
    query = select(deliveries.c.order_id).where(stands(*UNDER_WAY), which)
    return query.limit(bindparam("most"))


def _found(connection: Connection, which: Select[int], now: datetime, most: int) -> Sequence[int]:
    """In one order, but sorted here: to find the first, SQLite would rather read all that ever were."""
    return sorted(connection.execute(which, {**_moments(now), "most": most}).scalars())


def _tell(connection: Connection, order: OrderRow, delivery: Delivery, now: datetime) -> bool:
    """Nobody has it by the time it should be on its way: guest and place hear of it."""
    if delivery.state is not DeliveryState.OFFERED or delivery.told_at or now < delivery.take_by:
        return False
    note(connection, delivery, told_at=now)
    news.tell_guest(connection, order, Step.NOBODY, now)
    news.tell_place(connection, order, Step.NOBODY, now)
    return True


def _give_back(connection: Connection, order: OrderRow, delivery: Delivery, now: datetime) -> bool:
    """Nobody has decided anything by the last moment: all of the money goes back."""
    lost = delivery.lost_at is not None and delivery.state in ON_BOARD
    if now < delivery.give_up_at or not (lost or delivery.state is DeliveryState.OFFERED):
        return False
    call_off(connection, order, delivery, Why.LOST if lost else Why.NO_COURIER, None, now)
    return True


def call_off(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order: OrderRow,
    delivery: Delivery,
    why: Why,
    actor_id: int | None,
    now: datetime,
    reason: Reason = Reason.UNDELIVERED,
) -> None:
    """It is brought to nobody, and its guest gets everything back."""
    keeping.fail(connection, delivery, why, now)
    cancel(connection, order, reason, actor_id, now)


def _miss(connection: Connection, order: OrderRow, delivery: Delivery, now: datetime) -> bool:
    """No sign of whoever has it, or they deliver no more: before it is fetched another one gets it."""
    if not delivery.is_carried:
        return False
    before = delivery.state is DeliveryState.ACCEPTED
    courier = couriers.courier(connection, delivery.carried_by)
    if courier is None:
        return False
    silent = now - courier.heard_at >= (SILENT_BEFORE if before else SILENT_AFTER)
    if not silent and couriers.delivers_for(connection, courier.person_id, delivery.merchant_id):
        return False
    if silent or not before or not couriers.may_deliver(connection, courier.person_id):
        couriers.let_go(connection, courier.person_id)
    if not before:
        lose(connection, order, delivery, now)
        return True
    offering.look_again(connection, order, delivery, now, **waits(order, delivery, now))
    news.tell_courier(connection, delivery, courier.person_id, Step.LOST, now)
    return True


def _find(connection: Connection, order: OrderRow, delivery: Delivery, now: datetime) -> bool:
    """Whoever was lost is there again, and nobody has decided yet."""
    courier = couriers.courier(connection, delivery.carried_by)
    lost_at = delivery.lost_at
    if courier is None or lost_at is None or courier.heard_at <= lost_at:
        return False
    note(connection, delivery, lost_at=None)
    news.tell_guest(connection, order, Step.FOUND, now)
    news.tell_place(connection, order, Step.FOUND, now)
    return True


def _hide(connection: Connection, _order: OrderRow, delivery: Delivery, now: datetime) -> bool:
    """Its courier lets their place be known no longer, so that the map says nothing any more."""
    if delivery.state is not DeliveryState.ON_THE_WAY or delivery.mapped_at is None:
        return False
    courier = couriers.courier(connection, delivery.carried_by)
    if courier is not None and courier.fresh_point(now) is not None:
        return False
    live_map.take_away(connection, delivery, now)
    return True


def _is_nowhere() -> ColumnElement[bool]:
    somewhere = select(of_couriers.c.person_id).where(
        of_couriers.c.person_id == deliveries.c.courier_id,
        of_couriers.c.located_at >= bindparam("fresh"),
    )
    return ~somewhere.exists()


def _is_silent(since: str) -> ColumnElement[bool]:
    silent = select(of_couriers.c.person_id).where(
        of_couriers.c.person_id == deliveries.c.courier_id,
        of_couriers.c.heard_at <= bindparam(since),
    )
    return silent.exists()


def _was_heard_since_lost() -> ColumnElement[bool]:
    heard = select(of_couriers.c.person_id).where(
        of_couriers.c.person_id == deliveries.c.courier_id,
        of_couriers.c.heard_at > deliveries.c.lost_at,
    )
    return heard.exists()


@cache
def _old() -> Select[int]:
    """Whose shift is over without a word, and whose place is nobody's business any more."""
    gone = of_couriers.c.on_shift & (of_couriers.c.heard_at <= bindparam("shift"))
    old = of_couriers.c.located_at <= bindparam("place_kept")
    return select(of_couriers.c.person_id).where(or_(gone, old)).limit(1)


def _forget_places(connection: Connection, now: datetime) -> bool:
    nowhere = {"latitude": None, "longitude": None, "located_at": None}
    old = of_couriers.c.located_at <= now - PLACE_KEPT
    forgotten = connection.execute(update(of_couriers).where(old).values(nowhere)).rowcount
    gone = of_couriers.c.on_shift & (of_couriers.c.heard_at <= now - SHIFT)
    ended = update(of_couriers).where(gone).values(on_shift=False, **nowhere)
    over = connection.execute(ended.returning(of_couriers.c.person_id)).scalars().all()
    news.tell_shift_over(connection, over, now)
    return bool(forgotten or over)
