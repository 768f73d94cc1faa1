"""How an order stands, in one or two sentences: its state, and where its money is."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.bill_words import is_bill, is_settled, unpaid_words
from handlers.delivery_text import delivery_text
from handlers.ended_text import EndedWords, cancelled_text, declined_text
from handlers.home_visit import is_visit, left_words
from handlers.hours import near_time, until_time
from handlers.orders import is_of_menu
from handlers.pickup_text import PICKUP_STATES
from orders import OrderView, RefundBrief, bill_views
from orders.models import Fulfilment, OrderState
from orders.rules import PaymentPlan
from orders.transitions import Reason, RefundReason
from payments.port import WHOLE_ONLY

Sentence = Callable[[Turn, OrderView], Markup]


def status_text(turn: Turn, order: OrderView) -> Markup:
    """The state of an order for its guest, whether its money is frozen, and its refunds."""
    return lines(
        _state(turn, order), _frozen(turn, order), _kept(turn, order), *refund_words(turn, order)
    )


def _state(turn: Turn, order: OrderView) -> Markup:
    if order.fulfilment is Fulfilment.DELIVERY and order.placed_at is not None:
        return delivery_text(turn, order)
    states = BILL_STATES if is_bill(order) else PICKUP_STATES if is_of_menu(order) else STATES
    return states[order.state](turn, order)


def _frozen(turn: Turn, order: OrderView) -> Markup | None:
    if not order.disputed:
        return None
    return turn._("⚖️ Your bank is disputing the payment. Everything is on hold until it decides.")


def _kept(turn: Turn, order: OrderView) -> Markup | None:
    """What its place keeps of what its guest called off, or did not come for; a card in use says so itself."""
    called_off = order.last is not None and order.last.reason == Reason.GUEST
    ended = called_off if order.state is OrderState.CANCELLED else order.state is OrderState.EXPIRED
    kept = order.paid_and_left
    if not ended or not kept or order.used or order.disputed:
        return None
    amount = turn.texts.money(kept, order.currency)
    return turn._("The place keeps {amount}, by the terms you agreed to.", amount=amount)


def refund_words(turn: Turn, order: OrderView) -> Iterator[Markup]:
    """Where the money is that goes back."""
    return (one_refund(turn, refund) for refund in order.refunds)


def one_refund(turn: Turn, refund: RefundBrief) -> Markup:
    """Where the money of one refund is."""
    amount = _labelled(turn, refund, turn.texts.money(refund.amount, refund.currency))
    if refund.state == "done" and refund.currency in WHOLE_ONLY:
        return turn._("💸 {amount} refunded.", amount=amount)
    if refund.state == "done":
        return turn._(
            "💸 {amount} refunded; your bank may take a few days to show it.", amount=amount
        )
    return turn._("💸 Refund of {amount} requested.", amount=amount)


def _labelled(turn: Turn, refund: RefundBrief, amount: str) -> str | Markup:
    """Beside a living booking, or another refund, it has to be said which money it is."""
    if refund.reason == RefundReason.DUPLICATE:
        return turn._("{amount} of the second payment", amount=amount)
    if refund.reason == RefundReason.WRONG_AMOUNT:
        return turn._("{amount} of the wrong payment", amount=amount)
    return amount


def _held(turn: Turn, order: OrderView) -> Markup:
    if order.held_until is None or not order.is_held(turn.now):
        return _lapsed(turn, order)
    until = turn.texts.time(order.held_until, order.zone)
    return turn._("⏳ Not paid yet. Held for you until {until}.", until=until)


def _lapsed(turn: Turn, order: OrderView) -> Markup:
    if order.last is not None and order.last.reason == Reason.RELEASED:
        return turn._("You released it, so it's open to others again.")
    if order.last is not None and order.last.reason == Reason.MERCHANT:
        return turn._("The place closed that time, so nothing was booked.")
    if order.starts_at is None:
        return turn._("Not paid in time, so nothing was booked.")
    if order.prepaid == 0:
        return turn._("Not booked in time, so it's open to others again.")
    return turn._("Not paid in time, so it's open to others again.")


def _placed(turn: Turn, order: OrderView) -> Markup:
    if order.confirm_by is None:
        return turn._("⏳ Booked. The place will confirm it.")
    by = near_time(turn, order.confirm_by, order.zone)
    if not order.prepaid:
        return turn._("⏳ Booked. The place confirms by {by}, or the booking is cancelled.", by=by)
    return turn._("⏳ Booked. The place confirms by {by}, or you get a full refund.", by=by)


def _confirmed(turn: Turn, order: OrderView) -> Markup:
    if order.used:
        return _uses_left(turn, order)
    if order.starts_at is None:
        ready = turn._("✅ Ready. Come whenever you like.")
        return lines(ready, _uses_left(turn, order)) if order.uses > 1 else ready
    if order.is_over(turn.now) and order.valid_until is not None:
        until = until_time(turn, order.valid_until, order.zone)
        return turn._("❗ Your code wasn't used. It's valid until {until}.", until=until)
    if is_visit(order):
        return lines(turn._("✅ Confirmed. They will come to you."), left_words(turn, order))
    return turn._("✅ Confirmed. They're expecting you.")


def _uses_left(turn: Turn, order: OrderView) -> Markup:
    left = order.uses - order.used
    return turn.ngettext("✅ {number} use left.", "✅ {number} uses left.", left)


def _redeemed(turn: Turn, order: OrderView) -> Markup:
    if not order.redemptions:
        return turn._("✅ Used.")
    when = near_time(turn, order.redemptions[-1].at, order.zone)
    return turn._("✅ Used {when}.", when=when)


def _declined(turn: Turn, order: OrderView) -> Markup:
    return declined_text(order, _ended(turn))


def _cancelled(turn: Turn, order: OrderView) -> Markup:
    return cancelled_text(turn, order, _ended(turn))


def _ended(turn: Turn) -> EndedWords:
    return EndedWords(
        unanswered=turn._("❌ The place didn't answer in time, so the booking is cancelled."),
        refused=turn._("❌ The place can't take the booking."),
        reversed=turn._("❌ Your bank reversed the payment, so the booking is cancelled."),
        returned=turn._("❌ Your payment was returned to you, so the booking is cancelled."),
    )


def _expired(turn: Turn, order: OrderView) -> Markup:
    over = turn._("Not used in time. The code has expired.")
    if order.terms.payment_plan != PaymentPlan.AT_SHOP or order.counter_means is not None:
        return over
    counts = turn._(
        "Missed visits count for six months: after some of them you are asked to pay when you book."
    )
    return lines(over, counts)


def _bill_unpaid(turn: Turn, order: OrderView) -> Markup:
    bill = bill_views.of_order(turn.connection, order.id)
    return unpaid_words(turn, order, settled=is_settled(turn, bill))


def _bill_paid(turn: Turn, order: OrderView) -> Markup:
    if order.placed_at is None:
        return turn._("✅ Paid")
    return turn._("✅ Paid {when}", when=near_time(turn, order.placed_at, order.zone))


BILL_STATES: Mapping[OrderState, Sentence] = MappingProxyType(
    {
        OrderState.HELD: _bill_unpaid,
        OrderState.LAPSED: _bill_unpaid,
        OrderState.REDEEMED: _bill_paid,
    }
)
"""A bill is never called off: what was given back of it is said beside it."""

STATES: Mapping[OrderState, Sentence] = MappingProxyType(
    {
        OrderState.HELD: _held,
        OrderState.LAPSED: _lapsed,
        OrderState.PLACED: _placed,
        OrderState.CONFIRMED: _confirmed,
        OrderState.REDEEMED: _redeemed,
        OrderState.DECLINED: _declined,
        OrderState.CANCELLED: _cancelled,
        OrderState.EXPIRED: _expired,
    }
)
