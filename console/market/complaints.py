"""Complaints that are on the market: what both sides say, and the decision with its reason."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import for_market
from console.complaint_form import money_of, said
from console.pictures import picture_of
from console.room import Room
from orders import ComplaintView, Stand, complaint_decisions, complaint_views
from people.looking import Look, Place
from people.rights import Right
from wording.complaints import Reader

room = Room()

PAGE = 25
COMPLAINT = "/market/complaints/{complaint}"


@room.page("/market/complaints")
def complaints_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.REFUND)
    decided, behind = ask.text("show") == "decided", whole(ask.query.get("behind"))
    if decided:
        found = complaint_views.decided(turn.connection, PAGE + 1, before=behind)
    else:
        found = complaint_views.escalated(turn.connection, PAGE + 1, after=behind or 0)
    values = {
        "complaints": found[:PAGE],
        "decided": decided,
        "behind": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("market/complaints.html", values, [_look(each) for each in found[:PAGE]])


@room.page(COMPLAINT)
def complaint_page(turn: Turn, ask: Ask) -> View:
    found = _found(turn, ask)
    values = {
        "ask": ask,
        "found": found,
        "reader": Reader.MARKET,
        "photo": picture_of(turn, found.photo),
        "waits": found.stand is Stand.ESCALATED,
        "money": money_of(turn, ask, found),
        "longest": complaint_decisions.LONGEST,
    }
    return View("market/complaint.html", values, [_look(found)])


@room.move(f"{COMPLAINT}/decide")
def decide(turn: Turn, ask: Ask) -> str:
    found = _found(turn, ask)
    words, gift = said(turn, ask, found, complaint_page, reason=True)
    given = (found.id, turn.person.id, words, gift, turn.now)
    complaint_decisions.decide(turn.connection, *given)
    return COMPLAINT.format(**ask.place)


def _found(turn: Turn, ask: Ask) -> ComplaintView:
    for_market(turn, Right.REFUND)
    found = complaint_views.complaint(turn.connection, ask.place["complaint"])
    if found is None:
        raise NotHere
    return found


def _look(found: ComplaintView) -> Look:
    """Its guest is named."""
    return Look(found.guest_id, Place.COMPLAINT, found.id)
