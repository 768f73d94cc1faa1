"""A guest takes seats for the time of paying, thinks again, or places what costs nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from database.money import LimitsOf, unlimited
from database.outbox import put_all
from orders.booking import allocating, claims
from orders.booking.creating import change_quantities, create
from orders.booking.lapsing import lapse, open_requests
from orders.booking.limits import check_free
from orders.booking.looking import held_by, look
from orders.booking.offers import Offer, When, Wish, check_seats, offered
from orders.booking.record import by_record
from orders.booking.starts import check_start, keep_hours
from orders.booking.visiting import (
    HomeVisit,
    as_agreed,
    check_least,
    fulfilment_of,
    goes_to,
    visit_at,
)
from orders.booking.visiting import write as write_visit
from orders.course import issuing
from orders.errors import (
    HoldLapsed,
    NoPickupSoon,
    NotBookable,
    NotPayableAtOnce,
    OrderMoved,
    PaymentNeeded,
    ResourceGone,
    TooManyHolds,
)
from orders.lines import adjustments_of, lines_of
from orders.loading import OrderRow, locked, locked_for_guest, taken_no_more, takes_orders, terms_of
from orders.menu import refilling
from orders.menu.replanning import kept_in_time
from orders.models import WITHOUT_CLAIMS, OrderState, orders
from orders.notices import retract_invoices
from orders.pricing import Priced, priced, with_seats
from orders.rules import HOLD, HOLDS_AT_ONCE, at_counter, paid_ahead
from orders.transitions import Reason, move
from orders.waitlist import turns
from people import standing
from people.addressing import KeptAddress, current


def hold(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    guest_id: int,
    service_id: int,
    starts_at: datetime | None,
    seats: int,
    source_id: int | None,
    now: datetime,
    limits: LimitsOf = unlimited,
    *,
    resource_id: int | None = None,
    waited: bool = False,
    address: KeptAddress | None = None,
) -> int:
    """Keep seats for the time of paying; the order's id.

    A guest has one hold of a start: asking again returns it, with the seats asked for last, and
    with whom was asked for last. `limits` says what one payment in a currency may come to; with a
    `resource_id` the seats are that one's. Whoever has not `waited` comes after those who do. A visit
    goes to the `address`, else to the one that its guest chose last.
    """
    found = look(connection, guest_id, service_id, starts_at, now)
    mine = found.holds
    if starts_at is None and resource_id is not None:
        raise ResourceGone(service_id, resource_id)
    same = next((each for each in mine if each.of == (service_id, starts_at)), None)
    visit = None
    if found.offer.at_home:
        visit = visit_at(connection, found.offer, address or current(connection, guest_id))
        check_visit(visit, seats, limits)
    if same is not None and same.held_until > now:
        order = live_hold(connection, same.id, guest_id, now)
        if visit is None or goes_to(connection, same.id, visit.address):
            change(connection, order, seats, resource_id, now, limits, waited=waited)
            return same.id
        release(connection, same.id, guest_id, now)
        found = look(connection, guest_id, service_id, starts_at, now)
        mine, same = found.holds, None
    if sum(each.held_until > now for each in mine) >= HOLDS_AT_ONCE:
        raise TooManyHolds(HOLDS_AT_ONCE)
    if same is not None:
        lapse(connection, orders.c.id == same.id, now, wait=True, tells=False)
        # the one who was paying may have been waited for
        found = look(connection, guest_id, service_id, starts_at, now)
    offer = found.offer if visit is None else visit.offer
    if not offer.bookable:
        raise NotBookable(service_id)
    offer = by_record(offer, found.missed)
    check_seats(offer, seats, limits(offer.currency))
    when = check_start(connection, offer, starts_at, now, found.around)
    if not paid_ahead(offer.one, offer.terms):
        assert found.free is not None, service_id
        found.free.check()
    wish = None if when is None else Wish(offer, when, seats, resource_id)
    request = Request(guest_id, offer, wish, seats, source_id, visit)
    if not waited:
        check_turn(connection, request, found.waited, now)
    return take(connection, request, now)


def check_visit(visit: HomeVisit, seats: int, limits: LimitsOf) -> None:
    """OrderTooSmall, or NotPayableAtOnce where it can't be paid with what coming costs."""
    amount = visit.offer.line(seats).amount
    check_least(visit, amount)
    bounds, bought = (
        limits(visit.offer.currency),
        priced([visit.offer.line(seats)], visit.adjustments),
    )
    ahead = bought.total - at_counter(bought, visit.offer.terms)
    if bounds is not None and not bounds.take(ahead):
        raise NotPayableAtOnce(visit.offer.service_id, seats, 1, 0)


