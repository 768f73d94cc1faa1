"""An order in words, the same for everybody who reads of it: what, where, when, for how many."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from chat.screen import lines
from chat.turn import Turn
from handlers.bill_words import is_bill, paid_title
from handlers.bought import bought_words, had_words
from handlers.home_visit import coming_fee, is_visit, visit_place
from orders import OrderView
from orders.models import Fulfilment
from orders.pricing import LineKind
from wording.delivering import way_words
from wording.paying import paying_words
from wording.tables import table_title

SECOND = timedelta(seconds=1)


def order_words(turn: Turn, order: OrderView) -> Markup:
    """What was ordered, where and when, one a line."""
    return lines(
        what_words(turn, order),
        place_words(turn, order),
        when_words(turn, order),
        _with_whom(turn, order),
        seats_words(turn, order),
    )


def is_of_menu(order: OrderView) -> bool:
    """Whether it is of dishes or goods rather than of a service."""
    return order.service_id is None and not is_bill(order)


def cancel_question(turn: Turn, order: OrderView) -> Markup:
    if is_of_menu(order):
        return turn._("<b>Cancel this order?</b>")
    return turn._("<b>Cancel this booking?</b>")


def decline_question(turn: Turn, order: OrderView) -> Markup:
    if is_of_menu(order):
        return turn._("<b>Decline this order?</b>")
    return turn._("<b>Decline this booking?</b>")


def what_words(turn: Turn, order: OrderView) -> Markup:
    """The service, or each thing of a menu, or that it is a bill."""
    if is_bill(order):
        return paid_title(turn, order.title)
    if is_of_menu(order):
        return had_words(turn, order.lines, order.missing)
    service = turn._("<b>{service}</b>", service=order.title)
    along = [line for line in order.lines if line.kind is LineKind.ITEM]
    return lines(service, bought_words(turn, along)) if along else service


def place_words(turn: Turn, order: OrderView) -> Markup:
    """Where it is."""
    if is_visit(order):
        return lines(turn._("by {merchant}", merchant=order.merchant), visit_place(turn, order))
    return at_words(turn, order.merchant, order.address)


def at_words(turn: Turn, merchant: str, address: str) -> Markup:
    """At a merchant, with its address where it is known."""
    if not address:
        return turn._("at {merchant}", merchant=merchant)
    return turn._("at {merchant}, {address}", merchant=merchant, address=address)


def when_words(turn: Turn, order: OrderView) -> Markup | None:
    """When it is, or until when the code is good."""
    if is_of_menu(order):
        return _pickup_words(turn, order)
    if order.starts_at is not None:
        when = turn.texts.day_and_time(order.starts_at, order.zone)
        return turn._("📅 {when}", when=when)
    if order.valid_until is not None and not is_bill(order):
        return turn._("📅 good until {day}", day=last_day(turn, order.valid_until, order.zone))
    return None


def _collected_words(turn: Turn, order: OrderView) -> Markup | None:
    """The time that its guest chose."""
    if order.collect_at is None:
        return None
    when = turn.texts.day_and_time(order.collect_at, order.zone)
    return turn._("🧺 Collection {when}", when=when)


def _pickup_words(turn: Turn, order: OrderView) -> Markup | None:
    if order.starts_at is None:
        return None
    when = turn.texts.day_and_time(order.starts_at, order.zone)
    if order.fulfilment is Fulfilment.DELIVERY:
        ready = turn._("🛵 Delivery, ready {when}", when=when)
        return ready if order.collect_at is None else lines(_collected_words(turn, order), ready)
    if order.table is not None:
        return turn._("🍽 {table}, {when}", table=table_title(turn, order.table), when=when)
    return turn._("🛍 Pick up {when}", when=when)


def view_label(turn: Turn, order: OrderView) -> Markup:
    """What the key to its page says."""
    if is_bill(order):
        return turn._("View bill")
    return turn._("View order") if is_of_menu(order) else turn._("View booking")


def again_label(turn: Turn, order: OrderView) -> Markup:
    """What the key to the same once more says."""
    return turn._("Order again") if is_of_menu(order) else turn._("Book again")


def moved_from(turn: Turn, order: OrderView, payload: Mapping[str, Any]) -> Markup | None:
    """Both times of a move, as news of it remember the earlier one."""
    if "before" not in payload or order.starts_at is None:
        return None
    before = datetime.fromisoformat(payload["before"])
    return moving_words(turn, order, before, order.starts_at)


def moving_words(turn: Turn, order: OrderView, before: datetime, after: datetime) -> Markup:
    """From one time to another; of one day it is said once."""
    place = ZoneInfo(order.zone)
    if before.astimezone(place).date() == after.astimezone(place).date():
        times = (turn.texts.time(each, order.zone) for each in (before, after))
    else:
        times = (turn.texts.day_and_time(each, order.zone) for each in (before, after))
    first, second = times
    return turn._("🔁 Moved from {before} to {after}", before=first, after=second)


def last_day(turn: Turn, valid_until: datetime, zone: str) -> str:
    """The last day of a code, which ends at the following midnight."""
    return turn.texts.full_day((valid_until - SECOND).astimezone(ZoneInfo(zone)).date())


def seats_words(turn: Turn, order: OrderView) -> Markup | None:
    """For how many; nothing for one."""
    if order.seats == 1:
        return None
    return turn.ngettext("for {number} person", "for {number} people", order.seats)


def total_words(turn: Turn, order: OrderView) -> Markup:
    """What it costs in all, and how it is paid."""
    return lines(_costs(turn, order), paying_words(turn, order))


def _costs(turn: Turn, order: OrderView) -> Markup:
    if order.total == 0:
        return turn._("Free of charge")
    total = turn.texts.money(order.total, order.currency)
    if order.fulfilment is Fulfilment.DELIVERY:
        return lines(way_words(turn, order), turn._("Total <b>{total}</b>", total=total))
    coming = coming_fee(turn, order)
    if coming is not None:
        return turn._("Total <b>{total}</b>, {coming}", total=total, coming=coming)
    if len(order.lines) != 1 or order.lines[0].quantity == 1 or order.adjustments:
        return turn._("Total <b>{total}</b>", total=total)
    (line,) = order.lines
    each = turn.texts.money(line.unit_price, order.currency)
    return turn._(
        "Total <b>{total}</b> ({seats} × {each})", total=total, seats=line.quantity, each=each
    )


def note_words(turn: Turn, order: OrderView) -> Markup | None:
    """What the guest wants the place to know."""
    return turn._("📝 {note}", note=order.note) if order.note else None


def _with_whom(turn: Turn, order: OrderView) -> Markup | None:
    return turn._("with {resource}", resource=order.resource) if order.resource else None
