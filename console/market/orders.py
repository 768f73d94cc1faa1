"""An order that somebody asks for help with: found by number, code or charge, with its history and money."""

import re

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import for_market
from console.room import Room
from orders import (
    OrderView,
    codes,
    complaint_views,
    finding,
    goodwill,
    postings,
    queries,
    receipt_views,
)
from people.looking import Look, Place
from people.rights import Right
from wording.delivering import way_words

room = Room()

CHARGE = re.compile(r"\S{8,200}\Z")
NUMBER = re.compile(r"(?:#|№)?\s*(\d{1,12})\Z")


@room.page("/market/orders")
def finding_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    words = ask.text("q")
    return View("market/orders.html", {"words": words, "found": meant(turn, words)})


@room.page("/market/orders/{order}")
def order_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    order = queries.order(turn.connection, ask.place["order"])
    if order is None:
        raise NotHere
    values = {
        "order": order,
        "charges": finding.charges_of(turn.connection, order.id),
        "past": finding.past(turn.connection, order.id),
        "complaint": complaint_views.latest_of(turn.connection, order.id),
        "receipts": receipt_views.receipts_of(turn.connection, order.id),
        "way": way_words(turn, order),
        "gives": _gives(turn, order),
        "postings": postings.postings_of(turn.connection, order.id),
    }
    return View("market/order.html", values, [Look(order.guest_id, Place.ORDER, order.id)])


def _gives(turn: Turn, order: OrderView) -> bool:
    """Whether the person may give money of it back."""
    may = Right.REFUND in turn.person.rights.get(None, ())
    return may and goodwill.can_give(order, turn.now, in_market=True)


def meant(turn: Turn, words: str) -> int | None:
    """The order that a number, a code or a charge names."""
    number = NUMBER.match(words)
    if number is not None:
        return finding.by_number(turn.connection, whole(number[1]) or 0)
    code = codes.normalise(words)
    found = None if code is None else finding.by_code(turn.connection, code)
    if found is None and CHARGE.match(words):
        return finding.by_charge(turn.connection, words)
    return found
