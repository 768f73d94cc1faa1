"""Staff write in who walks in or telephones: seats like any other's, confirmed, and no money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from catalog.models import services
from orders.booking import soonest
from orders.booking.limits import check_written_in
from orders.booking.offer_rows import offer_rows
from orders.booking.offers import Offer, Wish, check_seats, offered
from orders.booking.placing import Request, take
from orders.booking.starts import check_start, keep_hours
from orders.booking.visiting import HomeVisit, visit_at
from orders.course import issuing
from orders.errors import NotBookable, NotWrittenIn, OrderMoved, SlotGone
from orders.loading import OrderRow, locked, locked_for_staff, takes_orders
from orders.reading.queries import OrderView
from orders.rules import LIVE, PaymentPlan
from orders.transitions import Reason, has_gone
from people.addressing import hand_over
from people.forgetting import forget
from people.privacy import Register
from people.rights import Right, require
from people.writing_in import write_in as somebody

LATEST_MINUTES = 15
"""Who walks in may take a start that is only just past."""


@dataclass(frozen=True, slots=True)
class CounterGuest:
    """Whom staff write in: as they are called, and the language that is spoken there."""

    name: str
    locale: str


def at_the_counter(offer: Offer) -> Offer:
    """As it is had without the market: until a little after its start, and nothing to pay here."""
    return replace(
        offer,
        price=0,
        lead_minutes=-min(offer.step_minutes, LATEST_MINUTES),
        terms=replace(offer.terms, auto_confirm=True, payment_plan=PaymentPlan.FULL),
    )


def next_starts(
    connection: Connection, service_ids: Sequence[int], now: datetime
) -> dict[int, datetime]:
    """When somebody who is written in could come next for each of these services, by service."""
    here = offer_rows().where(services.c.id.in_(service_ids))
    offers = [at_the_counter(Offer.of(row)) for row in connection.execute(here)]
    return soonest.next_starts(
        connection, [each for each in offers if each.bookable and not each.at_home], now
    )


def write_in(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    staff_id: int,
    service_id: int,
    starts_at: datetime,
    seats: int,
    guest: CounterGuest,
    now: datetime,
    *,
    resource_id: int | None = None,
    address_id: int | None = None,
) -> int:
    """The order, confirmed, with a `resource_id` on that one; `SoldOut` where somebody else was faster.

    What is given at homes goes to the `address_id` that its staff took down, which is kept no more:
    AddressNeeded without one, OutsideArea where the place does not go.
    """
    address = None if address_id is None else hand_over(connection, staff_id, address_id)
    keep_hours(connection, service_id)
    offer = at_the_counter(offered(connection, service_id))
    require(connection, staff_id, Right.BOOKINGS, offer.merchant_id)
    visit = for_nothing(visit_at(connection, offer, address)) if offer.at_home else None
    check_written_in(connection, offer.merchant_id, now)  # its lock is the stronger: it comes first
    if not takes_orders(connection, offer.merchant_id):
        raise NotBookable(service_id)
    offer = offer if visit is None else visit.offer
    check_seats(offer, seats, None)
    when = check_start(connection, offer, starts_at, now)
    if when is None:
        raise SlotGone(service_id, starts_at)
    guest_id = somebody(connection, guest.name, guest.locale, now)
    wish = Wish(offer, when, seats, resource_id)
    wanted = Request(guest_id, offer, wish, seats, None, visit)
    order_id = take(connection, wanted, now)
    issuing.place(connection, locked(connection, order_id), Reason.COUNTER, now, by=staff_id)
    return order_id


def for_nothing(visit: HomeVisit) -> HomeVisit:
    """What coming there costs is paid there, as all of it is."""
    return replace(visit, area=replace(visit.area, fee=0))


def erase_guest(
    connection: Connection, order_id: int, staff_id: int, register: Register, now: datetime
) -> None:
    """The name goes, as if they had asked themselves, who cannot; not while they are expected."""
    order = locked_for_staff(connection, order_id, staff_id)
    if not has_gone(connection, order_id, Reason.COUNTER):
        raise NotWrittenIn(order_id)
    if order.state in LIVE:
        raise OrderMoved(order_id, order.state)
    forget(connection, order.guest_id, register, now)


def is_written_in(connection: Connection, order: OrderView | OrderRow) -> bool:
    """Whether its guest is a name that staff wrote down."""
    return not order.total and has_gone(connection, order.id, Reason.COUNTER)
