"""Giving a guest money back from the desk while the order stays, or saying that something of it is missing."""

from chat.turn import Turn
from console import giving_back
from console.asking import Ask, View
from console.authorising import our_order, our_shop
from console.giving_back import Where
from console.merchant.booking import BOOKING
from console.room import Room
from orders import OrderView, bill_views
from orders.models import Fulfilment
from people.rights import Right

room = Room()

GIVING = f"{BOOKING}/refund"


@room.page(GIVING)
def giving_page(turn: Turn, ask: Ask) -> View:
    shop, order = our_shop(turn, ask, Right.BOOKINGS), our_order(turn, ask)
    may_give = Right.REFUND in turn.person.rights[shop.id]
    where = Where(GIVING.format(**ask.place), _home(turn, ask, order), shop, may_give)
    return giving_back.page(turn, ask, order, where, giving_page)


@room.move(f"{GIVING}/give")
def give(turn: Turn, ask: Ask) -> str:
    our_shop(turn, ask, Right.REFUND)
    giving_back.give(turn, ask, our_order(turn, ask))
    return BOOKING.format(**ask.place)


@room.move(f"{GIVING}/line")
def give_line(turn: Turn, ask: Ask) -> str:
    our_shop(turn, ask, Right.BOOKINGS)
    giving_back.give_line(turn, ask, our_order(turn, ask))
    return BOOKING.format(**ask.place)


def _home(turn: Turn, ask: Ask, order: OrderView) -> str:
    """The bill that it paid, if it paid one."""
    if order.fulfilment is Fulfilment.COUNTER:
        found = bill_views.of_order(turn.connection, order.id)
        if found is not None:
            return f"/m/{order.merchant_id}/counter/{found.id}"
    return BOOKING.format(**ask.place)
