"""A day at the counter: what is still to be paid there, the bills and tips of the day, and what was taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.bill_words import taken_words
from handlers.guest.bill_actions import OpenBill
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.actions import OpenDesk, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant, zone_of
from handlers.merchant.days import bounds, day_at
from handlers.names import called
from orders import CounterBill, CounterDue, counter_lists
from people.rights import Right
from wording.bills import kind_words, standing_words

flow = Flow()

SHOWN = 8
MOST = 200
NAME = 20


@dataclass(frozen=True, slots=True)
class OpenCounterDay(Page):
    """What is and was paid at a merchant's counters today."""

    code = "counter-day"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOldDue(Page):
    """What was left to be paid at a merchant's counters long ago."""

    code = "counter-old"
    merchant: int
    page: int = 0


@flow.page(OpenCounterDay)
def counter_day_page(turn: Turn, press: OpenCounterDay) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    zone = zone_of(turn, merchant)
    here = (turn.connection, merchant.id, *bounds(day_at(turn, zone, 0), zone))
    due = counter_lists.due_at_counter(*here, MOST)
    bills = counter_lists.bills_of_merchant(*here, MOST)
    taken = counter_lists.taken_at_counter(*here)
    listed: list[CounterDue | CounterBill] = [*due, *bills]
    page, shown, more = leaf(listed, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>💶 At the counter today</b>"),
            _left(turn, due),
            lines(*(taken_words(turn, each) for each in taken))
            or turn._("Nothing was paid here today."),
            _not_shown(turn, len(due), len(bills)),
        ),
        rows=(
            *columns(1, _keys(turn, shown)),
            *leafing(turn, page, lambda page: OpenCounterDay(merchant.id, page), more=more),
            *_older_row(turn, merchant.id, here[2]),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.page(OpenOldDue)
def old_due_page(turn: Turn, press: OpenOldDue) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    zone, page = zone_of(turn, merchant), max(0, press.page)
    begin, _ = bounds(day_at(turn, zone, 0), zone)
    found = counter_lists.due_before(turn.connection, merchant.id, begin, SHOWN + 1, page * SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>⏳ Left to be paid here long ago</b>"),
            turn._("What was never paid, the owner or a manager may write off on its page.")
            if found
            else turn._("Nothing older is left to be paid here."),
        ),
        rows=(
            *columns(1, (_old_key(turn, each) for each in found[:SHOWN])),
            *leafing(
                turn, page, lambda page: OpenOldDue(merchant.id, page), more=len(found) > SHOWN
            ),
        ),
        back=OpenCounterDay(merchant.id),
    )


def _older_row(turn: Turn, merchant_id: int, begin: datetime) -> tuple[Row, ...]:
    if not counter_lists.due_before(turn.connection, merchant_id, begin, 1):
        return ()
    return ((Button(turn._("⏳ Older ones"), OpenOldDue(merchant_id)),),)


def _old_key(turn: Turn, due: CounterDue) -> Button:
    assert due.starts_at is not None, due.order_id
    label = turn._(
        "{day} · {amount} · {guest}",
        day=turn.texts.short_day(due.starts_at.astimezone(ZoneInfo(due.zone)).date()),
        amount=turn.texts.money(due.left, due.currency),
        guest=shortened(called(turn, due.guest), NAME),
    )
    return Button(label, OpenStaffBooking(due.order_id))


def counter_rows(turn: Turn, merchant_id: int) -> tuple[Row, ...]:
    """From the page of a new bill."""
    if not may(turn, Right.REDEEM, merchant_id):
        return ()
    return ((Button(turn._("💶 At the counter today"), OpenCounterDay(merchant_id)),),)


def due_row(turn: Turn, merchant_id: int, zone: str) -> tuple[Row, ...]:
    """On the day of bookings, while any of them has something left to be paid at the counter."""
    if not may(turn, Right.REDEEM, merchant_id):
        return ()
    today = bounds(day_at(turn, zone, 0), zone)
    here = (turn.connection, merchant_id, *today)
    due = counter_lists.due_at_counter(*here, 1) or counter_lists.due_before(*here[:3], 1)
    return counter_rows(turn, merchant_id) if due else ()


def _left(turn: Turn, due: list[CounterDue]) -> Markup | None:
    if not due:
        return None
    return turn.ngettext(
        "{number} booking or order has something left to be paid here.",
        "{number} bookings or orders have something left to be paid here.",
        len(due),
    )


def _not_shown(turn: Turn, due: int, bills: int) -> Markup:
    """On a day of so many that a chat is no place for them."""
    return lines(
        turn._("Others come as these are paid.") if due == MOST else None,
        turn._("The latest bills are listed here; the console has all (Counter).")
        if bills == MOST
        else None,
    )


def _keys(turn: Turn, shown: Sequence[CounterDue | CounterBill]) -> Iterator[Button]:
    for each in shown:
        yield _due_key(turn, each) if isinstance(each, CounterDue) else _bill_key(turn, each)


def _due_key(turn: Turn, due: CounterDue) -> Button:
    label = turn._(
        "⏳ {amount} · {guest} · {service}",
        amount=turn.texts.money(due.left, due.currency),
        guest=shortened(called(turn, due.guest), NAME),
        service=shortened(due.title, NAME),
    )
    return Button(label, OpenStaffBooking(due.order_id))


def _bill_key(turn: Turn, found: CounterBill) -> Button:
    bill = found.bill
    label = turn._(
        "{time} · {what} {amount} · {state}",
        time=turn.texts.time(bill.paid_at or bill.made_at, bill.zone),
        what=kind_words(turn, bill.kind),
        amount=turn.texts.money(bill.to_pay, bill.currency),
        state=standing_words(turn, bill, found.given_back, turn.now),
    )
    if bill.paid_at is not None and bill.order_id is not None:
        return Button(label, OpenStaffBooking(bill.order_id))
    return Button(label, OpenBill(bill.key))
