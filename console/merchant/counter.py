"""A merchant's counter: bills shown and paid, what bookings left to be paid there, and who said that it was."""

from functools import partial
from typing import Any

from catalog.errors import FieldRefused
from catalog.service_fields import ServiceField
from catalog.typed_values import amount
from catalog.views import MerchantState, MerchantView
from chat.turn import Turn
from console.asking import Again, Ask, NotHere, View
from console.authorising import our_order, our_shop, zone_of
from console.days import bounds, today
from console.merchant.bill_words import Words
from console.merchant.grounds import place_of
from console.merchant.statements import page_of
from console.moments import day_of
from console.room import Room
from orders import BillKind, CounterBill, Means, bills, counter_lists, counter_payments, goodwill
from orders.errors import BillUnpayable
from payments.port import limits_of
from people.rights import Right

room = Room()

COUNTER = "/m/{merchant}/counter"
BILL = f"{COUNTER}/{{bill}}"
PAGE = 50
LISTED = 100


@room.page(COUNTER)
def counter_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.REDEEM)
    zone = zone_of(turn, shop)
    now = today(turn.now, zone)
    day = day_of(ask.query.get("day"), now)
    here = (turn.connection, shop.id, *bounds(day, zone))
    found = counter_lists.bills_of_merchant(*here, PAGE + 1, before=ask.before())
    due = counter_lists.due_at_counter(*here, LISTED + 1)
    page, older = page_of(ask), page_of(ask, "older")
    old = counter_lists.due_before(*here[:3], PAGE + 1, older * PAGE)
    presses = counter_lists.presses_of_merchant(*here, LISTED + 1, page * LISTED)
    values = {
        "shop": shop,
        "ask": ask,
        "zone": zone,
        "day": day,
        "is_today": day == now,
        "takes": _takes(shop),
        "currency": _currency(turn, shop, ask),
        "bills": found[:PAGE],
        "before": found[PAGE - 1].bill.id if len(found) > PAGE else None,
        "due": due[:LISTED],
        "more_due": len(due) > LISTED,
        "old": old[:PAGE],
        "older": older,
        "more_old": len(old) > PAGE,
        "presses": presses[:LISTED],
        "page": page,
        "more_presses": len(presses) > LISTED,
        "taken": counter_lists.taken_at_counter(*here),
        "b": Words(turn),
    }
    return View("merchant/counter.html", values)


@room.move(f"{COUNTER}/show")
def show(turn: Turn, ask: Ask) -> str:
    """A bill of what was typed; its page has the code to scan."""
    shop = our_shop(turn, ask, Right.REDEEM)
    place = place_of(shop, ask.number("location"))
    limits = partial(limits_of, cards=turn.market.cards)
    found = bills.till(turn.connection, shop.id, turn.market.currency, place.id)
    try:
        meant = amount(0, ServiceField.PRICE, ask.words("amount"), found.currency)
        key = bills.show(
            turn.connection,
            shop.id,
            meant,
            found.currency,
            turn.person.id,
            turn.now,
            limits,
            location_id=place.id,
        )
    except (FieldRefused, BillUnpayable) as error:
        raise Again(counter_page, {"amount": error}) from error
    return BILL.format(merchant=shop.id, bill=counter_lists.id_of(turn.connection, key))


@room.page(BILL)
def bill_page(turn: Turn, ask: Ask) -> View:
    shop, found = _ours(turn, ask)
    bill = found.bill
    open_code = bill.is_open(turn.now) and bill.kind is BillKind.BILL and bill.made_by is not None
    values: dict[str, Any] = {
        "shop": shop,
        "found": found,
        "bill": bill,
        "scan": bill.key if open_code else None,
        "gives": _gives(turn, found),
        "b": Words(turn),
    }
    return View("merchant/bill.html", values)


@room.move(f"{COUNTER}/orders/{{order}}/paid")
def paid(turn: Turn, ask: Ask) -> str:
    """What a booking left was paid at the counter, so."""
    shop = our_shop(turn, ask, Right.REDEEM)
    order = our_order(turn, ask)
    means = ask.words("means")
    if means not in {Means.CASH.value, Means.CARD.value}:
        raise NotHere
    counter_payments.record(turn.connection, order.id, turn.person.id, Means(means), turn.now)
    if ask.words("back") == "booking":
        return f"/m/{shop.id}/bookings/{order.id}"
    return COUNTER.format(merchant=shop.id)


@room.move(f"{COUNTER}/orders/{{order}}/unpaid")
def unpaid(turn: Turn, ask: Ask) -> str:
    """What a booking left is never paid, and asked for no more."""
    shop = our_shop(turn, ask, Right.REFUND)
    order = our_order(turn, ask)
    counter_payments.write_off(turn.connection, order.id, turn.person.id, turn.now)
    return f"/m/{shop.id}/bookings/{order.id}"


def _ours(turn: Turn, ask: Ask) -> tuple[MerchantView, CounterBill]:
    shop = our_shop(turn, ask, Right.REDEEM)
    found = counter_lists.bill(turn.connection, ask.place["bill"])
    if found is None or found.bill.merchant_id != shop.id:
        raise NotHere
    return shop, found


def _takes(shop: MerchantView) -> bool:
    return shop.takes_bills and shop.state is MerchantState.ACTIVE and bool(shop.locations)


def _currency(turn: Turn, shop: MerchantView, ask: Ask) -> str:
    """Of the place that is chosen, else of the first."""
    if not _takes(shop):
        return turn.market.currency
    chosen = ask.number("location")
    place = chosen if any(each.id == chosen for each in shop.locations) else shop.locations[0].id
    return bills.till(turn.connection, shop.id, turn.market.currency, place).currency


def _gives(turn: Turn, found: CounterBill) -> bool:
    """Whether the person may give money of it back."""
    bill = found.bill
    if bill.order_id is None or Right.REFUND not in turn.person.rights.get(bill.merchant_id, ()):
        return False
    left = goodwill.givable(turn.connection, bill.order_id)
    return left is not None and bill.paid_at is not None and turn.now <= left.until
