"""A booking moves to another start: its seats there first, or nothing changes."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from database.outbox import Message, put_all
from orders.booking import allocating, proposals
from orders.booking.allocating import Allocation
from orders.booking.following import follow
from orders.booking.limits import check_free_start, check_moves
from orders.booking.offers import Offer, When, Wish, offered
from orders.booking.starts import check_start, keep_hours
from orders.booking.visiting import as_agreed
from orders.course import reminding
from orders.course.issuing import answer_by, ask_at
from orders.errors import NotReschedulable, OrderMoved
from orders.loading import OrderRow, locked_for_guest, terms_of
from orders.models import OrderState, vouchers
from orders.notices import News, answer_due, microseconds, to_guest, to_staff
from orders.rules import LIVE, Terms, free_until, valid_until
from orders.transitions import Reason, move
from orders.waitlist import turns
from people import standing


def reschedule(
    connection: Connection,
    order_id: int,
    guest_id: int,
    starts_at: datetime,
    now: datetime,
    *,
    anyone: bool = False,
) -> None:
    """As long as cancelling would be free; at the price that was paid and on the terms agreed.

    Whom the guest chose gives it then too, unless they say that `anyone` may.

    A merchant that confirms by hand is asked again. The new time is one of its place's clock as it
    is now. To the same start it changes nothing. What the place had proposed is answered by it.
    """
    standing.keep_alone(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    check(connection, order, now)
    if starts_at == order.starts_at:
        return
    check_moves(connection, order_id, now)
    keep_hours(connection, order.service)
    offer = offer_of(connection, order.service, order_id)
    when = check_start(connection, offer, starts_at, now)
    assert when is not None
    if not order.prepaid:
        check_free_start(connection, guest_id, order.service, when.starts_at)
    chosen = None if anyone else order.chosen_resource_id
    wish = Wish(offer, when, order.seats, chosen)
    if turns.is_of_others(connection, wish, guest_id, now):
        raise wish.sold_out()
    proposals.drop(connection, order_id, Reason.GUEST, guest_id, now)
    seat = swap_seats(connection, wish, order, now)
    terms = replace(terms_of(order), zone=offer.zone, asked_to_move=False)
    after = OrderState.CONFIRMED if terms.auto_confirm else OrderState.PLACED
    moved = arrive(connection, order, Arrival(when, seat, terms, after), guest_id, now)
    put_all(connection, moved, now)


def offer_of(connection: Connection, service_id: int, order_id: int) -> Offer:
    """The service as it is now, to where the order goes; NotBookable where it can't be ordered."""
    return as_agreed(connection, offered(connection, service_id), order_id)


@dataclass(frozen=True, slots=True)
class Arrival:
    """When an order is from now on, on which seat and terms, and in which state."""

    when: When
    seat: Allocation
    terms: Terms
    state: OrderState


def arrive(
    connection: Connection, order: OrderRow, arrival: Arrival, actor_id: int, now: datetime
) -> list[Message]:
    """All of an order that a time decides; what both sides hear of it, if they are to."""
    when, terms = arrival.when, arrival.terms
    follow(connection, order, when.starts_at, now)
    waits = arrival.state == OrderState.PLACED
    by = answer_by(replace(terms, auto_confirm=not waits), when.starts_at, now)
    move(
        connection,
        order,
        (arrival.state, Reason.RESCHEDULED),
        actor_id=actor_id,
        now=now,
        **arrival.seat.columns(),
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        occupied_from=when.occupied_from,
        occupied_until=when.occupied_until,
        terms=terms.as_json(),
        confirm_by=by,
        valid_until=valid_until(terms, when.ends_at, now),
        ask_at=ask_at(terms, when.ends_at),
    )
    reminding.start_over(connection, order.id, when.starts_at, now)
    return news(connection, order, by, now)


def news(
    connection: Connection, order: OrderRow, by: datetime | None, now: datetime
) -> list[Message]:
    """Both sides read from when it was moved; `order` is as it was."""
    mark, before = microseconds(now), When.of(order).starts_at.isoformat()
    staff = to_staff(connection, order, News.RESCHEDULED, mark=mark, before=before)
    guest = to_guest(order, "rescheduled", mark=mark, before=before)
    return [guest, *staff, *answer_due(connection, order, by, now)]


def check(connection: Connection, order: OrderRow, now: datetime) -> None:
    if order.state not in LIVE:
        raise OrderMoved(order.id, order.state)
    if order.starts_at is None or order.service_id is None or is_used(connection, order.id):
        raise NotReschedulable(order.id)
    if now > free_until(terms_of(order), order.starts_at):
        raise NotReschedulable(order.id)


def is_used(connection: Connection, order_id: int) -> bool:
    query = select(vouchers.c.used).where(vouchers.c.order_id == order_id)
    return connection.execute(query).scalar_one() > 0


def swap_seats(connection: Connection, wish: Wish, order: OrderRow, now: datetime) -> Allocation:
    """The earlier start's counter moves first, so that two who swap do not wait for each other."""
    back_first = When.of(order).starts_at < wish.when.starts_at
    if back_first:
        allocating.give_back_booked(connection, order.slot_id, order.seats)
    allocation = allocating.take(connection, wish, now, but=order.id)
    allocating.book_held(connection, allocation.slot_id, order.seats)
    if not back_first:
        allocating.give_back_booked(connection, order.slot_id, order.seats)
    return allocation
