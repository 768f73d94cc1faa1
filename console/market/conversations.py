"""Conversations that guests or places reported: an operator reads them, replies, or ends them for both."""

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.merchant.statements import page_of
from console.room import Room
from orders import ReportedConversation, conversations, message_reports
from people.looking import Look, Place
from people.rights import Right

room = Room()

PAGE = 25
CONVERSATION = "/market/conversations/{order}"


@room.page("/market/conversations")
def conversations_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PERSONS)
    page, decided = page_of(ask), ask.text("show") == "decided"
    read = conversations.decided if decided else conversations.reported
    found = read(turn.connection, PAGE + 1, page * PAGE)
    values = {
        "conversations": found[:PAGE],
        "decided": decided,
        "page": page,
        "more": len(found) > PAGE,
    }
    looks = [_look(each) for each in found[:PAGE]]
    return View("market/conversations.html", values, looks)


@room.page(CONVERSATION)
def conversation_page(turn: Turn, ask: Ask) -> View:
    """What nobody reported is not there."""
    for_market(turn, Right.PERSONS)
    found = conversations.reported_of(turn.connection, ask.place["order"])
    if found is None:
        raise NotHere
    latest = conversations.messages(
        turn.connection, found.order_id, PAGE + 1, ask.before(), found.until
    )
    values = {
        "conversation": found,
        "said": latest[:PAGE][::-1],
        "before": latest[PAGE - 1].id if len(latest) > PAGE else None,
        "longest": message_reports.LONGEST,
    }
    return View("market/conversation.html", values, [_look(found)])


@room.move(f"{CONVERSATION}/close")
def close(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PERSONS)
    order, reason = ask.place["order"], ask.words("words")
    if reason:
        message_reports.close(turn.connection, order, turn.person.id, reason, turn.now)
    return CONVERSATION.format(**ask.place)


@room.move(f"{CONVERSATION}/stop")
def stop(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PERSONS)
    order, reason = ask.place["order"], ask.words("words")
    if reason:
        message_reports.stop(turn.connection, order, turn.person.id, reason, turn.now)
    return CONVERSATION.format(**ask.place)


def _look(found: ReportedConversation) -> Look:
    """Its guest is named."""
    return Look(found.guest_id, Place.CONVERSATION, found.order_id)
