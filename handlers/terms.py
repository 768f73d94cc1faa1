"""The terms of cancelling and not coming, in plain words and exact sums."""

from datetime import datetime, timedelta

from markupsafe import Markup

from catalog.views import ServiceView
from chat.screen import lines
from chat.turn import Turn
from handlers.hours import near_time
from orders.offers import terms_offered
from orders.queries import OrderView
from orders.rules import Terms, split
from payments.port import WHOLE_ONLY


def service_terms(turn: Turn, service: ServiceView) -> Markup | None:
    """What a service's page says before a time is chosen: of the very terms that are agreed to next."""
    terms = terms_offered(turn.connection, service.id)
    if service.duration_minutes is None:
        return lines(*_voucher(turn, terms, service))
    if not service.price:
        return None
    if terms.late_cancel_percent == 0:
        return turn._("Cancel for free until it begins.")
    ahead = turn.texts.minutes(terms.cancel_free_minutes)
    return turn._("Cancel for free until {time} before.", time=ahead)


def order_terms(turn: Turn, order: OrderView) -> Markup:
    """What a guest agrees to by booking: until when it is free to cancel, and what it costs after."""
    if order.starts_at is None:
        return lines(*_voucher(turn, order.terms, order))
    if order.total == 0:
        return turn._("You can cancel until it begins. Please do, if you can't come.")
    return lines(_cancelling(turn, order, order.starts_at), _not_coming(turn, order))


def confirming_words(turn: Turn, order: OrderView) -> Markup | None:
    """Whether the place has yet to say yes."""
    if order.terms.auto_confirm:
        return None
    return turn._("The place confirms your booking; if it doesn't, you get everything back.")


def _voucher(turn: Turn, terms: Terms, of: ServiceView | OrderView) -> tuple[Markup, Markup]:
    good = turn.ngettext(
        "Good for {number} day from today.", "Good for {number} days from today.", terms.valid_days
    )
    if not terms.refund_cancelled:
        return good, turn._("What you don't use is not refunded, nor if you cancel it.")
    if not terms.refund_unused:
        return good, turn._("Cancel any time before; after the last day nothing is refunded.")
    if of.uses > 1 and of.currency in WHOLE_ONLY:
        return good, turn._(
            "Cancel any time before the first use; after it nothing is refunded, since Stars go"
            " back whole or not at all."
        )
    return good, turn._("Cancel any time before; what you don't use is refunded by itself.")


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
