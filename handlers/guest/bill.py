"""A guest pays at the counter in the chat: a bill that a clerk shows or they type, a rest, a tip."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from catalog.errors import FieldRefused
from catalog.service_fields import ServiceField
from catalog.typed_values import amount
from catalog.views import MerchantState, MerchantView
from chat.action import Move, Page, given
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bill_words import proof_words, sum_words, title_words
from handlers.errors import AskedAgain
from handlers.guest.actions import (
    AskSupport,
    OpenBooking,
    OpenBookings,
    OpenInvoice,
    OpenMerchant,
    OpenReceipt,
)
from handlers.guest.bill_actions import AskBill, OpenBill, OpenTip
from handlers.guest.checkout import Release, paying_key
from handlers.guest.found import found_merchant
from handlers.guest.owned import my_order
from handlers.merchant.authorising import may
from handlers.merchant.bill import own_bill_screen
from handlers.orders import at_words
from handlers.status_text import refund_words, status_text
from orders import (
    BillKind,
    BillView,
    OrderView,
    bill_holds,
    bill_views,
    bills,
    paying,
    preparing,
    rests,
    tips,
)
from orders.errors import BillPaid, BillUnknown
from orders.models import OrderState
from payments.port import limits_of, provider_of
from people.rights import Right

flow = Flow()


@dataclass(frozen=True, slots=True)
class PayBill(Move):
    """Ask for its money; while this guest pays nobody else can."""

    code = "bill-pay"
    key: str


@dataclass(frozen=True, slots=True)
class GiveBill(Move):
    """What it comes to, as typed."""

    code = "bill-say"
    merchant: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class PayRest(Move):
    """Ask for what a booking left to be paid."""

    code = "rest"
    order: int


@dataclass(frozen=True, slots=True)
class PressTip(Move):
    """One of those that were suggested, by its place."""

    code = "tip-press"
    order: int
    place: int


@dataclass(frozen=True, slots=True)
class GiveTip(Move):
    """Another one, as typed."""

    code = "tip-say"
    order: int
    text: str = given("")


@flow.page(OpenBill)
def bill_page(turn: Turn, press: OpenBill) -> Screen:
    bill = bill_views.by_key(turn.connection, press.key)
    if bill is None:
        raise BillUnknown(press.key)
    if may(turn, Right.REDEEM, bill.merchant_id) and bill.made_by is not None:
        return own_bill_screen(turn, bill)
    if bill.guest_id == turn.person.id and bill.order_id is not None:
        return bill_screen(turn, my_order(turn, bill.order_id))
    if bill.paid_at is not None:
        raise BillPaid(press.key)
    if bill.kind is not BillKind.BILL:
        raise NotAllowed
    return Screen(
        text=paragraphs(
            lines(title_words(turn, bill.kind), at_words(turn, bill.merchant, "")),
            sum_words(turn, bill),
            None if bill.is_open(turn.now) else turn._("It can't be paid here any more."),
        ),
        rows=_pay_row(turn, bill),
        back=OpenMerchant(bill.merchant_id),
    )


@flow.move(PayBill)
def pay_bill(turn: Turn, press: PayBill) -> Page:
    order = bill_holds.hold(turn.connection, turn.person.id, press.key, turn.brought_by, turn.now)
    return asked_for(turn, order)


@flow.page(AskBill, asks=lambda press: GiveBill(press.merchant))
def ask_bill_page(turn: Turn, press: AskBill) -> Screen:
    merchant = found_merchant(turn, press.merchant)
    if not merchant.takes_bills or merchant.state is not MerchantState.ACTIVE:
        raise PageOutdated(OpenMerchant(press.merchant))
    found = bills.till(turn.connection, press.merchant, turn.market.currency)
    return Screen(
        text=paragraphs(
            turn._("<b>🧾 Pay the bill at {merchant}</b>", merchant=merchant.name),
            _discount(turn, merchant),
            turn._(
                "What does your bill come to? Type the amount in {currency}.",
                currency=found.currency,
            ),
        ),
        back=OpenMerchant(press.merchant),
    )


@flow.move(GiveBill)
def give_bill(turn: Turn, press: GiveBill) -> Page:
    """It is shown with its discount before it is paid."""
    again = AskBill(press.merchant)
    found = bills.till(turn.connection, press.merchant, turn.market.currency)
    try:
        meant = amount(0, ServiceField.PRICE, press.text, found.currency)
    except FieldRefused as error:
        raise AskedAgain(error, again) from error
    order = bill_holds.type_bill(
        turn.connection,
        turn.person.id,
        press.merchant,
        meant,
        found.currency,
        turn.brought_by,
        turn.now,
        partial(limits_of, cards=turn.market.cards),
    )
    preparing.prepare(turn.connection, order, turn.person.id, turn.market.cards, turn.now)
    return OpenBooking(order)


@flow.move(PayRest)
def pay_rest(turn: Turn, press: PayRest) -> Page:
    limits = partial(limits_of, cards=turn.market.cards)
    order = rests.hold_rest(turn.connection, press.order, turn.person.id, turn.now, limits)
    return asked_for(turn, order)


@flow.page(OpenTip, asks=lambda press: GiveTip(press.order))
def tip_page(turn: Turn, press: OpenTip) -> Screen:
    order = my_order(turn, press.order)
    if not tips.can_tip(turn.connection, order, turn.now):
        raise PageOutdated(OpenBooking(order.id))
    suggested = _suggested(turn, order)
    return Screen(
        text=paragraphs(
            turn._("<b>💛 A tip for {merchant}</b>", merchant=order.merchant),
            turn._("All of it goes to the place."),
            turn._("Choose, or type an amount in {currency}.", currency=order.currency),
        ),
        rows=(
            tuple(
                Button(turn.texts.money(each, order.currency), PressTip(order.id, place))
                for place, each in enumerate(suggested)
            ),
        )
        if suggested
        else (),
        back=OpenBooking(order.id),
    )


@flow.move(PressTip)
def press_tip(turn: Turn, press: PressTip) -> Page:
    order = my_order(turn, press.order)
    suggested = _suggested(turn, order)
    if press.place >= len(suggested):
        raise PageOutdated(OpenTip(order.id))
    return _tip(turn, order, suggested[press.place])


@flow.move(GiveTip)
def give_tip(turn: Turn, press: GiveTip) -> Page:
    order = my_order(turn, press.order)
    try:
        meant = amount(0, ServiceField.PRICE, press.text, order.currency)
    except FieldRefused as error:
        raise AskedAgain(error, OpenTip(order.id)) from error
    return _tip(turn, order, meant)


def _tip(turn: Turn, order: OrderView, meant: int) -> Page:
    limits = partial(limits_of, cards=turn.market.cards)
    tip = tips.hold_tip(turn.connection, order.id, turn.person.id, meant, turn.now, limits)
    return asked_for(turn, tip)


def _suggested(turn: Turn, order: OrderView) -> list[int]:
    limits = limits_of(order.currency, turn.market.cards)
    return tips.suggested(order.total, order.currency, limits)


def asked_for(turn: Turn, order_id: int) -> Page:
    """The sheet on which it is paid."""
    order = my_order(turn, order_id)
    provider = provider_of(order.currency, turn.market.cards)
    if provider is None:
        raise PageOutdated(OpenMerchant(order.merchant_id))
    limits = partial(limits_of, cards=turn.market.cards)
    payment = paying.request(turn.connection, order_id, turn.person.id, provider, turn.now, limits)
    return OpenInvoice(payment)


def bill_screen(turn: Turn, order: OrderView) -> Screen:
    """A guest's own: to be paid, or the sign that it is."""
    bill = bill_views.of_order(turn.connection, order.id)
    return Screen(
        text=paragraphs(
            lines(*_heading(turn, order, bill)),
            None if bill is None else sum_words(turn, bill),
            _kept(turn, bill),
            lines(*refund_words(turn, order)),
        ),
        rows=tuple(_rows(turn, order, bill)),
        back=OpenBookings(past=not order.is_held(turn.now)),
    )


