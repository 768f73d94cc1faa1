"""The staff's front door: what waits for an answer, what comes today, and the code to type."""

from dataclasses import replace

from markupsafe import Markup

from catalog import lists as merchants
from catalog.views import MerchantState, MerchantView
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.courier.shift import courier_row
from handlers.guest.actions import OpenHome, OpenMerchant
from handlers.layout import columns, leaf, leafing
from handlers.merchant.actions import (
    AskCode,
    OpenConsole,
    OpenDay,
    OpenDesk,
    OpenDesks,
    OpenGuests,
    OpenMerchantSettings,
    OpenOwnDay,
    OpenOwnReviews,
    OpenSales,
    OpenTickets,
    OpenUnanswered,
    OpenWritingIn,
)
from handlers.merchant.authorising import may, our_merchant, zone_of
from handlers.merchant.bill import bill_key
from handlers.merchant.complaint_actions import OpenOwnComplaints
from handlers.merchant.days import bookings_on
from handlers.merchant.delivery import deliveries_row
from handlers.merchant.grounds import hours_keys
from handlers.merchant.lines import line_words
from handlers.merchant.menu import menu_keys
from handlers.merchant.opening_up import next_row, next_step
from handlers.merchant.queueing import queue_keys
from handlers.merchant.service_actions import OpenServices
from handlers.merchant.tables import table_keys
from orders import complaint_views, lists, merchant_bookings, ticket_lists
from orders.rules import LIVE
from people import queries
from people.rights import Right
from queueing import queues

flow = Flow()

NEXT_SHOWN = 5
DESKS = 8
MOST_COUNTED = 99


@flow.page(OpenDesks)
def desks_page(turn: Turn, press: OpenDesks) -> Screen:
    page, shown, more = leaf(sorted(turn.person.merchants), press.page, DESKS)
    names = merchants.names(turn.connection, shown)
    desks = (Button(names[each], OpenDesk(each)) for each in shown if each in names)
    return Screen(
        text=turn._("Which business?"),
        rows=(
            *columns(1, desks),
            *leafing(turn, page, OpenDesks, more=more),
        ),
        back=OpenHome(),
    )


@flow.page(OpenDesk)
def desk_page(turn: Turn, press: OpenDesk) -> Screen:
    merchant = our_merchant(turn, press.merchant)
    if not may(turn, Right.BOOKINGS, merchant.id):
        return _desk_of_others(turn, merchant)
    waiting = lists.count_unanswered_of_merchant(turn.connection, merchant.id)
    complained = _complaints(turn, merchant)
    return Screen(
        text=paragraphs(
            turn._("<b>🏪 {merchant}</b>", merchant=merchant.name),
            next_step(turn, merchant),
            _answers_wanted(turn, waiting),
            _complained(turn, complained),
            _coming(turn, merchant),
            turn._("Got a guest's code? Type it here any time, or scan it with your phone."),
        ),
        rows=(
            *next_row(turn, merchant),
            *_unanswered(turn, merchant, waiting),
            *_tickets(turn, merchant),
            *deliveries_row(turn, merchant.id),
            *_to_answer(turn, merchant, complained),
            *_rooms(turn, merchant),
        ),
        back=_way_back(turn, merchant.id),
    )


def _desk_of_others(turn: Turn, merchant: MerchantView) -> Screen:
    """Of whoever works there and sees no guests."""
    return Screen(
        text=turn._("<b>🏪 {merchant}</b>", merchant=merchant.name),
        rows=(*courier_row(turn), *_rooms(turn, merchant)),
        back=_way_back(turn, merchant.id),
    )


