"""What was settled with whom, the latest first."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.room import Room
from orders import statements
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/market/settlements")
def settlements_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PAYOUTS)
    found = statements.latest(turn.connection, PAGE + 1, ask.before())
    values = {
        "statements": found[:PAGE],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/settlements.html", values)