def _heading(turn: Turn, order: OrderView, bill: BillView | None) -> Iterator[Markup | None]:
    yield None if bill is None else title_words(turn, bill.kind)
    yield at_words(turn, order.merchant, order.address)
    if bill is not None and bill.paid_at is not None:
        yield turn._("✅ Paid")
        yield proof_words(turn, bill)
    else:
        yield status_text(turn, order)


def _kept(turn: Turn, bill: BillView | None) -> Markup | None:
    if bill is None or bill.paid_at is None:
        return None
    if bill.kind is BillKind.TIP:
        return turn._("Thank you! The place reads it, too.")
    return turn._("Show this at the counter: they see the same signs.")


def _rows(turn: Turn, order: OrderView, bill: BillView | None) -> Iterator[Row]:
    if order.is_held(turn.now):
        yield (paying_key(turn, order),)
        yield (Button(turn._("Never mind"), Release(order.id, again=False)),)
        return
    if bill is not None and bill.paid_at is None and bill.kind is BillKind.BILL:
        yield from _pay_row(turn, bill)
    if bill is not None and bill.kind is not BillKind.TIP:
        visit = None if bill.of_order_id is None else my_order(turn, bill.of_order_id)
        yield from tip_row(turn, visit or order)
    if any(each.captured for each in order.payments):
        receipt = Button(turn._("Receipt"), OpenReceipt(order.id))
        yield receipt, Button(turn._("💬 Help"), AskSupport(order.id))
    yield (Button(turn._("About the place"), OpenMerchant(order.merchant_id)),)


