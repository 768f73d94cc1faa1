"""Lists of bookings for the staff: a day of them, and those that wait for an answer."""

from markupsafe import Markup

from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, paging, shortened
from handlers.merchant.actions import OpenDay, OpenDesk, OpenStaffBooking, OpenUnanswered
from handlers.merchant.authorising import our_merchant, zone_of
from handlers.merchant.days import bookings_on, day_at
from handlers.merchant.lines import NAME, is_unused, line_button
from handlers.names import called
from orders import lists
from orders.lists import OrderLine
from orders.rules import LIVE

flow = Flow()

FURTHEST = 90
VOUCHERS = 10
LISTED = 20


@flow.page(OpenDay)
def day_page(turn: Turn, press: OpenDay) -> Screen:
    merchant = our_merchant(turn, press.merchant)
    zone = zone_of(turn, merchant)
    ahead = max(0, min(press.ahead, FURTHEST))
    found = bookings_on(turn, merchant.id, zone, ahead)
    return Screen(
        text=paragraphs(
            turn._("<b>{day}</b>", day=turn.texts.day(day_at(turn, zone, ahead))),
            _summary(turn, found),
            _more(turn, found),
        ),
        rows=(
            *columns(1, (line_button(turn, each) for each in found[:LISTED])),
            *(_vouchers(turn, merchant.id) if ahead == 0 else ()),
            *paging(
                turn,
                OpenDay(merchant.id, ahead - 1) if ahead else None,
                OpenDay(merchant.id, ahead + 1) if ahead < FURTHEST else None,
            ),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenUnanswered)
def unanswered_page(turn: Turn, press: OpenUnanswered) -> Screen:
    merchant = our_merchant(turn, press.merchant)
    waiting = lists.unanswered_of_merchant(turn.connection, merchant.id, LISTED)
    words = turn._("These guests wait for your answer, the most urgent first.")
    return Screen(
        text=words if waiting else turn._("All bookings are answered. Well done!"),
        rows=columns(1, (_waiting(turn, each) for each in waiting)),
        back=OpenDesk(merchant.id),
    )


def _summary(turn: Turn, found: list[OrderLine]) -> Markup:
    if not found:
        return turn._("No bookings.")
    guests = sum(each.seats for each in found)
    unused = sum(is_unused(turn, each) for each in found)
    coming = sum(each.state in LIVE and not each.used for each in found) - unused
    return lines(
        turn.ngettext("{number} booking", "{number} bookings", len(found)),
        turn.ngettext("{number} guest", "{number} guests", guests),
        turn._("Still to come: {number}", number=turn.texts.number(coming)) if coming else None,
        turn._("❗ Not redeemed: {number}", number=turn.texts.number(unused)) if unused else None,
    )


def _more(turn: Turn, found: list[OrderLine]) -> Markup | None:
    left = len(found) - LISTED
    if left <= 0:
        return None
    return turn.ngettext("…and {number} later one.", "…and {number} later ones.", left)


def _vouchers(turn: Turn, merchant_id: int) -> tuple[Row, ...]:
    """Codes that may be shown any time: on today's page, since each may come today."""
    anytime = lists.vouchers_of_merchant(turn.connection, merchant_id, VOUCHERS)
    return columns(1, (line_button(turn, each) for each in anytime))


def _waiting(turn: Turn, line: OrderLine) -> Button:
    when = turn._("any time")
    if line.starts_at is not None:
        when = Markup.escape(turn.texts.day_and_time(line.starts_at, line.zone))
    label = turn._("{when} · {guest}", when=when, guest=shortened(called(turn, line.guest), NAME))
    return Button(label, OpenStaffBooking(line.id))
