"""When an order is picked up: as soon as it can be, or at one of the times with room in the kitchen."""

from dataclasses import dataclass, replace
from datetime import datetime

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.guest.cart import my_cart
from handlers.guest.choosing import choice_key
from handlers.guest.menu_actions import OpenCart, OpenPickup
from handlers.hours import near_time
from handlers.layout import columns, leaf, leafing
from orders import carts

flow = Flow()

TIMES = 24


@dataclass(frozen=True, slots=True)
class ChoosePickup(Move):
    """At that time; at none: as soon as possible."""

    code = "fetch"
    order: int
    at: datetime | None


@flow.page(OpenPickup)
def pickup_page(turn: Turn, press: OpenPickup) -> Screen:
    cart = carts.cart_of(turn.connection, turn.person.id, press.location)
    if cart is None or not cart.lines:
        raise PageOutdated(OpenCart(press.location))
    times = carts.pickup_times(turn.connection, cart.order_id, turn.now)
    page, shown, more = leaf(times, press.page, TIMES)
    soon = choice_key(
        turn,
        turn._("As soon as possible"),
        ChoosePickup(cart.order_id, None),
        cart.pickup_at is None,
    )
    return Screen(
        text=paragraphs(
            turn._("<b>When will you pick it up?</b>"),
            None if times else turn._("Nothing can be picked up there in the next days."),
        ),
        rows=(
            (soon,),
            *columns(
                3,
                (
                    choice_key(
                        turn,
                        near_time(turn, each, cart.zone),
                        ChoosePickup(cart.order_id, each),
                        each == cart.pickup_at,
                    )
                    for each in shown
                ),
            ),
            *leafing(turn, page, lambda page: replace(press, page=page), more=more),
        ),
        back=OpenCart(press.location),
    )


@flow.move(ChoosePickup)
def choose_pickup(turn: Turn, press: ChoosePickup) -> Page:
    cart = my_cart(turn, press.order)
    carts.set_pickup_at(turn.connection, turn.person.id, press.order, press.at, turn.now)
    return OpenCart(cart.location_id)
