"""The terms of cancelling and not coming, in plain words and exact sums."""

from datetime import datetime, timedelta

from markupsafe import Markup

from catalog.views import ServiceView
from chat.screen import lines
from chat.turn import Turn
from handlers.home_visit import is_visit
from handlers.hours import near_time
from handlers.orders import is_of_menu
from orders import DeliveryState, OrderView, cancelling, deciding, deliveries
from orders.models import Fulfilment
from orders.rules import PaymentPlan, Terms
from payments.port import WHOLE_ONLY
from wording.giving_back import guest_until


def service_terms(turn: Turn, service: ServiceView, terms: Terms) -> Markup | None:
    """What a service's page says before a time is chosen: of the very terms that are agreed to next."""
    if service.duration_minutes is None:
        return lines(*_voucher(turn, terms, service))
    if not service.price:
        return None
    if terms.payment_plan == PaymentPlan.AT_SHOP:
        return _at_shop(turn)
    if terms.late_cancel_percent == 0:
        return turn._("Free cancellation until it starts.")
    ahead = turn.texts.minutes(terms.cancel_free_minutes)
    return turn._("Free cancellation up to {time} before the start.", time=ahead)


def order_terms(turn: Turn, order: OrderView) -> Markup:
    """What a guest agrees to by booking: until when it is free to cancel, and what it costs after."""
    if order.starts_at is None:
        return lines(*_voucher(turn, order.terms, order))
    if order.terms.asked_to_move:
        return turn._("The place can't take you at that time: moving or cancelling is free.")
    if order.prepaid == 0:
        return _unpaid(turn, order)
    return lines(_cancelling(turn, order, order.starts_at), _not_coming(turn, order))


def paid_terms(turn: Turn, order: OrderView) -> Markup | None:
    """On the page of what was paid: until when it is free to cancel; once it is over, until when money goes back."""
    if not order.is_live():
        return guest_until(turn, order)
    if not any(each.captured > each.refunded for each in order.payments):
        return None
    if order.starts_at is None:
        return _voucher(turn, order.terms, order)[1]
    return _brought_terms(turn, order) or order_terms(turn, order)


def _brought_terms(turn: Turn, order: OrderView) -> Markup | None:
    """Of what was to be brought, and is late, or is fetched by its guest after all."""
    if order.fulfilment is not Fulfilment.DELIVERY:
        return None
    delivery = deliveries.of_order(turn.connection, order.id)
    if delivery is None or order.starts_at is None:
        return None
    if deciding.may_choose(delivery, turn.now):
        return turn._("It is late: cancelling is free, and you get all of your money back.")
    if delivery.state is not DeliveryState.AT_COUNTER:
        return None
    return lines(_cancelling(turn, order, order.starts_at), _not_picking_up(turn, order))


def _unpaid(turn: Turn, order: OrderView) -> Markup:
    """Of what nothing is paid for in the chat before it is had."""
    if order.terms.payment_plan == PaymentPlan.AT_SHOP:
        return _unpaid_order(turn, order) if is_of_menu(order) else _at_shop(turn)
    if order.table is not None:
        return turn._("You can cancel until it's brought. Please do if you have to leave.")
    if is_of_menu(order):
        return turn._("You can cancel until you pick it up. Please do if you can't come.")
    return turn._("You can cancel until it starts. Please do if you can't come.")


def _unpaid_order(turn: Turn, order: OrderView) -> Markup:
    """Of what is ordered from a menu and paid at the counter."""
    if order.table is not None:
        return turn._("You can cancel until it's on its way to your table.")
    return turn._(
        "You can cancel until it's ready. Please do if you can't come: whoever doesn't pick up what"
        " they ordered has to pay when they order."
    )


def _at_shop(turn: Turn) -> Markup:
    """Of what is booked without paying."""
    return turn._(
        "You can cancel until it starts. Please do if you can't come: whoever misses visits has to"
        " pay when they book."
    )


def confirming_words(turn: Turn, order: OrderView) -> Markup | None:
    """Whether the place has yet to say yes."""
    if order.terms.auto_confirm:
        return None
    if is_of_menu(order):
        return _accepting(turn, order)
    if not order.prepaid:
        return turn._("The place confirms your booking. If it doesn't, the booking is cancelled.")
    return turn._("The place confirms your booking. If it doesn't, you get a full refund.")


