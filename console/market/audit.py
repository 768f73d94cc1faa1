"""Every rule of seats and money, proved on live data: the answer comes into the operator's chat."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.room import Room
from orders import auditing, proving
from people.rights import Right

room = Room()


@room.page("/market/audit")
def audit_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.AUDIT)
    values = {"rules": auditing.invariants(), "asked": bool(ask.query.get("asked"))}
    return View("market/audit.html", values)


@room.move("/market/audit/start")
def start(turn: Turn, _ask: Ask) -> str:
    for_market(turn, Right.AUDIT)
    proving.ask(turn.connection, turn.person.id, turn.now)
    return "/market/audit?asked=1"
