"""A provider's own calendar: the bookings that fell to them, a day at a time, and nobody else's."""

from dataclasses import dataclass, replace
from datetime import date

from chat.action import Page
from chat.flow import Flow
from chat.screen import Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import days_paging
from handlers.merchant.actions import OpenDesk
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import bookings_on, day_at
from handlers.merchant.free_parts import free_words
from handlers.merchant.lines import line_words
from orders import lists
from people import queries
from people.rights import Right

flow = Flow()

FURTHEST = 90
MOST = 60
"""Bookings of one person in one day; they fit into a message."""


@dataclass(frozen=True, slots=True)
class OpenOwnDay(Page):
    """A day of one's own, so many days from today."""

    code = "ownday"
    merchant: int
    ahead: int = 0


@flow.page(OpenOwnDay)
def own_day_page(turn: Turn, press: OpenOwnDay) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.OWN_CALENDAR)
    resource = queries.resource_of(turn.connection, merchant.id, turn.person.id)
    if resource is None:
        words = turn._("Your calendar isn't set up yet. Ask the owner to link you to it.")
        return Screen(text=words, back=OpenDesk(merchant.id))
    zone = zone_of(turn, merchant)
    ahead = max(0, min(press.ahead, FURTHEST))
    mine = replace(bookings_on(turn, merchant.id, zone, ahead), resource_id=resource)
    found = lists.bookings_of_merchant(turn.connection, mine, MOST)

    def at(day: int) -> tuple[date, Page]:
        return day_at(turn, zone, day), replace(press, ahead=day)

    return Screen(
        text=paragraphs(
            turn._("<b>{day}</b>", day=turn.texts.day(day_at(turn, zone, ahead))),
            lines(*(line_words(turn, each) for each in found)) if found else turn._("No bookings."),
            free_words(turn, merchant, day_at(turn, zone, ahead), resource),
        ),
        rows=days_paging(
            turn,
            at(ahead - 1) if ahead else None,
            at(ahead + 1) if ahead < FURTHEST else None,
        ),
        back=OpenDesk(merchant.id),
    )