def _accepting(turn: Turn, order: OrderView) -> Markup:
    if not order.prepaid:
        return turn._("The place accepts your order. If it doesn't, the order is cancelled.")
    return turn._("The place accepts your order. If it doesn't, you get a full refund.")


def _voucher(turn: Turn, terms: Terms, of: ServiceView | OrderView) -> tuple[Markup, Markup]:
    good = turn.ngettext(
        "Good for {number} day from today.", "Good for {number} days from today.", terms.valid_days
    )
    if not terms.refund_cancelled:
        return good, turn._("Unused visits are not refunded, even if you cancel.")
    if not terms.refund_unused:
        return good, turn._(
            "Cancel any time before it ends. After the last day there is no refund."
        )
    if of.uses > 1 and of.currency in WHOLE_ONLY:
        return good, turn._(
            "Cancel any time before the first use. After that there is no "
            "refund, as Stars can only be refunded in full."
        )
    return good, turn._("Cancel any time before it ends. Unused visits are refunded automatically.")


def _cancelling(turn: Turn, order: OrderView, starts_at: datetime) -> Markup:
    terms = order.terms
    kept = _kept(turn, order, terms.late_cancel_percent)
    until = starts_at - timedelta(minutes=terms.cancel_free_minutes)
    if kept is None and order.table is not None:
        return turn._("Free cancellation until it's brought.")
    if kept is None and is_of_menu(order):
        return turn._("Free cancellation until you pick it up.")
    if kept is None:
        return turn._("Free cancellation until it starts.")
    if until <= turn.now:
        return turn._("Cancelling costs {amount}.", amount=kept)
    when = near_time(turn, until, order.zone)
    return turn._(
        "Free cancellation until {when}; after that, cancelling costs {amount}.",
        when=when,
        amount=kept,
    )


def _not_coming(turn: Turn, order: OrderView) -> Markup:
    kept = _kept(turn, order, order.terms.no_show_percent)
    if is_of_menu(order):
        return _not_fetching(turn, order, kept)
    if is_visit(order):
        return _not_opening(turn, order, kept)
    if kept is None:
        return turn._("Full refund if you don't come.")
    if order.terms.no_show_percent == 100 and order.at_counter:
        return turn._("The deposit is not refunded if you don't come.")
    if order.terms.no_show_percent == 100:
        return turn._("No refund if you don't come.")
    return turn._("A no-show costs {amount}.", amount=kept)


def _not_opening(turn: Turn, order: OrderView, kept: str | None) -> Markup:
    """Whoever comes finds nobody."""
    if kept is None:
        return turn._("Full refund if nobody opens.")
    if order.terms.no_show_percent == 100:
        return turn._("No refund if nobody opens.")
    return turn._("If nobody opens, that costs {amount}.", amount=kept)


def _not_fetching(turn: Turn, order: OrderView, kept: str | None) -> Markup:
    if order.fulfilment is Fulfilment.DELIVERY and kept is not None:
        return turn._("No refund if nobody opens the door; a full one if nobody brings it.")
    if order.table is not None:
        return _not_there(turn, order, kept)
    return _not_picking_up(turn, order)


def _not_picking_up(turn: Turn, order: OrderView) -> Markup:
    kept = _kept(turn, order, order.terms.no_show_percent)
    if kept is None:
        return turn._("Full refund if you don't pick it up.")
    if order.terms.no_show_percent == 100 and order.at_counter:
        return turn._("The deposit is not refunded if you don't pick it up.")
    if order.terms.no_show_percent == 100:
        return turn._("No refund if you don't pick it up.")
    return turn._("Not picking it up costs {amount}.", amount=kept)


def _not_there(turn: Turn, order: OrderView, kept: str | None) -> Markup:
    """When it is brought and its guest has gone."""
    if kept is None:
        return turn._("Full refund if you have left when it's brought.")
    if order.terms.no_show_percent == 100:
        return turn._("No refund if you have left when it's brought.")
    return turn._("If you have left when it's brought, that costs {amount}.", amount=kept)


def _kept(turn: Turn, order: OrderView, percent: int) -> str | None:
    kept = cancelling.at_percent(order, percent).kept
    return turn.texts.money(kept, order.currency) if kept else None
