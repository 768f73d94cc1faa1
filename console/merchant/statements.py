"""What was settled with a merchant, and what was paid out to it."""

from collections.abc import Iterable

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import our_shop, zone_of
from console.room import Room
from orders import Statement, accounts, receipt_views, statements
from people.rights import Right

room = Room()

PAGE = 25


@room.page("/m/{merchant}/statements")
def statements_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SALES)
    found = statements.statements_of(turn.connection, shop.id, PAGE + 1, before=ask.before())
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "statements": found[:PAGE],
        "went_to": _went_to(turn, found[:PAGE]),
        "before": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("merchant/statements.html", values)


@room.page("/m/{merchant}/statements/{settlement}")
def statement_page(turn: Turn, ask: Ask) -> View:
    """How one payout came about."""
    shop = our_shop(turn, ask, Right.SALES)
    made = statements.statement(turn.connection, ask.place["settlement"])
    if made is None or made.merchant_id != shop.id:
        raise NotHere
    values = {
        "shop": shop,
        "zone": zone_of(turn, shop),
        "made": made,
        "tips": statements.tips_in(turn.connection, made.id),
        "invoice": receipt_views.fee_invoice(turn.connection, made.id),
    }
    return View("merchant/statement.html", values)


def _went_to(turn: Turn, found: Iterable[Statement]) -> dict[int, str]:
    """By the accounts' ids, told so that nobody can use them."""
    ids = sorted({each.account_id for each in found if each.account_id is not None})
    every = accounts.several(turn.connection, ids)
    return {each.id: accounts.masked(each.account) for each in every}


def page_of(ask: Ask, name: str = "page") -> int:
    """Which page of a list that is told by pages."""
    return min(whole(ask.query.get(name)) or 0, FURTHEST)


FURTHEST = 10_000
