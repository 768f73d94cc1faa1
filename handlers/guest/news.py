"""What a guest hears of their bookings without asking: kept messages, each with its next step."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from chat.action import Page
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.bill_words import is_bill
from handlers.guest.actions import OpenBooking, OpenSupport
from handlers.guest.bill import bill_screen
from handlers.guest.calendar import calendar_row
from handlers.guest.delivery import followed
from handlers.guest.owned import at_that_day, can_book_again, once_more
from handlers.guest.rating import star_row
from handlers.guest.ticket_news import picked_up, ticket_news
from handlers.guest.voucher import closed_voucher, voucher_screen
from handlers.home_visit import is_visit
from handlers.orders import again_label, is_of_menu, moved_from, order_words, view_label
from handlers.status_text import one_refund, status_text
from orders import OrderView, disputes, lapsing, queries
from orders.models import Fulfilment, OrderState
from orders.notices import checkout_subject
from orders.transitions import Reason, RefundReason

Payload = Mapping[str, Any]
MINUTE = timedelta(minutes=1)


def voucher(turn: Turn, payload: Payload) -> Screen | None:
    order = _order(turn, payload)
    if order is None:
        return None
    if not order.is_live() or order.code is None:
        return closed_voucher(turn, order)
    return voucher_screen(turn, order, order.code)


def bill_paid(turn: Turn, payload: Payload) -> Screen | None:
    """What its guest shows at the counter."""
    order = _order(turn, payload)
    if order is None:
        return None
    return replace(bill_screen(turn, order), back=None, keep=True, subject=f"paid-{order.id}")


def confirmed(turn: Turn, payload: Payload) -> Screen | None:
    order = _order(turn, payload)
    if order is None or order.state is not OrderState.CONFIRMED:
        return None
    if is_of_menu(order):
        return None if order.ready_at else ticket_news(turn, payload)
    words = (
        turn._("✅ {merchant} will come to you.", merchant=order.merchant)
        if is_visit(order)
        else turn._("✅ {merchant} is expecting you.", merchant=order.merchant)
    )
    return _news(turn, order, words)


def on_the_way(turn: Turn, payload: Payload) -> Screen | None:
    """Whoever comes to the guest has left."""
    order = _order(turn, payload)
    if order is None or order.state is not OrderState.CONFIRMED:
        return None
    words = turn._("🚗 {merchant} is on the way to you.", merchant=order.merchant)
    return _news(turn, order, words)


def declined(turn: Turn, payload: Payload) -> Screen | None:
    return _closed(turn, _order(turn, payload))


def cancelled(turn: Turn, payload: Payload) -> Screen | None:
    return _closed(turn, _order(turn, payload))


def late_payment(turn: Turn, payload: Payload) -> Screen | None:
    """Money that could not be used, for whatever reason, and comes back."""
    order = _order(turn, payload)
    if order is None:
        return Screen(
            text=turn._("You paid for someone else's booking, so you get a full refund."),
            keep=True,
        )
    label = turn._("Back to your order") if is_of_menu(order) else turn._("Choose another time")
    again = () if order.placed_at else _again(order, label)
    return Screen(
        text=paragraphs(
            _why(turn, order, payload["why"]), order_words(turn, order), status_text(turn, order)
        ),
        rows=(*again, (_booking(turn, order),)),
        keep=True,
        subject=f"payment-{payload['payment']}",
    )


def _why(turn: Turn, order: OrderView, why: str) -> Markup:
    if is_bill(order) and why in {RefundReason.LATE, RefundReason.DUPLICATE}:
        return turn._("This was paid already, so you get a full refund.")
    if why == RefundReason.LATE:
        return _too_late(turn, order)
    if why == RefundReason.CLOSED:
        return (
            turn._("The place no longer takes orders, so you get a full refund.")
            if is_of_menu(order)
            else turn._("The place no longer takes bookings, so you get a full refund.")
        )
    if why == RefundReason.DUPLICATE:
        return turn._("You paid twice. The second payment is refunded in full.")
    return turn._("Your payment didn't match the invoice, so you get a full refund.")


def _too_late(turn: Turn, order: OrderView) -> Markup:
    if is_of_menu(order):
        return turn._(
            "Your payment arrived too late to keep the order, so you get a full refund. "
            "Please order again."
        )
    return turn._(
        "Your payment arrived after your time was released, so you get a "
        "full refund. Please choose another time."
    )


def money_for_nothing(turn: Turn, payload: Payload) -> Screen:
    """Money that nobody here asked for; an operator has to find out what it is."""
    amount = turn.texts.money(payload["amount"], payload["currency"])
    return Screen(
        text=paragraphs(
            turn._("💳 You paid {amount}, but it doesn't match any booking here.", amount=amount),
            turn._("The operator has been notified and will look into it. Your money is safe."),
        ),
        rows=((Button(turn._("Support"), OpenSupport()),),),
        keep=True,
    )


def refund_done(turn: Turn, payload: Payload) -> Screen | None:
    order = _order(turn, payload)
    if order is None:
        return None
    refund = next((each for each in order.refunds if each.id == payload["refund"]), None)
    if refund is None or refund.reason == Reason.DISPUTE:
        return None  # the end of the order says that already
    if refund.reason == RefundReason.GOODWILL:
        return _given(turn, order, refund.id, one_refund(turn, refund))
    if refund.reason not in set(Reason):
        return late_payment(turn, {"payment": refund.payment_id, "why": refund.reason, **payload})
    return _closed(turn, order)


def goodwill(turn: Turn, payload: Payload) -> Screen | None:
    """Money comes back, and the booking is as it was."""
    order = _order(turn, payload)
    refund = (
        next((each for each in order.refunds if each.id == payload["refund"]), None)
        if order
        else None
    )
    if order is None or refund is None:
        return None
    amount = turn.texts.money(refund.amount, refund.currency)
    words = lines(turn._("💸 You get {amount} back.", amount=amount), _stays(turn, order))
    return _given(turn, order, refund.id, words)


def _stays(turn: Turn, order: OrderView) -> Markup | None:
    if not order.is_live():
        return None
    if is_of_menu(order):
        return turn._("Your order stays as it is.")
    return turn._("Your booking stays as it is.")


def _given(turn: Turn, order: OrderView, refund_id: int, words: Markup) -> Screen:
    return replace(_news(turn, order, words), subject=f"goodwill-{refund_id}")


def payment_disputed(turn: Turn, payload: Payload) -> Screen | None:
    """A lost one has ended the order, or was about one that is over: other news say so."""
    order = _order(turn, payload)
    found = disputes.dispute(turn.connection, payload["dispute"])
    if order is None or found is None or found.state == disputes.LOST:
        return None
    if found.state == disputes.WON:
        return _news(turn, order, turn._("Your bank upheld the payment."))
    return _news(
        turn,
        order,
        turn._(
            "Your bank is disputing this payment. Until it decides, the code "
            "can't be used and nothing is refunded."
        ),
    )


def redeemed(turn: Turn, payload: Payload) -> Screen | None:
    order = _order(turn, payload)
    if order is None:
        return None
    if order.fulfilment is Fulfilment.DELIVERY:
        return followed(turn, order)
    if is_of_menu(order):
        return picked_up(turn, order)
    left = order.uses - order.used
    if left:
        words = turn.ngettext(
            "Your code was used; {number} use is left.",
            "Your code was used; {number} uses are left.",
            left,
        )
        return _news(turn, order, words)
    return _news(turn, order, turn._("✅ Your code was used."))


def how_was_it(turn: Turn, payload: Payload) -> Screen | None:
    """When it is over; nothing for who has said so, or got the money back."""
    order = _order(turn, payload)
    if order is None or order.state is not OrderState.REDEEMED or order.stars is not None:
        return None
    if order.taken_back or order.merchant_id in turn.person.merchants:
        return None
    return Screen(
        text=turn._(
            "How was {service} at {merchant}?", service=order.title, merchant=order.merchant
        ),
        rows=(star_row(order.id), (_booking(turn, order),)),
        keep=True,
    )


def expired(turn: Turn, payload: Payload) -> Screen | None:
    return _closed(turn, _order(turn, payload))


def hold_lapsed(turn: Turn, payload: Payload) -> Screen | None:
    """Nothing once it was paid after all, or the guest has gone on to something else."""
    order = _order(turn, payload)
    if order is None or order.state is not OrderState.LAPSED:
        return None
    if lapsing.has_gone_on(turn.connection, order.id):
        return None
    return Screen(
        text=paragraphs(_run_out(turn, order), order_words(turn, order), status_text(turn, order)),
        rows=_again(order, _pick_again(turn, order)) or ((_booking(turn, order),),),
        keep=True,
        subject=checkout_subject(order.id),
    )


def _pick_again(turn: Turn, order: OrderView) -> Markup:
    return turn._("Back to your order") if is_of_menu(order) else turn._("Pick a time again")


def _run_out(turn: Turn, order: OrderView) -> Markup | None:
    if order.held_until is None:
        return None
    minutes = round((order.held_until - order.created_at) / MINUTE)
    return turn.ngettext(
        "⌛ Your {number} minute is up.", "⌛ Your {number} minutes are up.", minutes
    )


def rescheduled(turn: Turn, payload: Payload) -> Screen | None:
    order = _order(turn, payload)
    if order is None or not order.is_live() or order.code is None:
        return None
    screen = voucher_screen(turn, order, order.code)
    return replace(screen, text=paragraphs(moved_from(turn, order, payload), screen.text))


def _order(turn: Turn, payload: Payload) -> OrderView | None:
    order = queries.order(turn.connection, payload["order"])
    return order if order is not None and order.guest_id == turn.person.id else None


def _closed(turn: Turn, order: OrderView | None) -> Screen | None:
    if order is None:
        return None
    again = _again(order, again_label(turn, order), once_more(order))
    return Screen(
        text=paragraphs(order_words(turn, order), status_text(turn, order)),
        rows=(*again, *calendar_row(turn, order), (_booking(turn, order),)),
        keep=True,
        subject=f"closed-{order.id}",
    )


def _news(turn: Turn, order: OrderView, words: Markup) -> Screen:
    return Screen(
        text=paragraphs(words, order_words(turn, order)),
        rows=((_booking(turn, order),),),
        keep=True,
    )


def _again(order: OrderView, label: str, to: Page | None = None) -> tuple[Row, ...]:
    """To the same service, on the same day unless told otherwise."""
    return ((Button(label, to or at_that_day(order)),),) if can_book_again(order) else ()


def _booking(turn: Turn, order: OrderView) -> Button:
    return Button(view_label(turn, order), OpenBooking(order.id))
