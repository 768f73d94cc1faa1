"""The merchants of the market: found by name, and each with how it serves, its people and its past."""

from catalog import changes, describing, market_lists, queries, vouching
from catalog import suspending as letting_in
from catalog.categories import Category
from catalog.commissioning import set_commission
from catalog.describing import Details
from catalog.errors import DetailRefused
from catalog.views import MerchantState, MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import for_market
from console.market.scorecard import scorecard
from console.past import around
from console.room import Room
from orders import lists as order_lists
from orders import scoring, suspending
from people import queries as people
from people.rights import Right

room = Room()

PAGE = 50
CHANGES = 12
MERCHANT = "/market/merchants/{merchant}"


@room.page("/market/merchants")
def merchants_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.ADMIT)
    wanted, kind = ask.query.get("state", ""), ask.query.get("kind", "")
    state = MerchantState(wanted) if wanted in set(MerchantState) else None
    category = Category(kind) if kind in set(Category) else None
    words = ask.text("q")
    found = market_lists.merchants_page(
        turn.connection,
        state=state,
        category=category,
        words=words,
        before=ask.before(),
        limit=PAGE + 1,
    )
    values = {
        "words": words,
        "state": state,
        "category": category,
        "states": list(MerchantState),
        "categories": list(Category),
        "merchants": found[:PAGE],
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/merchants.html", values)


@room.page(MERCHANT)
def merchant_page(turn: Turn, ask: Ask) -> View:
    merchant = _found(turn, ask)
    members = people.staff_views(turn.connection, merchant.id)
    persons = people.persons(turn.connection, [each.person_id for each in members])
    past = changes.history(turn.connection, merchant.id, CHANGES + 1, ask.before())
    since = turn.now - scoring.WINDOW
    values = {
        "merchant": merchant,
        "ask": ask,
        "categories": list(Category),
        "members": list(zip(members, persons, strict=True)),
        "living": order_lists.count_living_of_merchant(turn.connection, merchant.id),
        "asked": ask.query.get("ask", ""),
        "new_commission": basis_points(ask.query.get("commission", "")),
        "card": scorecard(
            turn,
            scoring.score(turn.connection, since, merchant.id),
            scoring.of_market(turn.connection),
        ),
        "measured": scoring.of_market(turn.connection),
        "before": past[CHANGES - 1].id if len(past) > CHANGES else None,
    }
    return View("market/merchant.html", values | around(turn, merchant.id, past[:CHANGES]))


@room.move(f"{MERCHANT}/words")
def describe(turn: Turn, ask: Ask) -> str:
    """What guests read of it, as its own people could write it."""
    merchant = _found(turn, ask)
    given = Details(ask.form.get("name", ""), ask.form.get("description", ""))
    kind, by = ask.form.get("category", ""), turn.person.id
    try:
        describing.describe(turn.connection, merchant.id, given, by, turn.now)
    except DetailRefused as error:
        raise Again(merchant_page, {error.field: error}) from error
    if kind in set(Category):
        describing.categorise(turn.connection, merchant.id, Category(kind), by, turn.now)
    return f"{_place(ask)}?saved=1"


@room.move(f"{MERCHANT}/commission")
def commission(turn: Turn, ask: Ask) -> str:
    """Whoever changed it meanwhile is not overruled unseen."""
    merchant = _found(turn, ask)
    points = basis_points(ask.form.get("commission", ""))
    was = ask.form.get("was", "")
    if points is None or was != str(merchant.commission_basis_points):
        error = DetailRefused("commission")
        raise Again(merchant_page, {"commission": error})
    set_commission(turn.connection, merchant.id, points, turn.person.id, turn.now)
    return f"{_place(ask)}?saved=1"


@room.move(f"{MERCHANT}/badge/give")
def give_badge(turn: Turn, ask: Ask) -> str:
    vouching.vouch(turn.connection, _found(turn, ask).id, turn.person.id, turn.now)
    return _place(ask)


@room.move(f"{MERCHANT}/badge/take")
def take_badge(turn: Turn, ask: Ask) -> str:
    vouching.withdraw(turn.connection, _found(turn, ask).id, turn.person.id, turn.now)
    return _place(ask)


@room.move(f"{MERCHANT}/suspend")
def suspend(turn: Turn, ask: Ask) -> str:
    suspending.suspend(turn.connection, _found(turn, ask).id, turn.person.id, turn.now)
    return _place(ask)


@room.move(f"{MERCHANT}/reinstate")
def reinstate(turn: Turn, ask: Ask) -> str:
    letting_in.reinstate(turn.connection, _found(turn, ask).id, turn.person.id, turn.now)
    return _place(ask)


def basis_points(typed: str) -> int | None:
    """Of a percentage as people type it: digits, and two more behind a point or a comma."""
    whole, _, part = typed.strip().removesuffix("%").strip().replace(",", ".").partition(".")
    digits = whole + (part + "00")[:2]
    fits = digits.isascii() and digits.isdigit() and len(part) <= 2 and 0 < len(whole) <= 3
    return int(digits) if fits and int(digits) <= 10_000 else None


def _place(ask: Ask) -> str:
    return MERCHANT.format(**ask.place)


def _found(turn: Turn, ask: Ask) -> MerchantView:
    for_market(turn, Right.ADMIT)
    merchant = queries.merchant(turn.connection, ask.place["merchant"])
    if merchant is None:
        raise NotHere
    return merchant
