"""What couriers brought for a merchant and get for it, week by week, and what its places pay them."""

import csv
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from catalog.errors import FieldRefused
from catalog.menu import courier_pay
from catalog.menu.courier_pay import CourierPay
from catalog.typed_values import amount
from catalog.visits.serving import currency_at
from chat.turn import Turn
from console.asking import Again, Ask, File, NotHere, Problem, View
from console.authorising import our_shop, zone_of
from console.courier_words import CourierWords
from console.merchant.grounds import place_of
from console.room import Room
from console.weeks import FURTHEST, week_of, week_that_begins, weeks_since
from database.cells import harmless
from database.money import in_digits
from orders import CourierWork, Ride, courier_payments, earnings, paying_couriers
from people.rights import Right
from wording.delivering import courier_pay_words, ride_words

room = Room()

COURIERS = "/m/{merchant}/couriers"
SHOWN = 200
"""On the page; the file has all."""
MOST = 20_000
COLUMNS = (
    "order",
    "ended",
    "courier_id",
    "courier",
    "place",
    "metres",
    "outcome",
    "pay",
    "currency",
    "paid_at",
)


@room.page(COURIERS)
def couriers_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SALES)
    week = week_of(turn, zone_of(turn, shop), ask)
    found = earnings.of_merchant(turn.connection, shop.id, week.bounds(), SHOWN + 1)
    pays = [(each, courier_pay.pay_at(turn.connection, each.id)) for each in shop.locations]
    values = {
        "shop": shop,
        "week": week,
        "further": week.back < FURTHEST,
        "sums": earnings.sums_of_merchant(turn.connection, shop.id, week.bounds()),
        "payments": courier_payments.of_merchant(turn.connection, shop.id, week.bounds()),
        "c": CourierWords(turn),
        "rides": found[:SHOWN],
        "more": len(found) > SHOWN,
        "pays": [
            (place, pay, _pay_currency(turn, place.id, pay), courier_pay_words(turn, pay))
            for place, pay in pays
        ],
        "outcome": lambda ride: ride_words(turn, ride),
        "digits": in_digits,
        "ask": ask,
    }
    return View("merchant/couriers.html", values)


@room.page(f"{COURIERS}/file")
def couriers_file(turn: Turn, ask: Ask) -> File:
    """Every delivery of the week, for whoever pays them."""
    shop = our_shop(turn, ask, Right.SALES)
    week = week_of(turn, zone_of(turn, shop), ask)
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for each in earnings.of_merchant(turn.connection, shop.id, week.bounds(), MOST):
        rows.writerow(_cells(each))
    name = f"couriers-{week.first.isoformat()}.csv"
    return File("text/csv", file.getvalue().encode("utf-8-sig"), name)


@room.move(f"{COURIERS}/{{courier}}/paid")
def paid(turn: Turn, ask: Ask) -> str:
    """All that this courier did in the week of the form, as it was read there."""
    shop = our_shop(turn, ask, Right.SALES)
    week = week_that_begins(turn, zone_of(turn, shop), ask)
    work = CourierWork(shop.id, ask.place["courier"], week.bounds())
    paying_couriers.pay(turn.connection, work, ask.number("rides"), turn.person.id, turn.now)
    return f"{COURIERS.format(merchant=shop.id)}?back={week.back}&saved=1"


@room.move(f"{COURIERS}/payments/{{payment}}/back")
def not_paid(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SALES)
    made = courier_payments.payment(turn.connection, ask.place["payment"])
    if made is None or made.merchant_id != shop.id:
        raise NotHere
    paying_couriers.take_back(turn.connection, made.id, turn.person.id, turn.now)
    back = weeks_since(turn, zone_of(turn, shop), made.since)
    return f"{COURIERS.format(merchant=shop.id)}?back={back}&saved=1"


def _pay_currency(turn: Turn, location: int, pay: CourierPay | None) -> str:
    if pay is not None:
        return pay.currency
    return currency_at(turn.connection, location, turn.market.currency)


@room.move(f"{COURIERS}/pay")
def set_pay(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.number("location"))
    before = courier_pay.pay_at(turn.connection, place.id)
    currency = _pay_currency(turn, place.id, before)
    found: dict[str, int] = {}
    errors: dict[str, Problem] = {}
    for name in ("fixed", "per_km"):
        try:
            text = ask.words(f"{name}-{place.id}")
            found[name] = amount(place.id, name, text, currency) if text else 0
        except FieldRefused as error:
            errors[f"{name}-{place.id}"] = error
    if errors:
        raise Again(couriers_page, errors)
    pay = CourierPay(found["fixed"], found["per_km"], currency)
    try:
        courier_pay.set_pay(turn.connection, place.id, pay, turn.person.id, turn.now)
    except FieldRefused as error:
        raise Again(couriers_page, {f"{error.field}-{place.id}": error}) from error
    return f"{COURIERS.format(merchant=shop.id)}?saved=1"


def _cells(ride: Ride) -> tuple[object, ...]:
    """In ASCII names of columns and ISO times of the place, as other programs read them."""
    paid = ride.earned is not None and ride.currency is not None
    return (
        ride.order_id,
        _iso(ride.earned_at, ride.zone),
        ride.courier_id,
        harmless(ride.courier),
        harmless(ride.location),
        ride.meters,
        "collected" if ride.collected else ride.why or ride.state.value,
        in_digits(ride.earned or 0, ride.currency or "") if paid else "",
        ride.currency or "",
        _iso(ride.paid_at, ride.zone) if ride.paid_at else "",
    )


def _iso(moment: datetime, zone: str) -> str:
    """By the clock of the place."""
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
