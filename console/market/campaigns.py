"""What promotions brought: who opened them, what they ordered, and the money that stayed."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.room import Room
from people.rights import Right
from promotions import queries, results

room = Room()

PAGE = 15


@room.page("/market/campaigns")
def campaigns_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.CAMPAIGNS)
    found = queries.newest(turn.connection, PAGE + 1, before=ask.before())
    values = {
        "campaigns": [(each, results.results(turn.connection, each.id)) for each in found[:PAGE]],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/campaigns.html", values)
