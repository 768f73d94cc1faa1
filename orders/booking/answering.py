"""A guest's yes or no to another time that their place proposes."""

from datetime import datetime

from sqlalchemy import Connection, select

from database.outbox import put_all
from orders.booking import allocating
from orders.booking.offers import When
from orders.booking.proposing import asked, end
from orders.booking.rescheduling import Arrival, arrive
from orders.errors import NotYourOrder, ProposalOver
from orders.loading import OrderRow, locked, locked_for_guest, terms_of
from orders.models import OrderState, orders
from orders.transitions import Reason, move
from people import standing


def accept(connection: Connection, proposal_id: int, guest_id: int, now: datetime) -> int:
    """The guest says yes: it is at the other time, and its place expects them. The order's id."""
    standing.keep_alone(connection, guest_id)
    order = proposed_to(connection, proposal_id, guest_id)
    hold = locked(connection, proposal_id)
    if hold.state != OrderState.HELD or hold.hold_ends <= now:
        raise ProposalOver(order.id)
    move(connection, hold, (OrderState.LAPSED, Reason.RESCHEDULED), actor_id=guest_id, now=now)
    shift_seats(connection, order, hold)
    seat = allocating.Allocation(hold.slot_id, hold.resource_id, hold.room, hold.chosen_resource_id)
    arrival = Arrival(When.of(hold), seat, terms_of(hold), OrderState.CONFIRMED)
    moved = arrive(connection, order, arrival, guest_id, now)
    put_all(connection, [asked(order, proposal_id, "accepted", quiet=True), *moved], now)
    return order.id


def shift_seats(connection: Connection, order: OrderRow, hold: OrderRow) -> None:
    """The earlier start's counter moves first, as where a guest moves by themselves."""
    back_first = When.of(order).starts_at < When.of(hold).starts_at
    if back_first:
        allocating.give_back_booked(connection, order.slot_id, order.seats)
    allocating.book_held(connection, hold.slot_id, hold.seats)
    if not back_first:
        allocating.give_back_booked(connection, order.slot_id, order.seats)


def keep(connection: Connection, proposal_id: int, guest_id: int, now: datetime) -> int:
    """The guest says no: their time stays. Again it changes nothing. The order's id."""
    order = proposed_to(connection, proposal_id, guest_id)
    if locked(connection, proposal_id).state == OrderState.HELD:
        end(connection, order, Reason.KEPT, guest_id, now)
    return order.id


def proposed_to(connection: Connection, proposal_id: int, guest_id: int) -> OrderRow:
    """The booking, its row taken before that of the time which is kept for it."""
    query = select(orders.c.proposed_for).where(orders.c.id == proposal_id)
    order_id = connection.execute(query).scalar_one_or_none()
    if order_id is None:
        raise NotYourOrder(proposal_id)
    return locked_for_guest(connection, order_id, guest_id)
