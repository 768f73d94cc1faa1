"""Who of those who run the market looked at whom, where and when."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.room import Room
from people import looking
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/market/looks")
def looks_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.OPERATORS)
    found = looking.latest(turn.connection, PAGE + 1, ask.before())
    values = {
        "looks": found[:PAGE],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/looks.html", values)
