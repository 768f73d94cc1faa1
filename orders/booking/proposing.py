"""A place moves a booking: at once where nobody need be asked, else when its guest says yes.

Until the answer the new time is kept beside the old one, so that a yes finds it there.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from database.outbox import Message, put_all
from orders import agreed_addresses
from orders.booking import allocating, proposals
from orders.booking.counter import LATEST_MINUTES, is_written_in
from orders.booking.limits import check_asks, check_moves
from orders.booking.offer_rows import offer_row
from orders.booking.offers import Offer, When, Wish
from orders.booking.rescheduling import Arrival, arrive, is_used, swap_seats
from orders.booking.starts import check_start, keep_hours
from orders.booking.visiting import as_agreed
from orders.complaints.answering import answer_with_time
from orders.errors import NotBookable, NotMovable, OrderMoved
from orders.loading import OrderRow, locked_for_staff, terms_of
from orders.models import OrderState, orders
from orders.notices import VOUCHER, News, microseconds, to_guest, to_staff
from orders.reading.queries import OrderView
from orders.rules import LIVE, Terms, proposal_until
from orders.transitions import Reason, remark


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a booking shall go; with a `resource_id` on that one, else on any that is free."""

    starts_at: datetime
    resource_id: int | None = None


def move_by_staff(
    connection: Connection, order_id: int, staff_id: int, goal: Goal, now: datetime
) -> bool:
    """To a time that is free, at the price and on the terms agreed; whether the guest is asked.

    Whom staff wrote in is moved at once, and whoever did not choose gets another chair at the same
    time unasked. To where it is already it changes nothing.
    """
    order = locked_for_staff(connection, order_id, staff_id)
    check_movable(connection, order, now)
    if is_there(order, goal):
        return False
    keep_hours(connection, order.service)
    if order.merchant_state != "active":
        raise NotBookable(order.service)
    offer = offer_for_staff(connection, order.service, order_id)
    known = not is_written_in(connection, order)
    if goal.starts_at == order.starts_at and not (known and order.chosen_resource_id):
        reseat(
            connection,
            order,
            staff_id,
            Wish(offer, When.of(order), order.seats, goal.resource_id),
            now,
        )
        return False
    if not known:
        move_at_once(connection, order, staff_id, wish_of(connection, order, offer, goal, now), now)
        return False
    check_asks(connection, order_id, now)
    replaced = proposals.drop(connection, order_id, Reason.WITHDRAWN, staff_id, now)
    if replaced is not None:
        put_all(connection, [asked(order, replaced, "replaced", quiet=True)], now)
    wish = wish_of(
        connection, order, replace(offer, lead_minutes=max(offer.lead_minutes, 0)), goal, now
    )
    ask(connection, order, staff_id, wish, now)
    answer_with_time(connection, order, staff_id, goal.starts_at, now)
    return True


def can_move(connection: Connection, order: OrderView, now: datetime) -> bool:
    """Whether its staff may move it: what is asked before the deed, which asks again."""
    if not order.is_live() or order.used or order.starts_at is None or order.ends_at is None:
        return False
    if order.service_id is None:
        return False
    if order.merchant_state != "active":
        return False
    return now < (order.ends_at if is_written_in(connection, order) else order.starts_at)


def check_movable(connection: Connection, order: OrderRow, now: datetime) -> None:
    """Until it begins; whom staff wrote in may come later than they said, until it is over."""
    if order.state not in LIVE:
        raise OrderMoved(order.id, order.state)
    if order.starts_at is None or order.ends_at is None or is_used(connection, order.id):
        raise NotMovable(order.id)
    if order.service_id is None:
        raise NotMovable(order.id)
    if now >= (order.ends_at if is_written_in(connection, order) else order.starts_at):
        raise NotMovable(order.id)


def is_there(order: OrderRow, goal: Goal) -> bool:
    same = goal.resource_id in (None, order.resource_id)
    return goal.starts_at == order.starts_at and same


def offer_for_staff(connection: Connection, service_id: int, order_id: int) -> Offer:
    """Of an order: to where that was agreed, without the time that guests have to book ahead, and also where it is paused or taken off:
    what is booked of it stands, and may move.
    """
    offer = Offer.of(connection.execute(offer_row(), {"service": service_id}).one())
    at_once = replace(offer, lead_minutes=-min(offer.step_minutes, LATEST_MINUTES))
    return as_agreed(connection, at_once, order_id)


def wish_of(
    connection: Connection, order: OrderRow, offer: Offer, goal: Goal, now: datetime
) -> Wish:
    """Of the same start it is not asked whether hours still have it: it was agreed."""
    if goal.starts_at == order.starts_at:
        return Wish(offer, When.of(order), order.seats, goal.resource_id)
    when = check_start(connection, offer, goal.starts_at, now)
    assert when is not None
    return Wish(offer, when, order.seats, goal.resource_id)


