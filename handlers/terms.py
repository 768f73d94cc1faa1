"""The terms of cancelling and not coming, in plain words and exact sums."""

from datetime import datetime, timedelta

from markupsafe import Markup

from catalog.views import ServiceView
from chat.screen import lines
from chat.turn import Turn
from handlers.hours import near_time
from orders.queries import OrderView
from orders.rules import split
from payments.port import WHOLE_ONLY


def service_terms(turn: Turn, service: ServiceView) -> Markup | None:
    """What a service's page says before a time is chosen."""
    if service.duration_minutes is None:
        in_parts = service.uses == 1 or service.currency not in WHOLE_ONLY
        return lines(*_voucher(turn, service.valid_days, service.refund_unused, in_parts))
    if not service.price:
        return None
    if service.late_cancel_percent == 0:
        return turn._("Cancel for free until it begins.")
    ahead = turn.texts.minutes(service.cancel_free_minutes)
    return turn._("Cancel for free until {time} before.", time=ahead)


def order_terms(turn: Turn, order: OrderView, valid_days: int) -> Markup:
    """What a guest agrees to by booking: until when it is free to cancel, and what it costs after."""
    if order.starts_at is None:
        in_parts = order.uses == 1 or order.currency not in WHOLE_ONLY
        return lines(*_voucher(turn, valid_days, order.terms.refund_unused, in_parts))
    if order.total == 0:
        return turn._("You can cancel until it begins. Please do, if you can't come.")
    return lines(_cancelling(turn, order, order.starts_at), _not_coming(turn, order))


def _voucher(turn: Turn, valid_days: int, refunded: bool, in_parts: bool) -> tuple[Markup, Markup]:
    good = turn.ngettext(
        "Good for {number} day from today.", "Good for {number} days from today.", valid_days
    )
    if refunded and not in_parts:
        return good, turn._(
            "Cancel any time before the first use; after it nothing is refunded, since Stars go"
            " back whole or not at all."
        )
    if refunded:
        return good, turn._("Cancel any time before; what you don't use is refunded by itself.")
    return good, turn._("Cancel any time before; after the last day nothing is refunded.")


def _cancelling(turn: Turn, order: OrderView, starts_at: datetime) -> Markup:
    terms = order.terms
    kept = _kept(turn, order, terms.late_cancel_percent)
    until = starts_at - timedelta(minutes=terms.cancel_free_minutes)
    if kept is None:
        return turn._("Cancel for free until it begins.")
    if until <= turn.now:
        return turn._("If you cancel, {amount} is kept.", amount=kept)
    when = near_time(turn, until, order.zone)
    return turn._(
        "Cancel for free until {when}; after that {amount} is kept.", when=when, amount=kept
    )


def _not_coming(turn: Turn, order: OrderView) -> Markup:
    kept = _kept(turn, order, order.terms.no_show_percent)
    if kept is None:
        return turn._("If you don't come, you get everything back.")
    if order.terms.no_show_percent == 100:
        return turn._("If you don't come, nothing is refunded.")
    return turn._("If you don't come, {amount} is kept.", amount=kept)


def _kept(turn: Turn, order: OrderView, percent: int) -> str | None:
    kept = split(order.total, order.uses, order.used, percent).kept
    return turn.texts.money(kept, order.currency) if kept else None
