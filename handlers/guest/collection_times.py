"""When something is collected from its guest: as soon as it can be, or at a time that they choose."""

from dataclasses import dataclass
from datetime import datetime

from chat.action import Hour, Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.guest.cart import my_cart
from handlers.guest.menu_actions import OpenCart, OpenCollectionTimes
from handlers.guest.times import Choice, Offered, day_words, time_rows
from orders import Cart, carts, collection_times

flow = Flow()


@dataclass(frozen=True, slots=True)
class ChooseCollection(Move):
    """At that time; at none: as soon as possible."""

    code = "collect"
    order: int
    at: datetime | None


@flow.page(OpenCollectionTimes)
def collection_page(turn: Turn, press: OpenCollectionTimes) -> Screen:
    cart = carts.cart_of(turn.connection, turn.person.id, press.location, turn.now)
    if cart is None or not cart.lines or cart.bringing is None or not cart.bringing.collects:
        raise PageOutdated(OpenCart(press.location))
    offer = _offered(turn, press, cart)
    soon = Button(
        turn._("As soon as possible"), ChooseCollection(cart.order_id, None), Style.PRIMARY
    )
    choice = Choice(
        on_day=lambda day: OpenCollectionTimes(press.location, day),
        at=lambda moment: ChooseCollection(cart.order_id, moment),
        from_hour=lambda day, hour: OpenCollectionTimes(press.location, day, Hour(hour)),
    )
    return Screen(
        text=paragraphs(
            turn._("<b>When shall it be collected?</b>"),
            turn._("Somebody has to be at the door then."),
            turn._("Nothing can be collected in the next few days.")
            if offer.shown is None
            else turn._("{day}: at what time?", day=day_words(turn, offer.shown, offer.zone)),
        ),
        rows=((soon,), *time_rows(turn, offer, choice)),
        back=OpenCart(press.location),
    )


@flow.move(ChooseCollection)
def choose_collection(turn: Turn, press: ChooseCollection) -> Page:
    cart = my_cart(turn, press.order)
    carts.set_collect_at(turn.connection, turn.person.id, press.order, press.at, turn.now)
    return OpenCart(cart.location_id)


def _offered(turn: Turn, press: OpenCollectionTimes, cart: Cart) -> Offered:
    days = collection_times.collection_days(turn.connection, cart, turn.now)
    if not days:
        return Offered((), None, (), cart.zone)
    shown = press.day if press.day in days else days[0]
    times = collection_times.collection_times(turn.connection, cart, shown, turn.now)
    return Offered(days, shown, times, cart.zone, press.hour)
