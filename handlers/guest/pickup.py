"""When an order is picked up: as soon as it can be, or at one of the times with room in the kitchen."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from chat.action import Hour, Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.cart import my_cart
from handlers.guest.menu_actions import OpenCart, OpenPickupTimes
from handlers.guest.times import Choice, Offered, day_words, time_rows
from orders import Cart, carts

flow = Flow()


@dataclass(frozen=True, slots=True)
class ChoosePickup(Move):
    """At that time; at none: as soon as possible."""

    code = "fetch"
    order: int
    at: datetime | None


@flow.page(OpenPickupTimes)
def pickup_page(turn: Turn, press: OpenPickupTimes) -> Screen:
    cart = carts.cart_of(turn.connection, turn.person.id, press.location, turn.now)
    if cart is None or not cart.lines or cart.sitting_id is not None:
        raise PageOutdated(OpenCart(press.location))
    offer = _offered(turn, press, cart)
    soon = Button(turn._("As soon as possible"), ChoosePickup(cart.order_id, None), Style.PRIMARY)
    at_once = carts.soonest_pickup(
        turn.connection,
        cart.location_id,
        cart.items,
        turn.now,
        cart.within,
        received_at=cart.received_at,
    )
    choice = Choice(
        on_day=lambda day: OpenPickupTimes(press.location, day),
        at=lambda moment: ChoosePickup(cart.order_id, moment),
        from_hour=lambda day, hour: OpenPickupTimes(press.location, day, Hour(hour)),
    )
    return Screen(
        text=paragraphs(
            _question(turn, cart),
            turn._("Nothing can be picked up there in the next few days.")
            if offer.shown is None
            else turn._("{day}: at what time?", day=day_words(turn, offer.shown, offer.zone)),
        ),
        rows=(*(((soon,),) if at_once else ()), *time_rows(turn, offer, choice)),
        back=OpenCart(press.location),
    )


def _question(turn: Turn, cart: Cart) -> Markup:
    if cart.bringing is not None:
        return turn._("<b>When shall it be ready?</b>")
    return turn._("<b>When will you pick it up?</b>")


@flow.move(ChoosePickup)
def choose_pickup(turn: Turn, press: ChoosePickup) -> Page:
    cart = my_cart(turn, press.order)
    carts.set_pickup_at(turn.connection, turn.person.id, press.order, press.at, turn.now)
    return OpenCart(cart.location_id)


def _offered(turn: Turn, press: OpenPickupTimes, cart: Cart) -> Offered:
    wanted = (turn.connection, cart.location_id, cart.items)
    days = carts.pickup_days(*wanted, turn.now, cart.within, cart.received_at)
    if not days:
        return Offered((), None, (), cart.zone)
    shown = press.day if press.day in days else days[0]
    times = carts.pickup_times(*wanted, shown, turn.now, cart.within, cart.received_at)
    return Offered(days, shown, times, cart.zone, press.hour)
