"""How a booking stands in the staff's words: who did what, and when."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.bill_words import is_bill
from handlers.home_visit import is_visit
from handlers.hours import near_time, until_time
from handlers.names import called
from handlers.orders import is_of_menu
from orders import OrderView, RedemptionBrief, attending, counter, proposals
from orders.models import OrderState
from orders.transitions import Reason, RefundReason

Sentence = Callable[[Turn, OrderView], Markup]


def how_it_stands(turn: Turn, order: OrderView) -> Markup:
    """The state of an order, who brought it there, and its uses."""
    unused = _unused(turn, order) if order.is_live() else None
    return lines(
        unused or STATES[order.state](turn, order),
        _proposed(turn, order) if order.is_live() else None,
        turn._("⚖️ The guest's bank is disputing the payment. The code is on hold.")
        if order.disputed
        else None,
        *(use_words(turn, order, one) for one in order.redemptions),
        _given_back(turn, order),
    )


def _given_back(turn: Turn, order: OrderView) -> Markup | None:
    amount = sum(each.amount for each in order.refunds if each.reason == RefundReason.GOODWILL)
    if not amount:
        return None
    return turn._("💸 Given back: {amount}", amount=turn.texts.money(amount, order.currency))


def _proposed(turn: Turn, order: OrderView) -> Markup | None:
    """What its guest is asked, and until when."""
    asked = proposals.proposed(turn.connection, order.id, turn.now)
    if asked is None:
        return None
    when = turn.texts.day_and_time(asked.starts_at, asked.zone)
    until = near_time(turn, asked.until, asked.zone)
    if asked.resource is not None:
        who = asked.resource
        return turn._(
            "🔁 The guest is asked: {when} with {resource}? Kept until {until}.",
            when=when,
            resource=who,
            until=until,
        )
    return turn._("🔁 The guest is asked: {when}? Kept until {until}.", when=when, until=until)


def _unpaid(turn: Turn, _order: OrderView) -> Markup:
    return turn._("⏳ Not paid yet.")


def _lapsed(turn: Turn, _order: OrderView) -> Markup:
    return turn._("Not paid; the time is free again.")


def _placed(turn: Turn, order: OrderView) -> Markup:
    if order.confirm_by is None:
        return turn._("⏳ Waiting for your answer.")
    by = near_time(turn, order.confirm_by, order.zone)
    if not order.prepaid and is_of_menu(order):
        return turn._("⏳ Please answer by {by}, or the order is cancelled.", by=by)
    if not order.prepaid:
        return turn._("⏳ Please answer by {by}, or the booking is cancelled.", by=by)
    return turn._("⏳ Please answer by {by}, or the guest gets a full refund.", by=by)


def _confirmed(turn: Turn, order: OrderView) -> Markup:
    who, when = _by(turn, order)
    if order.last is not None and order.last.reason == Reason.RESCHEDULED:
        return turn._("🔁 Moved by {guest}, {when}.", guest=who or order.guest, when=when)
    if order.last is not None and order.last.reason == Reason.COUNTER:
        return turn._("✏️ Written in by {staff}, {when}.", staff=who or "", when=when)
    if who is None and is_of_menu(order):
        return turn._("✅ Accepted automatically.")
    if who is None:
        return turn._("✅ Confirmed automatically.")
    if is_of_menu(order):
        return turn._("✅ Accepted by {staff}, {when}.", staff=who, when=when)
    return turn._("✅ Confirmed by {staff}, {when}.", staff=who, when=when)


def _unused(turn: Turn, order: OrderView) -> Markup | None:
    """It is over, and what is known of it."""
    if order.used or not order.is_over(turn.now) or order.valid_until is None:
        return None
    if is_of_menu(order):
        return None
    if counter.is_written_in(turn.connection, order):
        return turn._("❗ It is over. Did the guest come?")
    until = until_time(turn, order.valid_until, order.zone)
    said = attending.said_of(turn.connection, order.id)
    if said is None:
        return turn._(
            "❗ The code was not used. You can still type it, or say whether the guest came, until"
            " {until}.",
            until=until,
        )
    if said.was_there is None:
        return turn._(
            "❗ You said the guest came. We asked the guest, who has until {until} to answer."
            " Next time, ask for the code.",
            until=until,
        )
    return turn._("❗ You said the guest came; the guest says no. The booking's terms apply.")


def _redeemed(turn: Turn, order: OrderView) -> Markup:
    if is_bill(order):
        return turn._("✅ Paid")
    if counter.is_written_in(turn.connection, order):
        return turn._("✅ You were there.") if is_visit(order) else turn._("✅ The guest came.")
    return turn._("🎟 Code used.")


def _declined(turn: Turn, order: OrderView) -> Markup:
    who, when = _by(turn, order)
    if who is None and not order.prepaid:
        return turn._("❌ Not answered in time, so the booking is cancelled.")
    if who is None:
        return turn._("❌ Not answered in time. The guest gets a full refund.")
    return turn._("❌ Declined by {staff}, {when}.", staff=who, when=when)


def _cancelled(turn: Turn, order: OrderView) -> Markup:
    who, when = _by(turn, order)
    if order.last is not None and order.last.reason == Reason.GUEST:
        return turn._("❌ Cancelled by the guest, {when}.", when=when)
    if order.last is not None and order.last.reason in {Reason.DISPUTE, Reason.PROVIDER}:
        return turn._("❌ The payment was returned to the guest, so the booking is cancelled.")
    if order.last is not None and order.last.reason == Reason.UNDELIVERED:
        return turn._("❌ Nobody brought it, so the guest gets everything back.")
    if who is None or order.last is None or order.last.reason != Reason.MERCHANT:
        return turn._("❌ Cancelled by the operator of this market.")
    return turn._("❌ Cancelled by {staff}, {when}.", staff=who, when=when)


def _expired(turn: Turn, order: OrderView) -> Markup:
    if counter.is_written_in(turn.connection, order):
        return turn._("Nobody opened.") if is_visit(order) else turn._("Nobody came.")
    return turn._("The code was not used in time.")


def _by(turn: Turn, order: OrderView) -> tuple[str | None, str]:
    if order.last is None:
        return None, ""
    actor = order.last.actor
    who = None if actor is None else called(turn, actor)
    return who, near_time(turn, order.last.at, order.zone)


def use_words(turn: Turn, order: OrderView, use: RedemptionBrief) -> Markup:
    """When a code was used, by whom and where."""
    when = near_time(turn, use.at, order.zone)
    if order.uses == 1:
        return turn._(
            "Redeemed {when} by {staff} at {place}.",
            when=when,
            staff=called(turn, use.staff),
            place=use.location or order.merchant,
        )
    return turn._(
        "Use {use} of {uses}: {when} by {staff}.",
        use=use.use,
        uses=order.uses,
        when=when,
        staff=called(turn, use.staff),
    )


STATES: Mapping[OrderState, Sentence] = MappingProxyType(
    {
        OrderState.HELD: _unpaid,
        OrderState.LAPSED: _lapsed,
        OrderState.PLACED: _placed,
        OrderState.CONFIRMED: _confirmed,
        OrderState.REDEEMED: _redeemed,
        OrderState.DECLINED: _declined,
        OrderState.CANCELLED: _cancelled,
        OrderState.EXPIRED: _expired,
    }
)
