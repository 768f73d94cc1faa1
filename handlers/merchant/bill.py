"""A clerk shows a bill: the amount is typed, the guest scans it, and both see at once that it is paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalog.errors import FieldRefused
from catalog.service_fields import ServiceField
from catalog.typed_values import amount
from catalog.views import MerchantView
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.bill_places import check_place, choosing_screen, is_of_several, place_of, where_words
from handlers.bill_words import proof_words, sum_words, title_words
from handlers.errors import AskedAgain, asking_again
from handlers.guest.bill_actions import OpenBill
from handlers.merchant.actions import OpenDesk, OpenStaffBooking
from handlers.merchant.authorising import may, our_merchant
from handlers.merchant.counter_day import counter_rows
from handlers.merchant.whose import whose_words
from handlers.names import called
from handlers.qr import qr
from orders import BillView, bill_views, bills
from payments.port import limits_of
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class OpenOwnBillPlaces(Page):
    """At which place's counter."""

    code = "bill-counter"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AskOwnBill(Page):
    """What a guest at the counter owes; of a merchant with several places, at which is asked first."""

    code = "bill-new"
    merchant: int
    location: int | None = None


@dataclass(frozen=True, slots=True)
class ShowBill(Move):
    """So much, as typed."""

    code = "bill-show"
    merchant: int
    location: int | None = None
    text: str = given("")


@flow.page(OpenOwnBillPlaces)
def own_bill_places_page(turn: Turn, press: OpenOwnBillPlaces) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    return choosing_screen(
        turn,
        merchant,
        press.page,
        lambda place: AskOwnBill(merchant.id, place),
        lambda page: OpenOwnBillPlaces(merchant.id, page),
        back=OpenDesk(merchant.id),
    )


@flow.page(AskOwnBill, asks=lambda press: ShowBill(press.merchant, press.location))
def ask_own_bill_page(turn: Turn, press: AskOwnBill) -> Screen:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    check_place(merchant, press.location, OpenOwnBillPlaces(merchant.id))
    found = bills.till(turn.connection, merchant.id, turn.market.currency, press.location)
    return Screen(
        text=paragraphs(
            lines(turn._("<b>🧾 A bill</b>"), place_of(merchant, press.location)),
            turn._("Type the amount in {currency}.", currency=turn.texts.currency(found.currency)),
        ),
        rows=counter_rows(turn, merchant.id),
        back=OpenOwnBillPlaces(merchant.id) if is_of_several(merchant) else OpenDesk(merchant.id),
    )


def bill_key(turn: Turn, merchant: MerchantView) -> Button:
    """From the desk to a new bill."""
    several = is_of_several(merchant)
    to = OpenOwnBillPlaces(merchant.id) if several else AskOwnBill(merchant.id)
    return Button(turn._("🧾 Bill"), to)


@flow.move(ShowBill)
def show_bill(turn: Turn, press: ShowBill) -> Page:
    merchant = our_merchant(turn, press.merchant, Right.REDEEM)
    check_place(merchant, press.location, OpenOwnBillPlaces(merchant.id))
    found = bills.till(turn.connection, merchant.id, turn.market.currency, press.location)
    again = AskOwnBill(press.merchant, press.location)
    try:
        meant = amount(0, ServiceField.PRICE, press.text, found.currency)
    except FieldRefused as error:
        raise AskedAgain(error, again) from error
    with asking_again(again):
        key = bills.show(
            turn.connection,
            press.merchant,
            meant,
            found.currency,
            turn.person.id,
            turn.now,
            partial(limits_of, cards=turn.market.cards),
            location_id=press.location,
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
            lines(title_words(turn, bill.kind), where_words(turn, bill)),
            sum_words(turn, bill),
            turn._(
                "Your guest scans the code and pays in the chat. It is open until {until}.",
                until=until,
            )
            if is_open
            else turn._("It can't be paid here any more."),
        ),
        rows=((_next_key(turn, bill),),),
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
            lines(
                title_words(turn, bill.kind),
                whose_words(turn, bill.merchant),
                where_words(turn, bill),
                sum_words(turn, bill),
                guest,
            ),
        ),
        rows=tuple(_taken_rows(turn, bill)),
        back=None if keep else OpenDesk(bill.merchant_id),
        keep=keep,
        subject=bill_subject(bill.id),
    )


def _taken_rows(turn: Turn, bill: BillView) -> tuple[Row, ...]:
    if bill.order_id is None or not may(turn, Right.BOOKINGS, bill.merchant_id):
        return ()
    row = (Button(turn._("Open it"), OpenStaffBooking(bill.order_id)),)
    if bill.made_by != turn.person.id:
        return (row,)
    return ((*row, _next_key(turn, bill)),)


def _next_key(turn: Turn, bill: BillView) -> Button:
    return Button(turn._("🧾 Next bill"), AskOwnBill(bill.merchant_id, bill.location_id))
