"""What promotions brought: who opened them, what they ordered, and the money that stayed."""

from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.merchant.statements import page_of
from console.room import Room
from people.rights import Right
from promotions import queries, results

room = Room()

PAGE = 15


@room.page("/market/campaigns")
def campaigns_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.CAMPAIGNS)
    page = page_of(ask)
    found = queries.newest(turn.connection, PAGE + 1, page * PAGE)
    values = {
        "campaigns": [(each, results.results(turn.connection, each.id)) for each in found[:PAGE]],
        "page": page,
        "more": len(found) > PAGE,
    }
    return View("market/campaigns.html", values)
