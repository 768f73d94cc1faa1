"""Where an order that is brought stands, as its place and the operators read it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.menu.courier_pay import CourierPay
from chat.turn import Turn
from orders import CourierPayment, DeliveryState, Earned, Job, OrderView, Ride, Why
from orders.pricing import AdjustmentKind

MOMENT = timedelta(microseconds=1)


def standing_words(turn: Turn, job: Job, courier: str, by: str) -> Markup:
    """`courier` is how whoever has it is called, `by` when the money of a lost one goes back."""
    if job.why is not None:
        return _failed_words(turn, job, courier)
    if job.is_collection:
        return _collection_words(turn, job, courier, by)
    if job.lost_at is not None:
        return turn._(
            "❗ No sign of {courier}, who has it. Make it again or give the money back; "
            "at {time} it goes back by itself.",
            courier=courier,
            time=by,
        )
    words = {
        DeliveryState.OFFERED: turn._("🛵 Looking for a courier.")
        if job.told_at is None
        else turn._("❗ No courier has taken it yet. The guest was told."),
        DeliveryState.ACCEPTED: turn._("🛵 {courier} comes for it.", courier=courier),
        DeliveryState.PICKED_UP: turn._("🛵 {courier} has it.", courier=courier),
        DeliveryState.ON_THE_WAY: turn._("🛵 {courier} is on the way.", courier=courier),
        DeliveryState.AT_COUNTER: turn._("🛍 The guest comes for it."),
        DeliveryState.HANDED_OVER: turn._("✅ Handed over."),
    }
    return words[job.state]


def _collection_words(turn: Turn, job: Job, courier: str, by: str) -> Markup:
    if job.lost_at is not None:
        return turn._(
            "❗ No sign of {courier}, who collected it. Give the money back; "
            "at {time} it goes back by itself.",
            courier=courier,
            time=by,
        )
    if job.state is DeliveryState.ACCEPTED:
        return turn._("🧺 {courier} collects it from the guest.", courier=courier)
    if job.state is DeliveryState.PICKED_UP:
        return turn._("🧺 {courier} collected it and brings it to you.", courier=courier)
    if job.told_at is not None:
        return turn._("❗ No courier collects it yet. The guest was told.")
    if job.collect_at is not None and job.collect_at > turn.now:
        when = turn.texts.day_and_time(job.collect_at, job.zone)
        return turn._("🧺 To be collected from the guest: {when}.", when=when)
    return turn._("🧺 Looking for a courier to collect it.")


def _failed_words(turn: Turn, job: Job, courier: str) -> Markup:
    if job.why == Why.NOBODY_OPENED and job.is_collection:
        return turn._("🚪 Nobody opened, so {courier} collected nothing.", courier=courier)
    if job.why == Why.NOBODY_OPENED:
        return turn._("🚪 Nobody opened. {courier} brings it back.", courier=courier)
    if job.why == Why.NO_COURIER and job.is_collection:
        return turn._("❌ It wasn't collected.")
    return turn._("❌ It wasn't delivered.")


def courier_pay_words(turn: Turn, pay: CourierPay | None) -> Markup:
    """What a place pays whoever brings something."""
    if pay is None:
        return turn._("You haven't said what couriers get: an offer says nothing of it.")
    fixed, per_km = (turn.texts.money(each, pay.currency) for each in (pay.fixed, pay.per_km))
    if not pay.per_km:
        return turn._("Couriers get {amount} for each delivery.", amount=fixed)
    return turn._(
        "Couriers get {amount} for each delivery and {per_km} for each kilometre.",
        amount=fixed,
        per_km=per_km,
    )


def ride_words(turn: Turn, ride: Ride) -> Markup:
    """What somebody has done with it."""
    if ride.collected:
        return turn._("collected")
    if ride.state is DeliveryState.HANDED_OVER:
        return turn._("handed over")
    if ride.why == Why.NOBODY_OPENED:
        return turn._("nobody opened")
    return turn._("called off on the way")


def earned_facts(turn: Turn, each: Earned) -> tuple[str | None, str | None]:
    """What somebody earned, and what of it is paid; nothing where nothing was promised."""
    if each.currency is None:
        return None, None
    amount = turn.texts.money(each.amount, each.currency)
    if not each.unpaid:
        return amount, turn._("paid ✅")
    if each.open == each.amount:
        return amount, None
    return amount, turn._(
        "{amount} not paid yet", amount=turn.texts.money(each.open, each.currency)
    )


def paid_words(turn: Turn, made: CourierPayment) -> Markup:
    """For what somebody was paid, and when."""
    rides = turn.ngettext("{number} delivery", "{number} deliveries", made.rides)
    zone = made.zone or turn.market.zone
    return turn._(
        "{amount} · {rides} · {first} – {last}. Marked as paid on {when}.",
        amount=turn.texts.money(made.amount, made.currency),
        rides=rides,
        first=turn.texts.short_day(made.since.astimezone(ZoneInfo(zone)).date()),
        last=turn.texts.short_day((made.until - MOMENT).astimezone(ZoneInfo(zone)).date()),
        when=turn.texts.day_and_time(made.paid_at, zone),
    )


def way_words(turn: Turn, order: OrderView) -> Markup | None:
    """What of it is for bringing it."""
    fees = (each.amount for each in order.adjustments if each.kind == AdjustmentKind.DELIVERY)
    fee = sum(fees)
    if not fee:
        return None
    return turn._("🛵 Delivery {amount}", amount=turn.texts.money(fee, order.currency))
