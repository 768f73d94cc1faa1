"""An order as its own guest may see it; to everybody else there is none."""

from zoneinfo import ZoneInfo

from catalog.views import MerchantState
from chat.action import Page
from chat.errors import NotAllowed
from chat.turn import Turn
from handlers.bill_words import is_bill
from handlers.guest.actions import OpenBooking, OpenCheckout, OpenMerchant, OpenService
from handlers.guest.menu_actions import OpenCart, OpenMenu
from orders import OrderLine, OrderView, queries
from orders.models import Fulfilment
from orders.rules import free_until


def my_order(turn: Turn, order_id: int) -> OrderView:
    """The order; `NotAllowed` for one that is somebody else's or none at all."""
    order = queries.order(turn.connection, order_id)
    if order is None or order.guest_id != turn.person.id or order.proposed_for is not None:
        raise NotAllowed
    return order


def can_move(turn: Turn, order: OrderView) -> bool:
    """Whether another time can be had: as long as cancelling would be free, before any use."""
    if order.starts_at is None or order.used or not order.is_live() or order.service_id is None:
        return False
    return turn.now <= free_until(order.terms, order.starts_at)


def held_page(line: OrderLine) -> Page:
    """Where what is held is paid."""
    if line.fulfilment is Fulfilment.COUNTER:
        return OpenBooking(line.id)
    return OpenCheckout(line.id)


def once_more(order: OrderView) -> Page:
    """Where the same can be had once more."""
    if is_bill(order):
        return OpenMerchant(order.merchant_id)
    if order.service_id is None:
        return OpenMenu(order.location_id)
    return OpenService(order.service_id, seats=order.seats, resource=order.chosen_resource_id)


def can_book_again(order: OrderView) -> bool:
    """Whether its place takes bookings still; where it does not, no button says so."""
    return order.merchant_state == MerchantState.ACTIVE and not is_bill(order)


def at_that_day(order: OrderView) -> Page:
    """Its service again, on the same day, for as many and with whom was chosen; of a menu, the cart."""
    if is_bill(order):
        return OpenMerchant(order.merchant_id)
    if order.service_id is None:
        return OpenCart(order.location_id)
    if order.starts_at is None:
        return OpenService(order.service_id, seats=order.seats)
    chosen = order.chosen_resource_id
    day = order.starts_at.astimezone(ZoneInfo(order.zone)).date()
    return OpenService(order.service_id, day, order.seats, resource=chosen)
