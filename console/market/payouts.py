"""What is to be sent to merchants: an operator transfers it and says so here."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import for_market
from console.room import Room
from orders import payouts
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/market/payouts")
def payouts_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PAYOUTS)
    found = payouts.to_send(turn.connection, PAGE + 1, after=whole(ask.query.get("after")))
    values = {
        "payouts": found[:PAGE],
        "after": found[PAGE - 1].id if len(found) > PAGE else None,
        "asked": ask.query.get("ask", ""),
    }
    return View("market/payouts.html", values)


@room.move("/market/payouts/{settlement}/paid")
def paid(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PAYOUTS)
    if not payouts.mark_paid(turn.connection, ask.place["settlement"], turn.person.id, turn.now):
        raise NotHere
    return "/market/payouts"
