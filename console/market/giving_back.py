"""The market's support gives a guest money back of an order that stays, also when its place can't any more."""

from chat.turn import Turn
from console import giving_back
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.giving_back import Where
from console.room import Room
from orders import OrderView, queries
from people.rights import Right

room = Room()

ORDER = "/market/orders/{order}"
GIVING = f"{ORDER}/refund"


@room.page(GIVING)
def giving_page(turn: Turn, ask: Ask) -> View:
    where = Where(GIVING.format(**ask.place), ORDER.format(**ask.place), None, may_give=True)
    return giving_back.page(turn, ask, _order(turn, ask), where, giving_page)


@room.move(f"{GIVING}/give")
def give(turn: Turn, ask: Ask) -> str:
    giving_back.give(turn, ask, _order(turn, ask))
    return ORDER.format(**ask.place)


@room.move(f"{GIVING}/line")
def give_line(turn: Turn, ask: Ask) -> str:
    giving_back.give_line(turn, ask, _order(turn, ask))
    return ORDER.format(**ask.place)


def _order(turn: Turn, ask: Ask) -> OrderView:
    for_market(turn, Right.REFUND)
    order = queries.order(turn.connection, ask.place["order"])
    if order is None:
        raise NotHere
    return order
