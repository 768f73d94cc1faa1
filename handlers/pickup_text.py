"""How an order of a menu stands, in its guest's words: accepted, ready, picked up."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.ended_text import EndedWords, cancelled_text, declined_text
from handlers.hours import near_time
from orders import OrderView
from orders.models import OrderState
from orders.rules import PaymentPlan
from orders.transitions import Reason

Sentence = Callable[[Turn, OrderView], Markup]


def _held(turn: Turn, order: OrderView) -> Markup:
    if order.held_until is None or not order.is_held(turn.now):
        return _lapsed(turn, order)
    until = turn.texts.time(order.held_until, order.zone)
    if not order.prepaid:
        return turn._("⏳ Not ordered yet. Kept for you until {until}.", until=until)
    return turn._("⏳ Not paid yet. Kept for you until {until}.", until=until)


def _draft(turn: Turn, _order: OrderView) -> Markup:
    return turn._("Not ordered yet.")


def _lapsed(turn: Turn, order: OrderView) -> Markup:
    if order.last is not None and order.last.reason == Reason.RELEASED:
        return turn._("You let it go, so nothing was ordered.")
    if not order.prepaid:
        return turn._("Not ordered in time.")
    return turn._("Not paid in time, so nothing was ordered.")


def _placed(turn: Turn, order: OrderView) -> Markup:
    if order.confirm_by is None:
        return turn._("⏳ Ordered. The place will accept it.")
    by = near_time(turn, order.confirm_by, order.zone)
    if not order.prepaid:
        return turn._("⏳ Ordered. The place accepts by {by}, or the order is cancelled.", by=by)
    return turn._("⏳ Ordered. The place accepts by {by}, or you get a full refund.", by=by)


def _confirmed(turn: Turn, order: OrderView) -> Markup:
    if order.ready_at is not None and order.table is not None:
        return turn._("🛎 It's on its way to your table. Show your code when it comes.")
    if order.ready_at is not None:
        return turn._("🛎 Ready. Show your code at the counter.")
    if order.is_over(turn.now) and order.valid_until is not None:
        until = near_time(turn, order.valid_until, order.zone)
        if order.table is not None:
            return turn._("❗ Not brought yet? Your code is good until {until}.", until=until)
        return turn._("❗ Not picked up yet. Your code is good until {until}.", until=until)
    if order.starts_at is None:
        return turn._("✅ Accepted. It's being made.")
    when = near_time(turn, order.starts_at, order.zone)
    return turn._("✅ Accepted. Ready at about {when}.", when=when)


def _redeemed(turn: Turn, order: OrderView) -> Markup:
    if not order.redemptions:
        return turn._("✅ Picked up.") if order.table is None else turn._("✅ Brought.")
    when = near_time(turn, order.redemptions[-1].at, order.zone)
    if order.table is not None:
        return turn._("✅ Brought {when}.", when=when)
    return turn._("✅ Picked up {when}.", when=when)


def _declined(turn: Turn, order: OrderView) -> Markup:
    return declined_text(order, _ended(turn))


def _cancelled(turn: Turn, order: OrderView) -> Markup:
    return cancelled_text(turn, order, _ended(turn))


def _ended(turn: Turn) -> EndedWords:
    return EndedWords(
        unanswered=turn._("❌ The place didn't answer in time, so the order is cancelled."),
        refused=turn._("❌ The place can't take the order."),
        reversed=turn._("❌ Your bank reversed the payment, so the order is cancelled."),
        returned=turn._("❌ Your payment was returned to you, so the order is cancelled."),
    )


def _missed(turn: Turn) -> Markup:
    """What follows of not coming, where nothing was paid."""
    return turn._(
        "Missed visits count for six months: after some of them you are asked to pay when you order."
    )


def _expired(turn: Turn, order: OrderView) -> Markup:
    if order.table is not None:
        return turn._("Not used in time. The code has expired.")
    over = turn._("Not picked up in time. The code has expired.")
    if order.terms.payment_plan != PaymentPlan.AT_SHOP or order.counter_means is not None:
        return over
    return lines(over, _missed(turn))


PICKUP_STATES: Mapping[OrderState, Sentence] = MappingProxyType(
    {
        OrderState.DRAFT: _draft,
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
