"""Refunds that no program can make, and payments that a bank asks back: what to do about each."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import for_market
from console.room import Room
from orders import RefundByHand, disputes, refunding, reports
from people.looking import Look, Place
from people.rights import Right

room = Room()

PAGE = 50
REFUND = "/market/refunds/{refund}"


@room.page("/market/refunds")
def refunds_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.REFUND)
    found = reports.refunds_to_do(turn.connection, PAGE + 1, after=whole(ask.query.get("after")))
    values = {
        "refunds": found[:PAGE],
        "after": found[PAGE - 1].refund_id if len(found) > PAGE else None,
    }
    return View("market/refunds.html", values)


@room.page(REFUND)
def refund_page(turn: Turn, ask: Ask) -> View:
    refund = _found(turn, ask)
    values = {
        "refund": refund,
        "waits": refund.state in {refunding.BY_HAND, refunding.PARKED},
        "asked": ask.query.get("ask", ""),
    }
    looks = [Look(refund.guest_id, Place.REFUND, refund.refund_id)]
    return View("market/refund.html", values, looks)


@room.move(f"{REFUND}/done")
def done(turn: Turn, ask: Ask) -> str:
    refund = _found(turn, ask)
    refunding.done_by_hand(turn.connection, refund.refund_id, turn.person.id, turn.now)
    return REFUND.format(**ask.place)


@room.move(f"{REFUND}/again")
def again(turn: Turn, ask: Ask) -> str:
    refund = _found(turn, ask)
    if not refunding.ask_again(turn.connection, refund.refund_id, turn.person.id, turn.now):
        raise NotHere
    return REFUND.format(**ask.place)


@room.page("/market/disputes")
def disputes_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.REFUND)
    after = whole(ask.query.get("after"))
    found = disputes.open_disputes(turn.connection, PAGE + 1, after=after)
    shown = found[:PAGE]
    values = {
        "disputes": shown,
        "after": shown[-1].dispute_id if len(found) > PAGE else None,
    }
    looks = [Look(each.guest_id, Place.DISPUTE, each.dispute_id) for each in shown]
    return View("market/disputes.html", values, looks)


def _found(turn: Turn, ask: Ask) -> RefundByHand:
    for_market(turn, Right.REFUND)
    refund = reports.refund(turn.connection, ask.place["refund"])
    if refund is None:
        raise NotHere
    return refund
