"""Whoever books takes something of a menu along: a table *and* the tasting menu, held and paid as one order."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, update

from catalog.menu import addons
from catalog.menu.pickup import pickup_of
from catalog.menu.reading import Item
from database.money import LimitsOf, unlimited
from orders.booking import claims
from orders.booking.claims import Stock
from orders.booking.lapsing import clear_way
from orders.booking.placing import live_hold, retract
from orders.errors import ItemGone, ItemSoldOut, NotPayableInOne, TooManyOfOne, TooManyUnpaid
from orders.lines import adjustments_of, lines_of
from orders.loading import OrderRow, terms_of
from orders.menu import drafts
from orders.menu.carts import MOST_OF_ONE
from orders.menu.items import item_of, line_of
from orders.menu.plans import unpaid_things
from orders.models import OrderState, orders
from orders.pricing import Line, LineKind, priced
from orders.rules import PaymentPlan, at_counter
from people import standing


def set_addon(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    order_id: int,
    guest_id: int,
    item_id: int,
    quantity: int,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> None:
    """So many of an item beside what is held, none with 0, as it is usually had and at its price of now.

    ItemGone for what isn't offered along with it, ItemSoldOut where so many are not left for that day,
    TooManyUnpaid where nothing is paid ahead and more are wanted than a guest may owe there.
    """
    standing.keep_alone(connection, guest_id)
    order = live_hold(connection, order_id, guest_id, now)
    before = lines_of(connection, order_id)
    had = sum(each.quantity for each in before if each.item_id == item_id)
    if quantity == had:
        return
    lines = [each for each in before if each.item_id != item_id]
    if quantity:
        lines.append(wanted(connection, order, item_id, quantity, now))
    if quantity > had:
        check_unpaid(connection, order, lines, now)
    after = priced(lines, adjustments_of(connection, order_id))
    left = at_counter(after, terms_of(order))
    bounds = limits(order.currency)
    ahead = after.total - left
    if ahead and (bounds is None or not bounds.take(ahead)):
        raise NotPayableInOne(order.location_id, ahead, order.currency, bounds)
    take_stock(connection, order, lines, now)
    drafts.write_lines(connection, order_id, drafts.renumbered(lines))
    held = update(orders).where(orders.c.id == order_id, orders.c.state == OrderState.HELD)
    has_items = any(each.kind == LineKind.ITEM for each in lines)
    connection.execute(held.values(total=after.total, at_counter=left, with_items=has_items))
    retract(connection, order_id, now)


def wanted(
    connection: Connection, order: OrderRow, item_id: int, quantity: int, now: datetime
) -> Line:
    if not 0 < quantity <= MOST_OF_ONE:
        raise TooManyOfOne(item_id, MOST_OF_ONE)
    if item_id not in addons.chosen(connection, order.service):
        raise ItemGone(item_id)
    item = item_of(connection, item_id, moment_of(order, now))
    if item.currency != order.currency:
        raise ItemGone(item_id)
    if item.sold_out:
        raise ItemSoldOut(item_id)
    return line_of(item, sorted(item.defaults), quantity, "")


def check_unpaid(connection: Connection, order: OrderRow, lines: list[Line], now: datetime) -> None:
    """What is kept for nothing is bounded as in a cart, with what its guest has on order there beside it."""
    if terms_of(order).payment_plan != PaymentPlan.AT_SHOP:
        return
    most = pickup_of(connection, order.location_id).most_unpaid
    along = sum(each.quantity for each in lines if each.kind == LineKind.ITEM)
    others = unpaid_things(connection, order.guest_id, order.location_id, now, beside=order.id)
    if along + others > most:
        raise TooManyUnpaid(order.id, most)


def moment_of(order: OrderRow, now: datetime) -> datetime:
    """When it will be had."""
    return order.starts_at or now


def take_stock(connection: Connection, order: OrderRow, lines: list[Line], now: datetime) -> None:
    """Of what is counted, for the day of the visit; what the order had taken before goes back first."""
    clear_way(connection, order.location_id, now)
    claims.give_back_held(connection, order)
    taken = claims.take(connection, stock_of(connection, order, lines, moment_of(order, now)))
    claims.write(connection, order.id, taken)


def stock_of(
    connection: Connection, order: OrderRow, lines: list[Line], at: datetime
) -> list[Stock]:
    day = day_of(order, at)
    counted = (
        (item_of(connection, each.item_id, at), each.quantity)
        for each in lines
        if each.item_id is not None
    )
    return [stock(item, day, quantity) for item, quantity in counted if item.daily_stock]


def stock(item: Item, day: date, quantity: int) -> Stock:
    assert item.daily_stock is not None, item.id
    return Stock(item.id, day, item.daily_stock, quantity)


def day_of(order: OrderRow, at: datetime) -> date:
    """The local one."""
    return at.astimezone(ZoneInfo(order.terms["zone"])).date()