@dataclass(frozen=True, slots=True)
class Request:
    """Who wants what; there is no `wish` for a time of a service without slots."""

    guest_id: int
    offer: Offer
    wish: Wish | None
    seats: int
    source_id: int | None
    visit: HomeVisit | None = None

    @property
    def when(self) -> When | None:
        return None if self.wish is None else self.wish.when

    @property
    def priced(self) -> Priced:
        """What it comes to, the fee for coming included."""
        added = () if self.visit is None else self.visit.adjustments
        return priced([self.offer.line(self.seats)], added)

    def columns(
        self, allocation: allocating.Allocation, bought: Priced, now: datetime
    ) -> dict[str, Any]:
        """The row of the new order."""
        offer, when = self.offer, self.when
        return {
            "guest_id": self.guest_id,
            "merchant_id": offer.merchant_id,
            "location_id": offer.location_id,
            "service_id": offer.service_id,
            **allocation.columns(),
            "starts_at": when and when.starts_at,
            "ends_at": when and when.ends_at,
            "occupied_from": when and when.occupied_from,
            "occupied_until": when and when.occupied_until,
            "seats": self.seats,
            "total": bought.total,
            "at_counter": at_counter(bought, offer.terms),
            "currency": offer.currency,
            "title": offer.name,
            "uses": offer.uses,
            "terms": offer.terms.as_json(),
            "state": OrderState.HELD,
            "held_until": now + HOLD,
            "note": "",
            "source_id": self.source_id,
            "created_at": now,
            "fulfilment": fulfilment_of(offer),
        }


def check_turn(
    connection: Connection, request: Request, waited: turns.Waited, now: datetime
) -> None:
    """SoldOut where it is for those who wait."""
    wish = request.wish
    if wish is not None and turns.comes_first(connection, wish, request.guest_id, now, waited):
        raise wish.sold_out()


def take(connection: Connection, request: Request, now: datetime) -> int:
    allocation = allocating.take(connection, request.wish, now)
    bought = request.priced
    row = request.columns(allocation, bought, now)
    order_id = create(connection, row, bought.lines)
    if order_id is None:  # the guest's other device was faster by a moment
        allocating.give_back_held(connection, allocation.slot_id, request.seats)
        return hold_of(connection, request)
    if request.visit is not None:
        write_visit(connection, order_id, request.visit, now)
    return order_id


def hold_of(connection: Connection, request: Request) -> int:
    starts_at = None if request.when is None else request.when.starts_at
    wanted = (request.offer.service_id, starts_at)
    return next(each.id for each in held_by(connection, request.guest_id) if each.of == wanted)


def live_hold(connection: Connection, order_id: int, guest_id: int, now: datetime) -> OrderRow:
    """The guest's order, held and not lapsed; else HoldLapsed or OrderMoved."""
    order = locked_for_guest(connection, order_id, guest_id)
    if order.state == OrderState.LAPSED or (
        order.state == OrderState.HELD and order.hold_ends <= now
    ):
        raise HoldLapsed(order_id)
    if order.state != OrderState.HELD:
        raise OrderMoved(order_id, order.state)
    return order


