"""What was changed of a merchant: who, when, from what to what."""

from catalog import changes
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import our_shop, zone_of
from console.past import around
from console.room import Room
from people.rights import Right

room = Room()

PAGE = 50


@room.page("/m/{merchant}/history")
def history_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SHOP)
    found = changes.history(turn.connection, shop.id, PAGE + 1, ask.before())
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("merchant/history.html", values | around(turn, shop.id, found[:PAGE]))
