"""How a cart is had: picked up, or brought; where to, when, and what that adds to it."""

from collections.abc import Iterator
from datetime import timedelta

from markupsafe import Markup

from catalog.menu import delivering
from chat.screen import Button, Row, lines
from chat.turn import Turn
from handlers.guest.address_actions import OpenAddresses
from handlers.guest.delivery_actions import ChooseDelivery
from handlers.guest.menu_actions import OpenCollectionTimes
from handlers.hours import near_time
from handlers.layout import shortened
from orders import Cart, Seat, carts, table_views
from people.addressing import KeptAddress
from wording.tables import table_title

MINUTE = timedelta(minutes=1)
LONGEST_LABEL = 30


def cart_sum(turn: Turn, cart: Cart) -> Iterator[Markup]:
    """What it comes to, and what of that is for the way."""
    way = sum(each.amount for each in cart.adjustments)
    total = turn._("Total <b>{total}</b>", total=turn.texts.money(cart.total, cart.currency))
    fee = turn._("🛵 Delivery {amount}", amount=turn.texts.money(way, cart.currency))
    yield lines(fee if way else None, total)


def how_words(turn: Turn, cart: Cart) -> Markup:
    """When it would be had, and where."""
    if cart.bringing is None:
        return _pickup(turn, cart)
    return lines(_to(turn, cart), _at_the_door(turn, cart) if can_be_had_so(cart) else None)


def can_be_had_so(cart: Cart) -> bool:
    """Whether it can be brought, where that is wanted."""
    bringing = cart.bringing
    if bringing is None:
        return True
    return bringing.reach is not None and cart.subtotal >= bringing.reach.least


def how_rows(turn: Turn, cart: Cart) -> Iterator[Row]:
    """The two ways, where there are two, and where to."""
    if cart.sitting_id is not None:
        return
    brought = cart.bringing is not None
    setting = delivering.setting_of(turn.connection, cart.location_id)
    if brought or setting.active:
        pick_up = turn._("🛍 Pick up")
        bring = turn._("🧺 Collect & return") if setting.collects else turn._("🛵 Delivery")
        marked = turn._("· {choice} ·", choice=bring if brought else pick_up)
        yield (
            Button(pick_up if brought else marked, ChooseDelivery(cart.order_id, brought=False)),
            Button(marked if brought else bring, ChooseDelivery(cart.order_id, brought=True)),
        )
    if cart.bringing is not None:
        yield (Button(_address(turn, cart.bringing.address), OpenAddresses(cart=cart.location_id)),)
        if cart.bringing.collects:
            when = Button(turn._("🧺 When to collect"), OpenCollectionTimes(cart.location_id))
            yield (when,)


def _address(turn: Turn, address: KeptAddress | None) -> Markup | str:
    if address is None:
        return turn._("🏠 Where to?")
    name = shortened(address.label or address.text, LONGEST_LABEL)
    return turn._("🏠 {address}", address=name)


def _pickup(turn: Turn, cart: Cart) -> Markup:
    if cart.sitting_id is not None:
        return _served(turn, cart)
    if cart.pickup_at is not None:
        when = turn.texts.day_and_time(cart.pickup_at, cart.zone)
        return turn._("🛍 Pick up {when}", when=when)
    soonest = carts.soonest_pickup(
        turn.connection, cart.location_id, cart.items, turn.now, cart.within
    )
    if soonest is None:
        return turn._("It can't be ready within the next few hours. Please choose a time.")
    when = near_time(turn, soonest, cart.zone)
    return turn._("🛍 Pick up as soon as possible: about {when}", when=when)


def _served(turn: Turn, cart: Cart) -> Markup:
    """To which table, as long as its guest sits there."""
    seat = seat_of(turn, cart)
    if seat is None:
        return turn._("You don't sit at the table any more. Scan its code again, or pick it up.")
    soonest = carts.soonest_pickup(
        turn.connection, cart.location_id, cart.items, turn.now, cart.within, at_table=True
    )
    table = table_title(turn, seat.table)
    if soonest is None:
        return turn._("🍽 Brought to: {table}. The kitchen can't make it right now.", table=table)
    when = near_time(turn, soonest, cart.zone)
    return turn._("🍽 Brought to: {table}, at about {when}", table=table, when=when)


def seat_of(turn: Turn, cart: Cart) -> Seat | None:
    """Where the guest of a cart sits, while they do."""
    seat = table_views.mine(turn.connection, turn.person.id)
    return seat if seat is not None and seat.sitting_id == cart.sitting_id else None


def _to(turn: Turn, cart: Cart) -> Markup:
    """The address, or what is in the way."""
    assert cart.bringing is not None, cart.order_id
    address, reach = cart.bringing.address, cart.bringing.reach
    if address is None:
        return turn._("🏠 Where shall it be brought? Add your address.")
    to = turn._("🏠 {address}", address=address.text)
    if reach is None:
        return lines(
            to, turn._("❗ That's too far from the place. Choose another address, or pick it up.")
        )
    if cart.subtotal < reach.least:
        missing = turn.texts.money(reach.least - cart.subtotal, cart.currency)
        least = turn.texts.money(reach.least, cart.currency)
        return lines(
            to,
            turn._(
                "❗ They deliver from {least}. {missing} is missing: add more, or pick it up.",
                least=least,
                missing=missing,
            ),
        )
    return to


def _collected(turn: Turn, cart: Cart) -> Markup:
    """When it leaves its guest."""
    if cart.collected_at is None:
        return turn._("🧺 A courier collects it as soon as the place has accepted.")
    when = turn.texts.day_and_time(cart.collected_at, cart.zone)
    return turn._("🧺 A courier collects it at about {when}.", when=when)


def _at_the_door(turn: Turn, cart: Cart) -> Markup:
    assert cart.bringing is not None, cart.order_id
    ready = cart.pickup_at or carts.soonest_pickup(
        turn.connection,
        cart.location_id,
        cart.items,
        turn.now,
        cart.within,
        received_at=cart.received_at,
    )
    if ready is None:
        return turn._("It can't be ready within the next few hours. Please choose a time.")
    when = near_time(turn, ready + cart.bringing.minutes * MINUTE, cart.zone)
    if cart.bringing.collects:
        return lines(
            _collected(turn, cart),
            turn._("🛵 Back at your door at about {time}.", time=when),
        )
    return turn._("🛵 At your door at about {time}.", time=when)
