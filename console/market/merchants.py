"""The merchants of the market: found by name, suspended, let back in."""

from catalog import lists, queries, suspending
from catalog.views import MerchantState, MerchantView
from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.merchant.statements import page_of
from console.room import Room
from orders import lists as order_lists
from orders import suspending as calling_off
from people import queries as people
from people.rights import Right

room = Room()

PAGE = 50
MERCHANT = "/market/merchants/{merchant}"


@room.page("/market/merchants")
def merchants_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.ADMIT)
    words, page, wanted = ask.text("q"), page_of(ask), ask.query.get("state", "")
    state = MerchantState(wanted) if wanted in set(MerchantState) else None
    found = lists.merchants_for_operator(
        turn.connection, state=state, words=words, limit=PAGE + 1, offset=page * PAGE
    )
    values = {
        "words": words,
        "state": state,
        "states": list(MerchantState),
        "merchants": found[:PAGE],
        "page": page,
        "more": len(found) > PAGE,
    }
    return View("market/merchants.html", values)


@room.page(MERCHANT)
def merchant_page(turn: Turn, ask: Ask) -> View:
    merchant = _found(turn, ask)
    members = people.staff_views(turn.connection, merchant.id)
    values = {
        "merchant": merchant,
        "members": list(
            zip(
                members,
                people.persons(turn.connection, [each.person_id for each in members]),
                strict=True,
            )
        ),
        "living": order_lists.count_living_of_merchant(turn.connection, merchant.id),
        "asked": ask.query.get("ask", ""),
    }
    return View("market/merchant.html", values)


@room.move(f"{MERCHANT}/suspend")
def suspend(turn: Turn, ask: Ask) -> str:
    merchant = _found(turn, ask)
    calling_off.suspend(turn.connection, merchant.id, turn.person.id, turn.now)
    return MERCHANT.format(**ask.place)


@room.move(f"{MERCHANT}/reinstate")
def reinstate(turn: Turn, ask: Ask) -> str:
    merchant = _found(turn, ask)
    suspending.reinstate(turn.connection, merchant.id, turn.person.id)
    return MERCHANT.format(**ask.place)


def _found(turn: Turn, ask: Ask) -> MerchantView:
    for_market(turn, Right.ADMIT)
    merchant = queries.merchant(turn.connection, ask.place["merchant"])
    if merchant is None:
        raise NotHere
    return merchant
