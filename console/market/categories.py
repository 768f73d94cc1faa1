"""How many merchants there are of each kind; the kinds themselves are part of the program."""

from collections import Counter

from catalog import market_lists
from catalog.categories import Category, known_category
from catalog.views import MerchantState
from chat.turn import Turn
from console.asking import Ask, View
from console.authorising import for_market
from console.room import Room
from people.rights import Right

room = Room()


@room.page("/market/categories")
def categories_page(turn: Turn, _ask: Ask) -> View:
    for_market(turn, Right.NUMBERS)
    counted: Counter[tuple[Category, MerchantState]] = Counter()
    for kind, state, number in market_lists.count_by_category(turn.connection):
        counted[known_category(kind), MerchantState(state)] += number
    rows = [(each, [counted[each, state] for state in MerchantState]) for each in Category]
    rows.sort(key=lambda row: -sum(row[1]))
    return View("market/categories.html", {"rows": rows, "states": list(MerchantState)})
