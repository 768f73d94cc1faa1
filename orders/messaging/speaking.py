"""Who speaks in a conversation: the guest of the order, or whoever of its place may."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from orders.booking.counter import is_written_in
from orders.errors import NobodyToWriteTo, NotYourOrder
from orders.loading import OrderRow, locked_for_guest, locked_for_staff
from orders.messaging.message_models import Side
from orders.models import orders
from orders.reading.queries import OrderView
from people import standing
from people.errors import NoRight
from people.queries import resource_of, staff_views
from people.rights import GRANTS, Right, role_at


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody of one side, and the order, whose row is taken until the transaction ends."""

    order: OrderRow
    side: Side
    person_id: int


def guest(connection: Connection, order_id: int, guest_id: int) -> Speaker:
    """The order's own guest; NotYourOrder for anybody else."""
    standing.keep(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    return Speaker(order, Side.GUEST, guest_id)


def merchant(connection: Connection, order_id: int, staff_id: int) -> Speaker:
    """One of the place's people; NobodyToWriteTo where no guest is behind it (any more)."""
    query = select(orders.c.guest_id).where(orders.c.id == order_id)
    guest_id = connection.execute(query).scalar_one_or_none()
    stays = guest_id is not None and standing.is_kept(connection, guest_id)
    order = locked_for_staff(connection, order_id, staff_id, Right.OWN_CALENDAR)
    if order.proposed_for is not None:
        raise NotYourOrder(order_id)
    if not is_theirs(connection, staff_id, order.merchant_id, order.resource_id):
        raise NoRight
    if not stays or is_written_in(connection, order):
        raise NobodyToWriteTo(order_id)
    return Speaker(order, Side.MERCHANT, staff_id)


def is_theirs(
    connection: Connection, person_id: int, merchant_id: int, resource_id: int | None
) -> bool:
    """Whether the person sees to this booking: to all of the place, or to those of their own calendar."""
    role = role_at(connection, person_id, merchant_id)
    if role is None:
        return False
    if Right.BOOKINGS in GRANTS[role]:
        return True
    own = Right.OWN_CALENDAR in GRANTS[role] and resource_id is not None
    return own and resource_of(connection, merchant_id, person_id) == resource_id


def who_hear(connection: Connection, order: OrderRow | OrderView) -> list[int]:
    """Everybody of the place who sees to this booking."""
    return [
        each.person_id
        for each in staff_views(connection, order.merchant_id)
        if Right.BOOKINGS in GRANTS[each.role]
        or (
            Right.OWN_CALENDAR in GRANTS[each.role]
            and each.resource_id is not None
            and each.resource_id == order.resource_id
        )
    ]
