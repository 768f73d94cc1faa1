"""Takes what a cart needs and holds it: stock of the day, windows of the kitchen, somebody who collects it."""

from datetime import datetime

from sqlalchemy import Connection

from catalog.menu import reading
from database.money import LimitsOf
from orders.booking import claims
from orders.booking.claims import Claim, Stock
from orders.booking.claims import Kitchen as Work
from orders.booking.lapsing import clear_way
from orders.booking.limits import check_free
from orders.booking.looking import held_by
from orders.errors import CartChanged, NotPayableInOne, TooManyHolds
from orders.loading import OrderRow
from orders.menu import bringing, collection_times, drafts, plans
from orders.menu.drafts import Numbered, numbered_lines
from orders.menu.pickup import kitchen_of, planned
from orders.menu.places import Counter, locked_counter
from orders.menu.showing import Cart, cart
from orders.menu.windows import WINDOW
from orders.models import OrderState
from orders.pricing import Changed, Line
from orders.rules import HOLD, HOLDS_AT_ONCE
from orders.sitting import seats
from orders.transitions import Reason, move


def hold(connection: Connection, order: OrderRow, now: datetime, limits: LimitsOf) -> None:
    """Hold a cart that is taken, as its guest is."""
    if sum(each.held_until > now for each in held_by(connection, order.guest_id)) >= HOLDS_AT_ONCE:
        raise TooManyHolds(HOLDS_AT_ONCE)
    if order.sitting_id is not None:
        seats.keep_open(connection, order.sitting_id, order.location_id)
    at_table = order.sitting_id is not None
    counter = locked_counter(connection, order.location_id, at_table=at_table)
    clear_way(connection, counter.location_id, now)
    found = checked(connection, order, now)
    if found.bringing is not None:
        bringing.check(found.bringing, found.location_id, found.subtotal, found.currency)
    kitchen = kitchen_of(connection, counter, now, found.within, found.received_at)
    collection_times.check(found, kitchen, now)
    how = plans.how_paid(connection, found, counter.paid, now, limits)
    check_payment(connection, found, how.ahead, now, limits)
    starts_at = planned(kitchen, counter, found.items, found.pickup_at)
    work = kitchen.spread(found.items, starts_at)
    assert work is not None, order.id
    here = counter.location_id
    wanted: list[Claim] = [
        Work(here, window, counter.items_per_window, number) for window, number in work.items()
    ]
    wanted += stock_of(connection, found, counter, starts_at)
    wanted += collection_times.claims_of(found, counter, now)
    claims.write(connection, order.id, claims.take(connection, wanted))
    if found.bringing is not None:
        bringing.agree(connection, order.id, found.bringing, now)
    number_lines(connection, order)
    move(
        connection,
        order,
        (OrderState.HELD, Reason.ORDERED),
        actor_id=order.guest_id,
        now=now,
        held_until=now + HOLD,
        created_at=now,
        starts_at=starts_at,
        ends_at=starts_at + WINDOW,
        occupied_from=starts_at,
        occupied_until=starts_at + WINDOW,
        collect_at=found.collected_at,
        total=found.total,
        at_counter=how.at_counter,
        terms=how.within(counter.terms.fair_in(order.currency)).as_json(),
    )


def is_held(order: OrderRow, now: datetime) -> bool:
    """Whether it waits to be paid."""
    return order.state == OrderState.HELD and order.hold_ends > now


def held_alike(
    connection: Connection, guest_id: int, lines: list[Line], now: datetime
) -> int | None:
    """An order of just these lines that the guest holds and has not paid."""
    held = (each.id for each in held_by(connection, guest_id) if each.held_until > now)
    alike = (each for each in held if list(numbered_lines(connection, each).values()) == lines)
    return next(alike, None)


def checked(connection: Connection, order: OrderRow, now: datetime) -> Cart:
    """As its guest has seen it; how many are left, the counters say when they are taken."""
    found = cart(connection, order, now)
    changes = tuple(each for each in found.changes if each.what != Changed.FEWER)
    if changes:
        raise CartChanged(order.location_id, changes)
    return found


def check_payment(
    connection: Connection, found: Cart, ahead: int, now: datetime, limits: LimitsOf
) -> None:
    """Of what is paid ahead; of what nothing is, a guest has only so much."""
    bounds = limits(found.currency)
    if ahead and (bounds is None or not bounds.take(ahead)):
        raise NotPayableInOne(found.location_id, ahead, found.currency, bounds)
    if not ahead:
        check_free(connection, found.guest_id, found.merchant_id, None, found.pickup_at, now)


def stock_of(
    connection: Connection, found: Cart, counter: Counter, starts_at: datetime
) -> list[Claim]:
    """Of items that are counted, so many as all lines together have."""
    items = reading.items(connection, [each.item_id for each in found.lines], starts_at)
    wanted: dict[int, int] = {}
    for each in found.lines:
        wanted[each.item_id] = wanted.get(each.item_id, 0) + each.quantity
    day = counter.day(starts_at)
    return [
        Stock(item_id, day, stock, wanted[item_id])
        for item_id, item in items.items()
        if (stock := item.daily_stock) is not None
    ]


def number_lines(connection: Connection, order: OrderRow) -> None:
    """From 1 on, without gaps."""
    lines: Numbered = numbered_lines(connection, order.id)
    numbered = drafts.renumbered(list(lines.values()))
    if numbered != lines:
        drafts.write_lines(connection, order.id, numbered)
