"""Messages with the guest of a booking: read, written in the place's name, ended, reported."""

from collections.abc import Mapping
from typing import Any

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import our_order, our_shop
from console.room import Room
from orders import (
    OrderView,
    Side,
    conversations,
    message_ends,
    message_reports,
    message_sides,
    messages,
)
from people.rights import Right
from wording.conversing import language_hint, locales_of, standing, unreachable

room = Room()

PAGE = 25
LATEST = 5
MESSAGES = "/m/{merchant}/bookings/{order}/messages"


@room.page(MESSAGES)
def messages_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.OWN_CALENDAR)
    order = _theirs(turn, ask)
    values = {
        "shop": shop,
        "order": order,
        "thread": thread_of(turn, order, PAGE, ask.before()),
        "asked": ask.query.get("ask", ""),
        "longest_report": message_reports.LONGEST,
        "has_page": turn.person.may(Right.BOOKINGS, shop.id),
    }
    return View("merchant/messages.html", values)


def thread_of(
    turn: Turn, order: OrderView, most: int, before: int | None = None
) -> Mapping[str, Any]:
    """What was written, the oldest first, and what can be done; `any` says whether there is something."""
    found = conversations.conversation(turn.connection, order.id)
    writes = messages.can_write(turn.connection, order, turn.now)
    latest = conversations.messages(turn.connection, order.id, most + 1, before)
    shown = latest[:most]
    hints = (
        language_hint(turn, locales_of(turn, [order.guest_id])),
        unreachable(turn, order),
    )
    return {
        "any": writes or found is not None,
        "said": shown[::-1],
        "before": shown[-1].id if len(latest) > most else None,
        "standing": list(standing(turn, order, found, Side.MERCHANT)),
        "hints": [each for each in hints if each] if writes else [],
        "writes": writes,
        "goes_on": found is not None and found.ended_by is None,
        "resumes": found is not None and found.ended_by == Side.MERCHANT,
        "reports": found is not None
        and conversations.can_report(turn.connection, found, Side.MERCHANT),
        "longest": messages.LONGEST,
    }


@room.move(f"{MESSAGES}/write")
def write(turn: Turn, ask: Ask) -> str:
    order, words = _asked(turn, ask), ask.words("words")
    if words:
        messages.write_to_guest(turn.connection, order, turn.person.id, words, turn.now)
    return MESSAGES.format(**ask.place)


@room.move(f"{MESSAGES}/end")
def end(turn: Turn, ask: Ask) -> str:
    message_ends.end_by_merchant(turn.connection, _asked(turn, ask), turn.person.id, turn.now)
    return MESSAGES.format(**ask.place)


@room.move(f"{MESSAGES}/resume")
def resume(turn: Turn, ask: Ask) -> str:
    message_ends.resume_by_merchant(turn.connection, _asked(turn, ask), turn.person.id, turn.now)
    return MESSAGES.format(**ask.place)


@room.move(f"{MESSAGES}/report")
def report(turn: Turn, ask: Ask) -> str:
    order, words = _asked(turn, ask), ask.words("words")
    if words:
        message_reports.report_by_merchant(turn.connection, order, turn.person.id, words, turn.now)
    return MESSAGES.format(**ask.place)


def _asked(turn: Turn, ask: Ask) -> int:
    our_shop(turn, ask, Right.OWN_CALENDAR)
    return _theirs(turn, ask).id


def _theirs(turn: Turn, ask: Ask) -> OrderView:
    """A booking to which the person sees: any of the place, or one of their own calendar."""
    order = our_order(turn, ask)
    about = (order.merchant_id, order.resource_id)
    if not message_sides.is_theirs(turn.connection, turn.person.id, *about):
        raise NotHere
    return order
