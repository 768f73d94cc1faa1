"""A clerk shows a bill: the amount is typed, the guest scans it, and both see at once that it is paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog.errors import FieldRefused
from catalog.service_fields import ServiceField
from catalog.typed_values import amount
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.bill_words import proof_words, sum_words, title_words
from handlers.errors import AskedAgain
from handlers.guest.bill_actions import OpenBill
from handlers.merchant.actions import OpenDesk, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant, require_staff
from handlers.names import called
from handlers.qr import qr
from orders import BillView, bill_views, bills
from payments.port import limits_of
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class AskOwnBill(Page):
    """What a guest at the counter owes."""

    code = "bill-new"
    merchant: int


@dataclass(frozen=True, slots=True)
class ShowBill(Move):
    """So much, as typed."""

    code = "bill-show"
    merchant: int
    text: str = given("")


@flow.page(AskOwnBill, asks=lambda press: ShowBill(press.merchant))
def ask_own_bill_page(turn: Turn, press: AskOwnBill) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    found = bills.till(turn.connection, merchant.id, turn.market.currency)
    return Screen(
        text=paragraphs(
            turn._("<b>🧾 A bill</b>"),
            turn._("Type the amount in {currency}.", currency=found.currency),
        ),
        back=OpenDesk(merchant.id),
    )


@flow.move(ShowBill)
def show_bill(turn: Turn, press: ShowBill) -> Page:
    require_staff(turn, press.merchant, Right.REDEEM)
    found = bills.till(turn.connection, press.merchant, turn.market.currency)
    try:
        meant = amount(0, ServiceField.PRICE, press.text, found.currency)
    except FieldRefused as error:
        raise AskedAgain(error, AskOwnBill(press.merchant)) from error
    key = bills.show(
        turn.connection,
        press.merchant,
        meant,
        found.currency,
        turn.person.id,
        turn.now,
        partial(limits_of, cards=turn.market.cards),
    )
    return OpenBill(key)


def bill_subject(bill: int) -> str:
    """What the message with a bill to scan is about: word that it is paid takes its place."""
    return f"bill-{bill}"


def own_bill_screen(turn: Turn, bill: BillView) -> Screen:
    """To be scanned while it is open; then what became of it."""
    if bill.paid_at is not None:
        return taken_screen(turn, bill)
    is_open = bill.is_open(turn.now)
    until = turn.texts.time(bill.open_until, bill.zone)
    return Screen(
        text=paragraphs(
            title_words(turn, bill.kind),
            sum_words(turn, bill),
            turn._(
                "Your guest scans the code and pays in the chat. It is open until {until}.",
                until=until,
            )
            if is_open
            else turn._("It can't be paid here any more."),
        ),
        rows=((Button(turn._("🧾 Next bill"), AskOwnBill(bill.merchant_id)),),),
        photo=qr(turn.link(OpenBill(bill.key))) if is_open else None,
        back=OpenDesk(bill.merchant_id),
        subject=bill_subject(bill.id),
    )


def bill_taken(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """Word to everybody at the counter that something was paid."""
    if not may(turn, Right.REDEEM, payload["merchant"]):
        return None
    bill = bill_views.of_order(turn.connection, payload["order"])
    return None if bill is None or bill.paid_at is None else taken_screen(turn, bill, keep=True)


def taken_screen(turn: Turn, bill: BillView, *, keep: bool = False) -> Screen:
    paid = turn.texts.money(bill.to_pay, bill.currency)
    guest = turn._("👤 {guest}", guest=called(turn, bill.guest or ""))
    return Screen(
        text=paragraphs(
            turn._("<b>✅ {amount} paid</b>", amount=paid),
            proof_words(turn, bill),
            lines(title_words(turn, bill.kind), sum_words(turn, bill), guest),
        ),
        rows=tuple(_taken_rows(turn, bill)),
        back=None if keep else OpenDesk(bill.merchant_id),
        keep=keep,
        subject=bill_subject(bill.id),
    )


def _taken_rows(turn: Turn, bill: BillView) -> tuple[Row, ...]:
    if bill.order_id is None or not may(turn, Right.BOOKINGS, bill.merchant_id):
        return ()
    return ((Button(turn._("Open it"), OpenStaffBooking(bill.order_id)),),)
