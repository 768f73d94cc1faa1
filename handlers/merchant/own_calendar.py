"""A provider's own calendar: the bookings that fell to them, a day at a time, and nobody else's."""

from dataclasses import dataclass, replace
from datetime import date

from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, days_paging, leafing
from handlers.merchant.actions import OpenDesk, OpenOwnDay
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import bookings_on, day_at
from handlers.merchant.free_parts import free_words
from handlers.merchant.lines import line_button, line_words
from handlers.merchant.message_actions import OpenGuestMessages
from handlers.merchant.setting_out import Visits
from orders import merchant_bookings
from people import queries
from people.rights import Right

flow = Flow()

FURTHEST = 90
PAGE = 8
VISITS = 20
MOST = 60
"""Bookings of one person in one day; they fit into a message."""


@dataclass(frozen=True, slots=True)
class OpenOwnGuests(Page):
    """To which guest of one's own day to write, a page of them."""

    code = "ownmsg"
    merchant: int
    ahead: int = 0
    page: int = 0


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
    found = merchant_bookings.bookings_of_merchant(turn.connection, mine, MOST)
    visits = Visits.among(turn, found)

    def at(day: int) -> tuple[date, Page]:
        return day_at(turn, zone, day), replace(press, ahead=day)

    return Screen(
        text=paragraphs(
            turn._("<b>{day}</b>", day=turn.texts.day(day_at(turn, zone, ahead))),
            lines(*(lines(line_words(turn, each), visits.words(turn, each)) for each in found))
            if found
            else turn._("No bookings."),
            free_words(turn, merchant, day_at(turn, zone, ahead), resource),
        ),
        rows=(
            *days_paging(
                turn,
                at(ahead - 1) if ahead else None,
                at(ahead + 1) if ahead < FURTHEST else None,
            ),
            *visits.rows(turn, found[:VISITS], merchant.id, ahead),
            *_writing_row(turn, merchant.id, ahead, some=bool(found)),
        ),
        back=OpenDesk(merchant.id),
    )


def _writing_row(turn: Turn, merchant: int, ahead: int, *, some: bool) -> tuple[Row, ...]:
    if not some:
        return ()
    return ((Button(turn._("✉️ Message a guest"), OpenOwnGuests(merchant, ahead)),),)


@flow.page(OpenOwnGuests)
def own_guests_page(turn: Turn, press: OpenOwnGuests) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.OWN_CALENDAR)
    resource = queries.resource_of(turn.connection, merchant.id, turn.person.id)
    ahead = max(0, min(press.ahead, FURTHEST))
    if resource is None:
        raise PageOutdated(OpenOwnDay(merchant.id, ahead))
    zone = zone_of(turn, merchant)
    mine = replace(bookings_on(turn, merchant.id, zone, ahead), resource_id=resource)
    found = merchant_bookings.bookings_of_merchant(
        turn.connection, mine, PAGE + 1, press.page * PAGE
    )
    return Screen(
        text=paragraphs(
            turn._("<b>{day}</b>", day=turn.texts.day(day_at(turn, zone, ahead))),
            turn._("Whom would you like to write to?") if found else turn._("No bookings."),
        ),
        rows=(
            *columns(1, (line_button(turn, each, OpenGuestMessages) for each in found[:PAGE])),
            *leafing(
                turn,
                press.page,
                lambda page: replace(press, page=page),
                more=len(found) > PAGE,
            ),
        ),
        back=OpenOwnDay(merchant.id, ahead),
    )
