"""What was given up: payments that fit nothing, messages that could not be sent, updates that failed."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.room import Room
from database import dead_updates, outbox
from orders import paying, reports
from people.rights import Right, require

room = Room()

STUCK = "/market/stuck"
MOST = 100
"""Of each; what is dealt with makes room for the rest."""


@room.page(STUCK)
def stuck_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.REFUND)
    messages = outbox.parked(turn.connection)
    values = {
        "payments": reports.parked_events(turn.connection, MOST),
        "messages": messages[:MOST],
        "updates": dead_updates.waiting(turn.connection, MOST),
        "asked": ask.query.get("ask", ""),
    }
    return View("market/stuck.html", values)


@room.move("/market/stuck/payments/{event}/again")
def apply_again(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.REFUND)
    if not paying.try_again(turn.connection, ask.place["event"], turn.person.id, turn.now):
        raise NotHere
    return STUCK


@room.move("/market/stuck/payments/{event}/back")
def went_back(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.REFUND)
    if not paying.given_back(turn.connection, ask.place["event"], turn.person.id, turn.now):
        raise NotHere
    return STUCK


@room.move("/market/stuck/messages/{message}/again")
def send_again(turn: Turn, ask: Ask) -> str:
    require(turn.connection, turn.person.id, Right.REFUND)
    if not outbox.unpark(turn.connection, ask.place["message"], turn.now):
        raise NotHere
    return STUCK


@room.move("/market/stuck/updates/{update}/noted")
def noted(turn: Turn, ask: Ask) -> str:
    require(turn.connection, turn.person.id, Right.REFUND)
    if not dead_updates.note(turn.connection, ask.place["update"], turn.now):
        raise NotHere
    return STUCK