def _way_back(turn: Turn, merchant_id: int) -> Page:
    """To the page of desks that this one is on; whoever has no other chose none."""
    ours = sorted(turn.person.merchants)
    return OpenDesks(ours.index(merchant_id) // DESKS) if len(ours) > 1 else OpenHome()


def _answers_wanted(turn: Turn, waiting: int) -> Markup | None:
    if not waiting:
        return None
    return turn.ngettext(
        "⏳ {number} booking is waiting for your answer.",
        "⏳ {number} bookings are waiting for your answer.",
        waiting,
    )


def _complaints(turn: Turn, merchant: MerchantView) -> int:
    """How many wait for the person's answer."""
    if not may(turn, Right.REFUND, merchant.id):
        return 0
    return complaint_views.count_waiting_for(turn.connection, merchant.id, MOST_COUNTED)


def _complained(turn: Turn, number: int) -> Markup | None:
    if not number:
        return None
    return turn.ngettext(
        "⚠️ {number} complaint is waiting for your answer.",
        "⚠️ {number} complaints are waiting for your answer.",
        number,
    )


def _to_answer(turn: Turn, merchant: MerchantView, number: int) -> tuple[Row, ...]:
    if not number:
        return ()
    label = turn._("⚠️ Answer complaints ({number})", number=number)
    return ((Button(label, OpenOwnComplaints(merchant.id), Style.PRIMARY),),)


def _coming(turn: Turn, merchant: MerchantView) -> Markup:
    zone = zone_of(turn, merchant)
    today = bookings_on(turn, merchant.id, zone, 0)
    expected = replace(today, begin=max(today.begin, turn.now), states=LIVE)
    coming = merchant_bookings.bookings_of_merchant(turn.connection, expected, NEXT_SHOWN)
    if (
        not coming
        and not merchant_bookings.count_bookings_of_merchant(
            turn.connection, today, turn.now
        ).bookings
    ):
        return turn._("No bookings for today yet.")
    if not coming:
        return turn._("Nobody else is expected today.")
    return lines(turn._("<b>Next today</b>"), *(line_words(turn, one) for one in coming))


def _unanswered(turn: Turn, merchant: MerchantView, waiting: int) -> tuple[Row, ...]:
    if not waiting:
        return ()
    label = turn._("⏳ Answer bookings ({number})", number=waiting)
    return ((Button(label, OpenUnanswered(merchant.id), Style.PRIMARY),),)


def _tickets(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    number = ticket_lists.count_tickets(turn.connection, merchant.id)
    if not number:
        return ()
    label = turn._("🧾 Orders ({number})", number=number)
    return ((Button(label, OpenTickets(merchant.id), Style.PRIMARY),),)


Key = tuple[Right | None, Button]


def _rooms(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    """What the person's role opens."""
    open_ones = (
        tuple(key for right, key in row if right is None or may(turn, right, merchant.id))
        for row in (*_daily(turn, merchant), *_shop(turn, merchant))
    )
    return tuple(row for row in open_ones if row)


def _daily(turn: Turn, merchant: MerchantView) -> tuple[tuple[Key, ...], ...]:
    """What is opened while guests come."""
    own = queries.resource_of(turn.connection, merchant.id, turn.person.id) is not None
    return (
        (
            (Right.REDEEM, Button(turn._("🎟 Redeem a code"), AskCode(merchant.id), Style.SUCCESS)),
            *_bill(turn, merchant),
        ),
        (
            (Right.BOOKINGS, Button(turn._("Today"), OpenDay(merchant.id))),
            (Right.BOOKINGS, Button(turn._("Tomorrow"), OpenDay(merchant.id, 1))),
            (Right.BOOKINGS, Button(turn._("➕ Booking"), OpenWritingIn(merchant.id))),
        ),
        (
            *((Right.BOOKINGS, key) for key in table_keys(turn, merchant)),
            *(
                (Right.BOOKINGS, key)
                for key in queue_keys(turn, merchant)
                if queues.has_queue(turn.connection, merchant.id)
            ),
        ),
        ((Right.OWN_CALENDAR, Button(turn._("📅 Your calendar"), OpenOwnDay(merchant.id))),)
        if own or not may(turn, Right.BOOKINGS, merchant.id)
        else (),
        (
            (Right.GUESTS, Button(turn._("👤 Guests"), OpenGuests(merchant.id))),
            (Right.GUESTS, Button(turn._("⭐ Reviews"), OpenOwnReviews(merchant.id))),
            (Right.REFUND, Button(turn._("⚠️ Complaints"), OpenOwnComplaints(merchant.id))),
        ),
    )


def _bill(turn: Turn, merchant: MerchantView) -> tuple[Key, ...]:
    if not merchant.takes_bills or merchant.state is not MerchantState.ACTIVE:
        return ()
    return ((Right.REDEEM, bill_key(turn, merchant)),)


def _shop(turn: Turn, merchant: MerchantView) -> tuple[tuple[Key, ...], ...]:
    """What is opened now and then."""
    seen = (None, Button(turn._("How guests see you"), OpenMerchant(merchant.id)))
    console = (None, Button(turn._("🖥 Console"), OpenConsole()))
    return (
        (
            (Right.SHOP, Button(turn._("🧾 Services"), OpenServices(merchant.id))),
            *((Right.BOOKINGS, key) for key in menu_keys(turn, merchant)),
            *((Right.SHOP, key) for key in hours_keys(turn, merchant)),
        ),
        (
            (Right.SALES, Button(turn._("Sales"), OpenSales(merchant.id))),
            (Right.SHOP, Button(turn._("Settings"), OpenMerchantSettings(merchant.id))),
        ),
        (seen,) if turn.market.console is None else (seen, console),
    )
