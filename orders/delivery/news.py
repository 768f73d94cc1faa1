"""What guest, courier, place and operators hear of a delivery."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from database.outbox import Message, put_all
from database.outbox_table import Urgency
from orders.delivery.deliveries import Delivery
from orders.loading import OrderRow
from orders.notices import microseconds, notice, to_guest, to_operators, up_to_date
from people.queries import staff_of
from people.rights import Right


class Step(StrEnum):
    """What happened to a delivery."""

    COURIER = "courier"  # one has taken it
    FETCHED = "fetched"
    COLLECTED = "collected"  # from its guest
    RECEIVED = "received"  # what was collected is at its place
    LEFT = "left"  # on the way
    AT_DOOR = "at_door"  # nobody opens
    DELIVERED = "delivered"
    NOBODY = "nobody"  # takes it
    AGAIN = "again"  # another courier is looked for
    LOST = "lost"  # no sign of whoever fetched it
    FOUND = "found"  # there they are
    FETCHES = "fetches"  # its guest comes to the counter
    OVER = "over"
    CHANGED = "changed"  # where it is to be left
    STILL_THERE = "still_there"  # the courier is asked for a sign


def tell_guest(
    connection: Connection, order: OrderRow, step: Step, now: datetime, *, quiet: bool = False
) -> None:
    """In the one message that follows along; place and voucher are brought up to date."""
    mark = f"{step}:{microseconds(now)}"
    told = to_guest(order, "delivery", mark=mark, step=step, quiet=quiet)
    put_all(connection, [told, *up_to_date(connection, order, now, step)], now)


def tell_courier(
    connection: Connection,
    delivery: Delivery,
    courier_id: int,
    step: Step,
    now: datetime,
    *,
    quiet: bool = False,
) -> None:
    """Of what they have to bring."""
    urgency = Urgency.NEWS if quiet else Urgency.FIRST
    told = notice(
        "delivery_job",
        courier_id,
        f"{delivery.order_id}:{step}:{microseconds(now)}",
        quiet=quiet,
        urgency=urgency,
        order=delivery.order_id,
        step=step,
    )
    put_all(connection, [told], now)


def ask_for_sign(
    connection: Connection, delivery: Delivery, courier_id: int, at: datetime, now: datetime
) -> None:
    """Later, unless they are heard of before."""
    asked = notice(
        "delivery_job",
        courier_id,
        f"{delivery.order_id}:{Step.STILL_THERE}:{microseconds(at)}",
        urgency=Urgency.FIRST,
        order=delivery.order_id,
        step=Step.STILL_THERE,
    )
    put_all(connection, [replace(asked, due_at=at)], now)


def tell_shift_over(connection: Connection, couriers: Iterable[int], now: datetime) -> None:
    """That nobody asks them any more, as they gave no sign for so long."""
    mark = microseconds(now)
    put_all(connection, [notice("courier_shift", each, mark) for each in couriers], now)


def tell_of_offers(
    connection: Connection, offers: Iterable[tuple[int, int]], now: datetime, *, quiet: bool
) -> None:
    """(offer id, courier id): that they are asked, or, quietly, what became of it."""
    urgency = Urgency.NEWS if quiet else Urgency.FIRST
    mark = microseconds(now)
    told: list[Message] = [
        notice(
            "delivery_offer",
            courier,
            f"{offer}:{mark}",
            quiet=quiet,
            urgency=urgency,
            offer=offer,
        )
        for offer, courier in offers
    ]
    put_all(connection, told, now)


def tell_place(connection: Connection, order: OrderRow, step: Step, now: datetime) -> None:
    """What the place has to see to."""
    mark = f"{order.id}:{step}:{microseconds(now)}"
    told = [
        notice(
            "delivery_alert",
            person,
            mark,
            urgency=Urgency.FIRST,
            order=order.id,
            merchant=order.merchant_id,
            step=step,
        )
        for person in staff_of(connection, order.merchant_id, Right.BOOKINGS)
    ]
    put_all(connection, told, now)


def tell_operators(connection: Connection, order: OrderRow, now: datetime) -> None:
    """That a courier has vanished with an order."""
    mark = f"{order.id}:{microseconds(now)}"
    put_all(connection, to_operators(connection, "delivery_lost", mark, order=order.id), now)
