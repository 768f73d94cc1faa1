"""Complaints about a merchant at its desk: with the time left, answered once in words and money."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View, whole
from console.authorising import our_shop
from console.complaint_form import money_of, said
from console.pictures import picture_of
from console.room import Room
from orders import ComplaintView, Stand, complaint_answers, complaint_views, proposing, queries
from people.rights import Right
from wording.complaints import Reader

room = Room()

PAGE = 25
COMPLAINTS = "/m/{merchant}/complaints"
COMPLAINT = f"{COMPLAINTS}/{{complaint}}"


@room.page(COMPLAINTS)
def complaints_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.REFUND)
    past, behind = ask.text("show") == "past", whole(ask.query.get("behind"))
    if past:
        found = complaint_views.past_of(turn.connection, shop.id, PAGE + 1, before=behind)
    else:
        found = complaint_views.waiting_for(turn.connection, shop.id, PAGE + 1, after=behind or 0)
    values = {
        "shop": shop,
        "complaints": found[:PAGE],
        "past": past,
        "behind": found[PAGE - 1].id if len(found) > PAGE else None,
    }
    return View("merchant/complaints.html", values)


@room.page(COMPLAINT)
def complaint_page(turn: Turn, ask: Ask) -> View:
    shop, found = our_shop(turn, ask, Right.REFUND), _ours(turn, ask)
    order = queries.order(turn.connection, found.order_id)
    values = {
        "shop": shop,
        "ask": ask,
        "found": found,
        "reader": Reader.PLACE,
        "photo": picture_of(turn, found.photo),
        "waits": found.waits(Stand.OPEN, turn.now),
        "money": money_of(turn, ask, found),
        "moves": order is not None and proposing.can_move(turn.connection, order, turn.now),
        "longest": complaint_answers.LONGEST,
    }
    return View("merchant/complaint.html", values)


@room.move(f"{COMPLAINT}/answer")
def answer(turn: Turn, ask: Ask) -> str:
    our_shop(turn, ask, Right.REFUND)
    found = _ours(turn, ask)
    words, gift = said(turn, ask, found, complaint_page, reason=False)
    given = (found.id, turn.person.id, words, gift, turn.now)
    complaint_answers.answer(turn.connection, *given)
    return COMPLAINT.format(**ask.place)


def _ours(turn: Turn, ask: Ask) -> ComplaintView:
    found = complaint_views.complaint(turn.connection, ask.place["complaint"])
    if found is None or found.merchant_id != ask.place["merchant"]:
        raise NotHere
    return found