def change_seats(  # noqa: PLR0917 - likewise
    connection: Connection,
    order_id: int,
    guest_id: int,
    seats: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> None:
    """More or fewer seats of a hold, still with whom the guest chose."""
    order = live_hold(connection, order_id, guest_id, now)
    change(connection, order, seats, order.chosen_resource_id, now, limits)


def change(  # noqa: PLR0917 - likewise
    connection: Connection,
    order: OrderRow,
    seats: int,
    resource_id: int | None,
    now: datetime,
    limits: LimitsOf,
    *,
    waited: bool = False,
) -> None:
    """Make a hold what is wanted now; an invoice over what it was is taken away.

    More of it is for others first, where they have waited and its guest has not.
    """
    if (seats, resource_id) == (order.seats, order.chosen_resource_id):
        return
    keep_hours(connection, order.service)
    offered_now = replace(offered(connection, order.service), terms=terms_of(order))
    offer = as_agreed(connection, offered_now, order.id)
    check_seats(offer, seats, limits(offer.currency))
    timed = order.starts_at is not None
    wish = Wish(offer, When.of(order), seats, resource_id) if timed else None
    if wish is not None and seats > order.seats and not offer.at_home and not waited:
        more = replace(wish, seats=seats - order.seats)
        if turns.is_of_others(connection, more, order.guest_id, now):
            raise wish.sold_out()
    allocation = reseat(connection, order, wish, now)
    lines = with_seats(lines_of(connection, order.id), seats)
    after = priced(lines, adjustments_of(connection, order.id))
    connection.execute(
        update(orders)
        .where(orders.c.id == order.id, orders.c.state == OrderState.HELD)
        .values(
            seats=seats,
            total=after.total,
            at_counter=at_counter(after, terms_of(order)),
            **allocation.columns(),
        )
    )
    change_quantities(connection, order.id, after.lines)
    retract(connection, order.id, now)


def reseat(
    connection: Connection, order: OrderRow, wish: Wish | None, now: datetime
) -> allocating.Allocation:
    """Take what is missing or give back what is too much; perhaps on another resource."""
    if wish is None:
        return allocating.Allocation()
    if order.slot_id is not None:
        return allocating.recount(connection, order.slot_id, order.seats, wish, now)
    if order.resource_id is None:
        return allocating.Allocation()
    if wish.seats <= order.seats and wish.resource_id in (None, order.resource_id):
        return allocating.Allocation(None, order.resource_id, order.room, wish.resource_id)
    return allocating.take(connection, wish, now, but=order.id)


def retract(connection: Connection, order_id: int, now: datetime) -> None:
    put_all(connection, retract_invoices(open_requests(connection, [order_id]), now), now)


def give_note(connection: Connection, order_id: int, guest_id: int, note: str) -> None:
    """What the guest wants the merchant to know, as long as it can still be read in time."""
    standing.keep(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    if order.state not in (OrderState.HELD, OrderState.PLACED, OrderState.CONFIRMED):
        raise OrderMoved(order_id, order.state)
    connection.execute(update(orders).where(orders.c.id == order_id).values(note=note))


def release(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """The guest gives the hold back; releasing again changes nothing."""
    order = locked_for_guest(connection, order_id, guest_id)
    if order.state == OrderState.LAPSED:
        return
    if order.state != OrderState.HELD:
        raise OrderMoved(order_id, order.state)
    move(connection, order, (OrderState.LAPSED, Reason.RELEASED), actor_id=guest_id, now=now)
    allocating.give_back_held(connection, order.slot_id, order.seats)
    claims.give_back_held(connection, order)
    if order.fulfilment not in WITHOUT_CLAIMS:
        refilling.fill_again(connection, [order_id], now)
    retract(connection, order_id, now)


def in_time(connection: Connection, order: OrderRow, now: datetime) -> OrderRow:
    """What is of a menu, as it is once its kitchen can keep a time; else NoPickupSoon."""
    if not kept_in_time(connection, order, now):
        raise NoPickupSoon(order.location_id)
    return locked(connection, order.id)


def place_free(connection: Connection, order_id: int, guest_id: int, now: datetime) -> None:
    """Place that of which nothing is paid ahead; placing again changes nothing."""
    standing.keep_alone(connection, guest_id)
    order = locked_for_guest(connection, order_id, guest_id)
    if order.prepaid:
        raise PaymentNeeded(order_id)
    if order.placed_at is None:
        live_hold(connection, order_id, guest_id, now)
        if not takes_orders(connection, order.merchant_id):
            raise taken_no_more(order)
        if order.service_id is None:
            order = in_time(connection, order, now)
        start = (order.merchant_id, order.service_id, order.starts_at)
        check_free(connection, guest_id, *start, now)
        issuing.place(connection, order, Reason.FREE, now)
