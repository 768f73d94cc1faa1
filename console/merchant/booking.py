"""One booking at a merchant's desk: who comes for what, and the answer that the guest awaits."""

from datetime import datetime

from markupsafe import Markup

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import our_order, our_shop
from console.giving_back import can_lack
from console.merchant.bill_words import Words
from console.merchant.messages import LATEST, thread_of
from console.room import Room
from orders import (
    ComplaintView,
    OrderView,
    address_for,
    bill_views,
    cancelling,
    complaint_views,
    confirming,
    counter_payments,
    finding,
    goodwill,
    had,
    proposals,
    proposing,
    receipt_views,
    setting_out,
)
from orders.errors import OrderMoved
from orders.loading import lock
from orders.models import Fulfilment, OrderState
from orders.rules import COMING
from people.rights import Right
from wording.delivering import way_words
from wording.giving_back import place_no_more
from wording.paying import paying_words
from wording.visits import at_door_words, map_link

room = Room()

BOOKING = "/m/{merchant}/bookings/{order}"


@room.page(BOOKING)
def booking_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.BOOKINGS)
    order = our_order(turn, ask)
    if order.state in {OrderState.HELD, OrderState.LAPSED}:
        raise NotHere
    values = {
        "shop": shop,
        "order": order,
        "way": way_words(turn, order),
        "paying": at_door_words(turn, order) or paying_words(turn, order),
        "start": start_of(order.starts_at),
        "past": finding.past(turn.connection, order.id),
        "asked": ask.query.get("ask", ""),
        "moves": proposing.can_move(turn.connection, order, turn.now),
        "complaint": _complaint(turn, order),
        "thread": thread_of(turn, order, LATEST),
        "visit": address_for(turn.connection, turn.person.id, order.id),
        "sets_out": _sets_out(turn, order),
        "map_link": map_link,
        "bill": bill_views.of_order(turn.connection, order.id) if _is_bill(order) else None,
        "b": Words(turn),
        "had": had,
        "gives": _gives(turn, order),
        "lacks": can_lack(order),
        "too_late": _too_late(turn, order),
        "left_here": _left_here(turn, order),
        "writes_off": _writes_off(turn, order),
        "receipts": receipt_views.receipts_of(turn.connection, order.id),
        "proposal": proposals.proposed(turn.connection, order.id, turn.now),
    }
    return View("merchant/booking.html", values)


def _is_bill(order: OrderView) -> bool:
    return order.fulfilment is Fulfilment.COUNTER


def _gives(turn: Turn, order: OrderView) -> bool:
    """Whether the person may give money of it back."""
    may = Right.REFUND in turn.person.rights.get(order.merchant_id, ())
    return may and goodwill.can_give(order, turn.now, in_market=False)


def _too_late(turn: Turn, order: OrderView) -> Markup | None:
    """To who might give money of it back, had it not been paid so long ago."""
    may = Right.REFUND in turn.person.rights.get(order.merchant_id, ())
    return place_no_more(turn, order) if may else None


def _left_here(turn: Turn, order: OrderView) -> bool:
    """Whether the person may say that what was left was paid at the counter."""
    may = Right.REDEEM in turn.person.rights.get(order.merchant_id, ())
    return may and bool(order.left_at_counter) and order.state in COMING


def _writes_off(turn: Turn, order: OrderView) -> bool:
    """Whether the person may say that what was left is never paid."""
    may = Right.REFUND in turn.person.rights.get(order.merchant_id, ())
    return may and counter_payments.can_write_off(order, turn.now)


def _sets_out(turn: Turn, order: OrderView) -> bool:
    """Whether somebody may say now that they go there."""
    address = address_for(turn.connection, turn.person.id, order.id)
    if address is None or order.fulfilment is not Fulfilment.HOME:
        return False
    return setting_out.can_set_out(order.state, order.starts_at, address.left_at, turn.now)


@room.move(f"{BOOKING}/leave")
def leave(turn: Turn, ask: Ask) -> str:
    """Whoever goes there is on their way; the guest hears it."""
    _ours(turn, ask)
    setting_out.set_out(turn.connection, ask.place["order"], turn.person.id, turn.now)
    return _after(ask)


def _complaint(turn: Turn, order: OrderView) -> ComplaintView | None:
    """What its guest complained of, for who may answer it."""
    if Right.REFUND not in turn.person.rights.get(order.merchant_id, ()):
        return None
    return complaint_views.latest_of(turn.connection, order.id)


@room.move(f"{BOOKING}/confirm")
def confirm(turn: Turn, ask: Ask) -> str:
    """The guest may have moved it since this was shown."""
    order = _ours(turn, ask)
    if ask.form.get("start", "") != start_of(order.starts_at):
        raise OrderMoved(order.id, order.state)
    confirming.confirm(turn.connection, order.id, turn.person.id, turn.now)
    return _after(ask)


@room.move(f"{BOOKING}/decline")
def decline(turn: Turn, ask: Ask) -> str:
    order = _ours(turn, ask)
    confirming.decline(turn.connection, order.id, turn.person.id, turn.now)
    return _after(ask)


@room.move(f"{BOOKING}/cancel")
def cancel(turn: Turn, ask: Ask) -> str:
    order = _ours(turn, ask)
    cancelling.cancel_by_merchant(turn.connection, order.id, turn.person.id, turn.now)
    return _after(ask)


def _ours(turn: Turn, ask: Ask) -> OrderView:
    """As it stands until the transaction ends."""
    our_shop(turn, ask, Right.BOOKINGS)
    our_order(turn, ask)
    lock(turn.connection, ask.place["order"])
    return our_order(turn, ask)


def _after(ask: Ask) -> str:
    return BOOKING.format(**ask.place)


def start_of(moment: datetime | None) -> str:
    """A start as a form carries it."""
    return "" if moment is None else moment.isoformat()
