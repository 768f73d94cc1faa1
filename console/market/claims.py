"""Who says that a place is theirs, or brought a new one: an operator looks, and approves or refuses."""

from catalog import claiming, lists, market_lists, queries
from catalog.views import ClaimView
from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.room import Room
from people import queries as people
from people.looking import Look, Place
from people.rights import Right

room = Room()

PAGE = 50
CLAIM = "/market/claims/{claim}"


@room.page("/market/claims")
def claims_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.ADMIT)
    decided = "decided" in ask.query
    found = market_lists.claims_page(
        turn.connection, decided=decided, before=ask.before(), limit=PAGE + 1
    )
    values = {
        "claims": found[:PAGE],
        "decided": decided,
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/claims.html", values)


@room.page(CLAIM)
def claim_page(turn: Turn, ask: Ask) -> View:
    claim = _found(turn, ask)
    person = people.person(turn.connection, claim.person_id)
    values = {
        "claim": claim,
        "person": person,
        "merchant": queries.merchant(turn.connection, claim.merchant_id),
        "asked": ask.query.get("ask", ""),
    }
    return View("market/claim.html", values, [Look(claim.person_id, Place.CLAIM, claim.id)])


@room.move(f"{CLAIM}/approve")
def approve(turn: Turn, ask: Ask) -> str:
    claiming.approve(turn.connection, _found(turn, ask).id, turn.person.id, turn.now)
    return CLAIM.format(**ask.place)


@room.move(f"{CLAIM}/refuse")
def refuse(turn: Turn, ask: Ask) -> str:
    claiming.refuse(turn.connection, _found(turn, ask).id, turn.person.id, turn.now)
    return CLAIM.format(**ask.place)


def _found(turn: Turn, ask: Ask) -> ClaimView:
    for_market(turn, Right.ADMIT)
    claim = lists.claim(turn.connection, ask.place["claim"])
    if claim is None:
        raise NotHere
    return claim
