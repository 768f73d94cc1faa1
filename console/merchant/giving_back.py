"""Giving a guest money back from the desk while the order stays: how much, asked once more, done once."""

from typing import Any

from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_order, our_shop
from console.complaint_form import money_for
from console.merchant.booking import BOOKING
from console.room import Room
from orders import OrderView, bill_views, goodwill
from orders.models import Fulfilment
from people.rights import Right

room = Room()

GIVING = f"{BOOKING}/refund"


@room.page(GIVING)
def giving_page(turn: Turn, ask: Ask) -> View:
    """With an amount that can go back it is the question."""
    shop, order = our_shop(turn, ask, Right.REFUND), our_order(turn, ask)
    money = money_for(turn, order.id, ask.text("amount"))
    if money is None or not goodwill.can_give(order, turn.now, in_market=False):
        raise NotHere
    if ask.text("amount") and money.typed is None and not ask.errors:
        most = turn.texts.money(money.left.left, money.left.currency)
        words = turn._("That's no amount up to {amount}.", amount=most)
        raise Again(giving_page, {"amount": words})
    values: dict[str, Any] = {
        "shop": shop,
        "ask": ask,
        "order": order,
        "bill": _bill(turn, order),
        "money": money,
        "typed": ask.text("amount"),
    }
    return View("merchant/giving_back.html", values)


@room.move(f"{GIVING}/give")
def give(turn: Turn, ask: Ask) -> str:
    our_shop(turn, ask, Right.REFUND)
    order = our_order(turn, ask)
    asked = (ask.number("sum"), ask.number("before"))
    goodwill.give_back(turn.connection, order.id, turn.person.id, *asked, turn.now)
    return BOOKING.format(**ask.place)


def _bill(turn: Turn, order: OrderView) -> int | None:
    """The bill that it paid, if it paid one."""
    if order.fulfilment is not Fulfilment.COUNTER:
        return None
    found = bill_views.of_order(turn.connection, order.id)
    return None if found is None else found.id
