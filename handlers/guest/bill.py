"""A guest pays at the counter in the chat: a bill that a clerk shows or they type, or what a deposit left."""

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from catalog.errors import FieldRefused
from catalog.service_fields import ServiceField
from catalog.typed_values import amount
from catalog.views import MerchantState, MerchantView
from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.bill_places import check_place, choosing_screen, is_of_several, place_of
from handlers.bill_words import is_settled, proof_words, sum_words, title_words, unpaid_words
from handlers.errors import AskedAgain, asking_again
from handlers.guest.actions import (
    AskSupport,
    OpenBooking,
    OpenBookings,
    OpenInvoice,
    OpenMerchant,
    OpenReceipt,
)
from handlers.guest.bill_actions import (
    AskBill,
    GiveBill,
    OpenBill,
    OpenBillPlaces,
    PayBill,
    PayRest,
)
from handlers.guest.bill_rows import tip_row
from handlers.guest.checkout import Release, paying_key
from handlers.guest.found import found_merchant
from handlers.guest.owned import my_order
from handlers.merchant.authorising import may
from handlers.merchant.bill import own_bill_screen
from handlers.orders import at_words
from handlers.status_text import refund_words
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
)
from orders.errors import BillPaid, BillUnknown
from payments.port import limits_of, provider_of
from people.rights import Right
from wording.giving_back import guest_until

flow = Flow()


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
            lines(
                title_words(turn, bill.kind),
                at_words(turn, bill.merchant, bill.address if bill.one_of_several else ""),
            ),
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


@flow.page(OpenBillPlaces)
def bill_places_page(turn: Turn, press: OpenBillPlaces) -> Screen:
    merchant = _taking(turn, press.merchant)
    return choosing_screen(
        turn,
        merchant,
        press.page,
        lambda place: AskBill(merchant.id, place),
        lambda page: OpenBillPlaces(merchant.id, page),
        back=OpenMerchant(merchant.id),
    )


@flow.page(AskBill, asks=lambda press: GiveBill(press.merchant, press.location))
def ask_bill_page(turn: Turn, press: AskBill) -> Screen:
    merchant = _taking(turn, press.merchant)
    check_place(merchant, press.location, OpenBillPlaces(merchant.id))
    found = bills.till(turn.connection, merchant.id, turn.market.currency, press.location)
    return Screen(
        text=paragraphs(
            lines(
                turn._("<b>🧾 Pay the bill at {merchant}</b>", merchant=merchant.name),
                place_of(merchant, press.location),
            ),
            _discount(turn, merchant),
            turn._(
                "What does your bill come to? Type the amount in {currency}.",
                currency=turn.texts.currency(found.currency),
            ),
        ),
        back=OpenBillPlaces(merchant.id) if is_of_several(merchant) else OpenMerchant(merchant.id),
    )


def _taking(turn: Turn, merchant_id: int) -> MerchantView:
    """A merchant that takes bills."""
    merchant = found_merchant(turn, merchant_id)
    if not merchant.takes_bills or merchant.state is not MerchantState.ACTIVE:
        raise PageOutdated(OpenMerchant(merchant_id))
    return merchant


@flow.move(GiveBill)
def give_bill(turn: Turn, press: GiveBill) -> Page:
    """It is shown with its discount before it is paid."""
    check_place(_taking(turn, press.merchant), press.location, OpenBillPlaces(press.merchant))
    again = AskBill(press.merchant, press.location)
    found = bills.till(turn.connection, press.merchant, turn.market.currency, press.location)
    try:
        meant = amount(0, ServiceField.PRICE, press.text, found.currency)
    except FieldRefused as error:
        raise AskedAgain(error, again) from error
    with asking_again(again):
        order = bill_holds.type_bill(
            turn.connection,
            turn.person.id,
            press.merchant,
            meant,
            found.currency,
            turn.brought_by,
            turn.now,
            partial(limits_of, cards=turn.market.cards),
            location_id=press.location,
        )
    preparing.prepare(turn.connection, order, turn.person.id, turn.market.cards, turn.now)
    return OpenBooking(order)


@flow.move(PayRest)
def pay_rest(turn: Turn, press: PayRest) -> Page:
    limits = partial(limits_of, cards=turn.market.cards)
    order = rests.hold_rest(turn.connection, press.order, turn.person.id, turn.now, limits)
    return asked_for(turn, order)


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
    settled = is_settled(turn, bill)
    return Screen(
        text=paragraphs(
            lines(*_heading(turn, order, bill, settled=settled)),
            None if bill is None else sum_words(turn, bill),
            _kept(turn, bill),
            lines(*refund_words(turn, order)),
            guest_until(turn, order),
        ),
        rows=tuple(_rows(turn, order, bill, settled=settled)),
        back=OpenBookings(past=not order.is_held(turn.now)),
    )


def _heading(
    turn: Turn, order: OrderView, bill: BillView | None, *, settled: bool
) -> Iterator[Markup | None]:
    yield None if bill is None else title_words(turn, bill.kind)
    yield at_words(turn, order.merchant, order.address)
    if bill is not None and bill.paid_at is not None:
        yield turn._("✅ Paid")
        yield proof_words(turn, bill)
    else:
        yield unpaid_words(turn, order, settled=settled)


def _kept(turn: Turn, bill: BillView | None) -> Markup | None:
    if bill is None or bill.paid_at is None:
        return None
    if bill.kind is BillKind.TIP:
        return turn._("Thank you! The place reads it, too.")
    return turn._("Show this at the counter: they see the same signs.")


def _rows(turn: Turn, order: OrderView, bill: BillView | None, *, settled: bool) -> Iterator[Row]:
    if order.is_held(turn.now):
        if not settled:
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


def _discount(turn: Turn, merchant: MerchantView) -> Markup | None:
    if not merchant.bill_discount_percent:
        return None
    percent = turn.texts.number(merchant.bill_discount_percent)
    return turn._("Whoever pays here gets {percent}% off.", percent=percent)