def _pay_row(turn: Turn, bill: BillView) -> tuple[Row, ...]:
    if not bill.is_open(turn.now):
        return ()
    total = turn.texts.money(bill.to_pay, bill.currency)
    return ((Button(turn._("Pay {total}", total=total), PayBill(bill.key), Style.SUCCESS),),)


def tip_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """After what was had, where tips are taken."""
    if order.merchant_id in turn.person.merchants:
        return ()
    if not tips.can_tip(turn.connection, order, turn.now):
        return ()
    return ((Button(turn._("💛 Leave a tip"), OpenTip(order.id)),),)


def rest_row(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    """What is left for the counter, to be paid here."""
    if not order.left_at_counter or order.state not in COMING:
        return ()
    limits = limits_of(order.currency, turn.market.cards)
    if limits is None or not limits.take(order.left_at_counter):
        return ()
    left = turn.texts.money(order.left_at_counter, order.currency)
    return ((Button(turn._("💶 Pay {amount} here", amount=left), PayRest(order.id)),),)


COMING = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.REDEEMED)


def tip_words(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """The tips that were given for it."""
    for each in bill_views.paid_of(turn.connection, order.id):
        if each.kind is BillKind.TIP:
            given_tip = turn.texts.money(each.amount, each.currency)
            yield turn._("💛 Tip {amount}", amount=given_tip)


def _discount(turn: Turn, merchant: MerchantView) -> Markup | None:
    if not merchant.bill_discount_percent:
        return None
    percent = turn.texts.number(merchant.bill_discount_percent)
    return turn._("Whoever pays here gets {percent}% off.", percent=percent)


def bill_row(turn: Turn, merchant: MerchantView) -> tuple[Row, ...]:
    """On the page of a place that takes bills."""
    if not merchant.takes_bills or merchant.state is not MerchantState.ACTIVE:
        return ()
    if not merchant.bill_discount_percent:
        label = turn._("🧾 Pay the bill")
    else:
        percent = turn.texts.number(merchant.bill_discount_percent)
        label = turn._("🧾 Pay the bill · {percent}% off", percent=percent)
    return ((Button(label, AskBill(merchant.id)),),)
