"""What the order backend holds of a person, and what has to be over before they can go."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from orders.guessing_models import code_tries
from orders.models import (
    OrderState,
    order_history,
    orders,
    ratings,
    redemptions,
    reminders,
    vouchers,
)
from orders.rules import LIVE
from payments.models import refunds
from people.errors import LiveVouchers
from people.privacy import Fate, Holding

ON_ITS_WAY = ("due", "parked")


def _of_their_orders(column: ColumnElement[int], person_id: int) -> ColumnElement[bool]:
    return column.in_(select(orders.c.id).where(orders.c.guest_id == person_id))


def nothing_live(connection: Connection, person_id: int, now: datetime) -> None:
    """Refuses while a code is good, a hold waits for money, or money is on its way back.

    A refund that an operator does by hand is none: the charge id is all that takes.
    """
    held = (orders.c.state == OrderState.HELD) & (orders.c.held_until > now)
    owed = orders.c.id.in_(select(refunds.c.order_id).where(refunds.c.state.in_(ON_ITS_WAY)))
    query = (
        select(orders.c.id)
        .where(orders.c.guest_id == person_id, or_(orders.c.state.in_(LIVE), held, owed))
        .order_by(orders.c.id)
    )
    live = connection.execute(query).scalars().all()
    if live:
        raise LiveVouchers(live)


HOLDINGS = (
    Holding(
        orders.c.guest_id,
        Fate.BLANKED,
        "the law asks for accounts: the order stays, without the guest's words",
        exported=(
            orders.c.id,
            orders.c.merchant_id,
            orders.c.title,
            orders.c.starts_at,
            orders.c.seats,
            orders.c.total,
            orders.c.currency,
            orders.c.state,
            orders.c.note,
            orders.c.created_at,
            orders.c.placed_at,
        ),
        blanks={"note": ""},
    ),
    Holding(
        vouchers.c.order_id,
        Fate.KEPT,
        "a code must never be given out twice; it names nobody any more",
        exported=(vouchers.c.order_id, vouchers.c.code, vouchers.c.used, vouchers.c.state),
        rows=lambda person: _of_their_orders(vouchers.c.order_id, person),
    ),
    Holding(
        reminders.c.order_id,
        Fate.KEPT,
        "a reminder is put on its way once; it names nobody any more",
        exported=(reminders.c.order_id, reminders.c.kind, reminders.c.at),
        rows=lambda person: _of_their_orders(reminders.c.order_id, person),
    ),
    Holding(
        ratings.c.guest_id,
        Fate.BLANKED,
        "the stars count towards the merchant's average; the words go",
        exported=(ratings.c.order_id, ratings.c.stars, ratings.c.words, ratings.c.at),
        blanks={"words": ""},
    ),
    Holding(
        order_history.c.actor_id,
        Fate.KEPT,
        "what happened to an order cannot be rewritten; it names nobody any more",
        exported=(
            order_history.c.order_id,
            order_history.c.from_state,
            order_history.c.to_state,
            order_history.c.at,
        ),
    ),
    Holding(
        code_tries.c.person_id,
        Fate.ERASED,
        "wrong codes count for a few minutes only",
        exported=(code_tries.c.at,),
    ),
    Holding(
        redemptions.c.staff_id,
        Fate.KEPT,
        "a merchant's earnings rest on it; it names nobody any more",
        exported=(redemptions.c.voucher_id, redemptions.c.location_id, redemptions.c.at),
    ),
)
