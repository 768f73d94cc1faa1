"""The last look before paying: what, when, on which terms."""

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.flow import Flow
from chat.screen import Button, InvoiceButton, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.bill_words import is_bill
from handlers.guest.actions import (
    OpenBooking,
    OpenCheckout,
    OpenInvoice,
    OpenMerchant,
    OpenNote,
    OpenTerms,
    SayOfHold,
)
from handlers.guest.addons import addon_rows
from handlers.guest.invoice import invoice_of
from handlers.guest.menu_actions import OpenMenu
from handlers.guest.noting import GiveNote
from handlers.guest.owned import at_that_day, my_order
from handlers.guest.table_actions import OpenAtTable
from handlers.orders import is_of_menu, note_words, order_words, total_words
from handlers.terms import confirming_words, order_terms
from orders import OrderView, paying, placing
from orders.errors import HoldLapsed
from orders.models import OrderState
from orders.notices import checkout_subject
from payments.port import limits_of, provider_of

flow = Flow()


@dataclass(frozen=True, slots=True)
class Pay(Move):
    """Ask for the money."""

    code = "pay"
    order: int


@dataclass(frozen=True, slots=True)
class BookFree(Move):
    """Book what costs nothing."""

    code = "book"
    order: int


@dataclass(frozen=True, slots=True)
class Release(Move):
    """Give the seats back; with `again`, to choose another time."""

    code = "release"
    order: int
    again: bool


@flow.page(OpenCheckout, asks=lambda press: SayOfHold(press.order))
def checkout_page(turn: Turn, press: OpenCheckout) -> Screen:
    order = _held(turn, press.order)
    return Screen(
        text=paragraphs(
            order_words(turn, order),
            _beside(turn, order),
            total_words(turn, order),
            _unpayable(turn, order),
            order_terms(turn, order),
            confirming_words(turn, order),
            note_words(turn, order),
            _kept_until(turn, order),
        ),
        rows=(
            *addon_rows(turn, order),
            *_going_on(turn, order),
            _note_row(turn, order),
            _thinking_again(turn, order),
        ),
        back=OpenMenu(order.location_id) if is_of_menu(order) else at_that_day(order),
        subject=checkout_subject(order.id),
    )


@flow.move(Pay)
def pay(turn: Turn, press: Pay) -> Page:
    order = my_order(turn, press.order)
    provider = provider_of(order.currency, turn.market.cards)
    if provider is None:
        raise PageOutdated(OpenCheckout(press.order))
    payment = paying.request(
        turn.connection,
        press.order,
        turn.person.id,
        provider,
        turn.now,
        partial(limits_of, cards=turn.market.cards),
    )
    return OpenInvoice(payment)


@flow.move(BookFree)
def book_free(turn: Turn, press: BookFree) -> Page:
    placing.place_free(turn.connection, press.order, turn.person.id, turn.now)
    return OpenBooking(press.order)


@flow.move(Release)
def release(turn: Turn, press: Release) -> Page:
    order = my_order(turn, press.order)
    placing.release(turn.connection, press.order, turn.person.id, turn.now)
    if order.sitting_id is not None:
        return OpenAtTable(order.sitting_id)
    if press.again:
        return at_that_day(order)
    return OpenMerchant(order.merchant_id)


def _held(turn: Turn, order_id: int) -> OrderView:
    order = my_order(turn, order_id)
    if is_bill(order):
        raise PageOutdated(OpenBooking(order_id))
    if order.is_held(turn.now):
        return order
    if order.state in (OrderState.HELD, OrderState.LAPSED):
        raise HoldLapsed(order_id)
    raise PageOutdated(OpenBooking(order_id))


def _beside(turn: Turn, order: OrderView) -> Markup | None:
    if order.beside is None:
        return None
    booked = order.beside
    return turn._("❗ You already have {service} here at this time. Book both?", service=booked)


def _kept_until(turn: Turn, order: OrderView) -> Markup | None:
    if order.held_until is None:
        return None
    time = turn.texts.time(order.held_until, order.zone)
    if is_of_menu(order):
        return turn._("Kept for you until {time}.", time=time)
    return turn._("Held for you until {time}.", time=time)


def _going_on(turn: Turn, order: OrderView) -> tuple[Row, ...]:
    if order.prepaid == 0:
        label = turn._("Order now") if is_of_menu(order) else turn._("Book")
        return ((Button(label, BookFree(order.id), Style.SUCCESS),),)
    if not _payable(turn, order):
        return ()
    return ((paying_key(turn, order),), (Button(turn._("Terms"), OpenTerms(order.id)),))


def paying_key(turn: Turn, order: OrderView) -> Button | InvoiceButton:
    """Opens the sheet at once where the money is asked for already, else asks for it."""
    label = turn._("Pay {total}", total=turn.texts.money(order.prepaid, order.currency))
    provider = provider_of(order.currency, turn.market.cards)
    assert provider is not None
    payload = order.asked_by(provider)
    if payload is None:
        return Button(label, Pay(order.id), Style.SUCCESS)
    invoice = invoice_of(turn, order, payload, order.prepaid)
    return InvoiceButton(label, invoice, Pay(order.id), Style.SUCCESS)


def _payable(turn: Turn, order: OrderView) -> bool:
    limits = limits_of(order.currency, turn.market.cards)
    return order.prepaid == 0 or (limits is not None and limits.take(order.prepaid))


def _unpayable(turn: Turn, order: OrderView) -> Markup | None:
    return None if _payable(turn, order) else turn._("This can't be paid at once.")


def _note_row(turn: Turn, order: OrderView) -> Row:
    change = OpenNote(order.id)
    if not order.note:
        return (Button(turn._("📝 Add a note"), change),)
    remove = Button(turn._("Remove note"), GiveNote(order.id))
    return Button(turn._("📝 Change the note"), change), remove


def _thinking_again(turn: Turn, order: OrderView) -> Row:
    give_up = Button(turn._("Never mind"), Release(order.id, again=False))
    if is_of_menu(order):
        return Button(turn._("Change order"), Release(order.id, again=True)), give_up
    if order.starts_at is None:
        return (give_up,)
    return Button(turn._("Another time"), Release(order.id, again=True)), give_up
