"""The invoice: a message of its own that goes away when its order can't be paid any more."""

from markupsafe import Markup

from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Invoice, PayButton, Screen, plain
from chat.turn import Turn
from handlers.bill_words import is_bill, paid_title
from handlers.guest.actions import OpenBooking, OpenCheckout, OpenInvoice, SayOfPayment
from handlers.guest.owned import my_order
from handlers.layout import shortened
from handlers.orders import is_of_menu, view_label
from handlers.terms import confirming_words, order_terms
from orders import OrderView
from orders.notices import invoice_subject
from orders.pricing import LineKind
from payments import queries
from wording.paying import paying_words

flow = Flow()

TITLE = 32
DESCRIPTION = 255


@flow.page(OpenInvoice, asks=lambda press: SayOfPayment(press.payment))
def invoice_page(turn: Turn, press: OpenInvoice) -> Screen:
    request = queries.request(turn.connection, press.payment)
    if request is None or request.guest_id != turn.person.id:
        raise NotAllowed
    order = my_order(turn, request.order_id)
    if request.state != "requested" or not order.is_held(turn.now):
        raise PageOutdated(OpenBooking(order.id))
    price = turn.texts.money(request.amount, request.currency)
    return Screen(
        text=_to_pay(turn, order, price),
        invoice=invoice_of(turn, order, request.payload, request.amount),
        rows=(
            (PayButton(turn._("Pay {price}", price=price)),),
            (Button(_change(turn, order), _before(order)),),
        ),
        keep=True,
        subject=invoice_subject(request.id),
    )


def _to_pay(turn: Turn, order: OrderView, price: str) -> Markup:
    if is_bill(order):
        return turn._("Pay {price} at {merchant}.", price=price, merchant=order.merchant)
    if is_of_menu(order):
        return turn._("Pay {price} to order.", price=price)
    return turn._("Pay {price} to book.", price=price)


def _before(order: OrderView) -> Page:
    return OpenBooking(order.id) if is_bill(order) else OpenCheckout(order.id)


def _change(turn: Turn, order: OrderView) -> Markup:
    if is_bill(order):
        return view_label(turn, order)
    return turn._("Change order") if is_of_menu(order) else turn._("Change booking")


def invoice_of(turn: Turn, order: OrderView, payload: str, amount: int) -> Invoice:
    """What its guest pays, in a message or on the sheet that a button opens."""
    title = shortened(_named(turn, order), TITLE)
    return Invoice(
        payload=payload,
        title=title,
        description=_description(turn, order),
        label=title,
        amount=amount,
        currency=order.currency,
    )


def _named(turn: Turn, order: OrderView) -> str:
    """What it is for, with what of a menu is had along with a service."""
    if is_bill(order):
        return paid_title(turn, order.title).striptags()
    if is_of_menu(order):
        return order.title
    along = (line.title for line in order.lines if line.kind is LineKind.ITEM)
    return ", ".join((order.title, *along))


def says_terms(turn: Turn, order: OrderView) -> bool:
    """Whether its invoice has room for the terms."""
    return len(_with_terms(turn, order)) <= DESCRIPTION


def _description(turn: Turn, order: OrderView) -> str:
    """With the terms, where there is room for all of them."""
    if is_bill(order):
        return plain(turn._("at {merchant}", merchant=order.merchant))
    told = _with_terms(turn, order)
    if len(told) <= DESCRIPTION:
        return told
    return shortened(str(_when_and_where(turn, order).unescape()), DESCRIPTION)


def _with_terms(turn: Turn, order: OrderView) -> str:
    told = order_terms(turn, order).split("\n")
    paid = paying_words(turn, order)
    terms = (paid and paid.striptags(), *told, confirming_words(turn, order))
    sentences = " ".join(plain(each) for each in terms if each)
    return f"{plain(_when_and_where(turn, order))} · {sentences}"


def _when_and_where(turn: Turn, order: OrderView) -> Markup:
    if order.starts_at is None:
        return turn._("at {merchant}", merchant=order.merchant)
    when = turn.texts.day_and_time(order.starts_at, order.zone)
    if order.chosen_resource_id is not None:
        return turn._(
            "{when} with {resource} at {merchant}",
            when=when,
            resource=order.resource,
            merchant=order.merchant,
        )
    return turn._("{when} at {merchant}", when=when, merchant=order.merchant)
