"""What is to be sent to merchants: an operator transfers it and says so here."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import for_market
from console.room import Room
from orders import accounts, payouts
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/market/payouts")
def payouts_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PAYOUTS)
    found = payouts.to_send(turn.connection, PAGE + 1, after=whole(ask.query.get("after")))
    merchants = sorted({each.merchant_id for each in found})
    where = accounts.currents(turn.connection, merchants)
    values = {
        "payouts": found[:PAGE],
        "after": found[PAGE - 1].id if len(found) > PAGE else None,
        "accounts": {key: each for key, each in where.items() if each.whole},
        "new_after": turn.now - accounts.NEW_FOR,
        "asked": ask.query.get("ask", ""),
    }
    return View("market/payouts.html", values)


@room.move("/market/payouts/{settlement}/paid")
def paid(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PAYOUTS)
    said = (ask.place["settlement"], turn.person.id, turn.now)
    if not payouts.mark_paid(turn.connection, *said, ask.number("account") or None):
        raise NotHere
    return "/market/payouts"