def reseat(
    connection: Connection, order: OrderRow, staff_id: int, wish: Wish, now: datetime
) -> None:
    """The same time on another chair, or with somebody else: all else is as it was."""
    taken = allocating.take(connection, wish, now, but=order.id)
    seat = taken_for(order, taken).columns()
    connection.execute(update(orders).where(orders.c.id == order.id).values(**seat))
    remark(connection, order, Reason.RESEATED, staff_id, now)
    put_all(connection, brought_up_to_date(connection, order, now), now)


def move_at_once(
    connection: Connection, order: OrderRow, staff_id: int, wish: Wish, now: datetime
) -> None:
    check_moves(connection, order.id, now)
    seat = taken_for(order, swap_seats(connection, wish, order, now))
    state = OrderState(order.state)
    arrive(
        connection, order, Arrival(wish.when, seat, terms_there(order, wish), state), staff_id, now
    )
    put_all(connection, brought_up_to_date(connection, order, now), now)


def taken_for(order: OrderRow, taken: allocating.Allocation) -> allocating.Allocation:
    """A guest who had chosen chooses by their yes; one who had not may get anyone again."""
    had_chosen = order.chosen_resource_id is not None
    return replace(taken, chosen=taken.resource_id if had_chosen else None)


def brought_up_to_date(connection: Connection, order: OrderRow, now: datetime) -> list[Message]:
    """What both sides have of it by now; no news, as whoever moved it sees it before them."""
    mark = microseconds(now)
    staff = to_staff(connection, order, News.RESCHEDULED, mark=mark, quiet=True)
    return [to_guest(order, VOUCHER, mark=mark, quiet=True), *staff]


def terms_there(order: OrderRow, wish: Wish) -> Terms:
    """As agreed, by the clock of the place as it is now."""
    return replace(terms_of(order), zone=wish.offer.zone, asked_to_move=False)


def ask(connection: Connection, order: OrderRow, staff_id: int, wish: Wish, now: datetime) -> None:
    taken = allocating.take(connection, wish, now, but=order.id)
    made = insert(orders).values(**kept(order, wish, taken, now)).returning(orders.c.id)
    proposal_id = connection.execute(made).scalar_one()
    agreed_addresses.copy(connection, order.id, proposal_id)
    remark(connection, order, Reason.PROPOSED, staff_id, now)
    put_all(connection, news(connection, order, proposal_id, News.PROPOSED), now)


def kept(
    order: OrderRow, wish: Wish, taken: allocating.Allocation, now: datetime
) -> dict[str, Any]:
    """The row that keeps the other time: it costs nothing, and becomes no order."""
    assert order.starts_at is not None
    when = wish.when
    return {
        "guest_id": order.guest_id,
        "merchant_id": order.merchant_id,
        "location_id": order.location_id,
        "service_id": order.service_id,
        **taken_for(order, taken).columns(),
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "occupied_from": when.occupied_from,
        "occupied_until": when.occupied_until,
        "seats": order.seats,
        "total": 0,
        "currency": order.currency,
        "title": order.title,
        "uses": order.uses,
        "terms": terms_there(order, wish).as_json(),
        "state": OrderState.HELD,
        "held_until": proposal_until(now, order.starts_at, when.starts_at, order.confirm_by),
        "note": "",
        "created_at": now,
        "proposed_for": order.id,
        "fulfilment": order.fulfilment,
    }


def news(
    connection: Connection, order: OrderRow, proposal_id: int, what: News, *, asks: bool = True
) -> list[Message]:
    """To both sides; whoever pressed sees it on their page, and the others' messages follow."""
    staff = to_staff(
        connection, order, what, mark=f"{proposal_id}:{what}", quiet=asks, proposal=proposal_id
    )
    return [asked(order, proposal_id, what, quiet=not asks), *staff]


def asked(order: OrderRow, proposal_id: int, mark: str, *, quiet: bool) -> Message:
    """The question to the guest, as it stands; quietly, it only loses its buttons."""
    mark = f"{proposal_id}:{mark}"
    return to_guest(order, "proposal", mark=mark, quiet=quiet, proposal=proposal_id)


def withdraw(connection: Connection, order_id: int, staff_id: int, now: datetime) -> None:
    """Its place asks no more; the time that was agreed stays. Again it changes nothing."""
    end(
        connection,
        locked_for_staff(connection, order_id, staff_id),
        Reason.WITHDRAWN,
        staff_id,
        now,
    )


def end(
    connection: Connection, order: OrderRow, reason: Reason, actor_id: int, now: datetime
) -> None:
    proposal_id = proposals.drop(connection, order.id, reason, actor_id, now)
    if proposal_id is None:
        return
    remark(connection, order, reason, actor_id, now)
    by_staff = reason == Reason.WITHDRAWN
    what = News.WITHDRAWN if by_staff else News.KEPT
    put_all(connection, news(connection, order, proposal_id, what, asks=by_staff), now)
