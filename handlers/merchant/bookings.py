"""Lists of bookings for the staff: a day of them, and those that wait for an answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from catalog import equipping
from catalog import queries as catalog
from catalog.views import MerchantView
from chat.action import Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, days_paging, leafing, shortened
from handlers.merchant.actions import (
    OpenDay,
    OpenDayGivers,
    OpenDesk,
    OpenStaffBooking,
    OpenUnanswered,
    OpenWeek,
    OpenWritingIn,
)
from handlers.merchant.authorising import may, our_merchant, zone_of
from handlers.merchant.counter_day import due_row
from handlers.merchant.days import bookings_on, day_at
from handlers.merchant.free_parts import free_words
from handlers.merchant.lines import NAME, line_button, line_words
from handlers.merchant.setting_out import Visits
from handlers.merchant.shop_actions import OpenBlockDay
from handlers.merchant.week import WEEK, giver_words
from handlers.names import called
from orders import Counted, OrderLine, Within, lists, merchant_bookings
from people.rights import Right

flow = Flow()

FURTHEST = 90
LISTED = 20


@flow.page(OpenDay)
def day_page(turn: Turn, press: OpenDay) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    zone = zone_of(turn, merchant)
    ahead = max(0, min(press.ahead, FURTHEST))
    booked = replace(bookings_on(turn, merchant.id, zone, ahead), resource_id=press.resource)
    counted = merchant_bookings.count_bookings_of_merchant(turn.connection, booked, turn.now)
    found = _lines(
        turn, booked, counted.bookings, press.page, anytime=ahead == 0 and press.resource is None
    )
    wish = replace(press, ahead=ahead, page=0)
    visits = Visits.among(turn, found[:LISTED])
    return Screen(
        text=paragraphs(
            turn._("<b>{day}</b>", day=turn.texts.day(day_at(turn, zone, ahead))),
            giver_words(turn, merchant, press.resource),
            _summary(turn, counted),
            lines(*(_where(turn, each, visits) for each in found[:LISTED])),
            free_words(turn, merchant, day_at(turn, zone, ahead), press.resource),
        ),
        rows=(
            *columns(1, (line_button(turn, each) for each in found[:LISTED])),
            *leafing(
                turn,
                press.page,
                lambda page: replace(wish, page=page),
                more=len(found) > LISTED,
            ),
            *_days(turn, wish, zone),
            *(due_row(turn, merchant.id, zone) if ahead == 0 else ()),
            *_further(turn, merchant, wish),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenUnanswered)
def unanswered_page(turn: Turn, press: OpenUnanswered) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.BOOKINGS)
    waiting = lists.unanswered_of_merchant(
        turn.connection, merchant.id, LISTED + 1, press.page * LISTED
    )
    if press.page and not waiting:
        raise PageOutdated(OpenUnanswered(merchant.id))
    words = turn._("These guests are waiting for your answer, most urgent first.")
    return Screen(
        text=words if waiting else turn._("All bookings are answered. Well done!"),
        rows=(
            *columns(1, (_waiting(turn, each) for each in waiting[:LISTED])),
            *leafing(
                turn,
                press.page,
                lambda page: OpenUnanswered(merchant.id, page),
                more=len(waiting) > LISTED,
            ),
        ),
        back=OpenDesk(merchant.id),
    )


def _where(turn: Turn, line: OrderLine, visits: Visits) -> Markup | None:
    """Of a visit, beside whom it is to."""
    where = visits.words(turn, line)
    return None if where is None else lines(line_words(turn, line), where)


def _lines(
    turn: Turn, booked: Within, bookings: int, page: int, *, anytime: bool
) -> list[OrderLine]:
    """A page of the day's bookings and one line more, where there is one.

    Behind today's are the codes that may be shown any time, since each may come today.
    """
    begin = page * LISTED
    found = merchant_bookings.bookings_of_merchant(turn.connection, booked, LISTED + 1, begin)
    if anytime and len(found) <= LISTED:
        found += lists.vouchers_of_merchant(
            turn.connection,
            booked.merchant_id,
            LISTED + 1 - len(found),
            max(0, begin - bookings),
        )
    return found


def _summary(turn: Turn, counted: Counted) -> Markup:
    if not counted.bookings:
        return turn._("No bookings.")
    guests, coming, unused = counted.guests, counted.coming, counted.unused
    return lines(
        turn.ngettext("{number} booking", "{number} bookings", counted.bookings),
        turn.ngettext("{number} guest", "{number} guests", guests) if guests else None,
        turn._("Still to come: {number}", number=turn.texts.number(coming)) if coming else None,
        turn._("❗ Not redeemed: {number}", number=turn.texts.number(unused)) if unused else None,
    )


def _days(turn: Turn, wish: OpenDay, zone: str) -> tuple[Row, ...]:
    """The days before and after, by their names."""

    def at(day: int) -> tuple[date, Page]:
        return day_at(turn, zone, day), replace(wish, ahead=day)

    before = at(wish.ahead - 1) if wish.ahead else None
    after = at(wish.ahead + 1) if wish.ahead < FURTHEST else None
    return days_paging(turn, before, after)


def _further(turn: Turn, merchant: MerchantView, wish: OpenDay) -> Iterator[Row]:
    """The week, whose day it is, and what one does from here."""
    week = OpenWeek(merchant.id, wish.ahead // WEEK, wish.resource)
    row = [Button(turn._("🗓 Week"), week)]
    if len(catalog.resources_of(turn.connection, merchant.id)) > 1:
        row.append(Button(turn._("👥 Whose"), OpenDayGivers(merchant.id, wish.ahead)))
    yield tuple(row)
    new = Button(turn._("➕ Booking"), OpenWritingIn(merchant.id))
    place = _to_block(turn, merchant, wish.resource)
    if place is None:
        yield (new,)
    else:
        day = day_at(turn, zone_of(turn, merchant), wish.ahead)
        yield new, Button(turn._("Block a time"), OpenBlockDay(place, day, wish.resource))


def _to_block(turn: Turn, merchant: MerchantView, resource_id: int | None) -> int | None:
    """The place at which the person may block a time of everybody, or of this chair."""
    if not may(turn, Right.SHOP, merchant.id):
        return None
    if resource_id is None:
        return merchant.locations[0].id if len(merchant.locations) == 1 else None
    if resource_id not in dict(catalog.resources_of(turn.connection, merchant.id)):
        return None
    return equipping.resource(turn.connection, resource_id).location_id


def _waiting(turn: Turn, line: OrderLine) -> Button:
    when = turn._("any time")
    if line.starts_at is not None:
        when = Markup.escape(turn.texts.day_and_time(line.starts_at, line.zone))
    label = turn._("{when} · {guest}", when=when, guest=shortened(called(turn, line.guest), NAME))
    return Button(label, OpenStaffBooking(line.id))
