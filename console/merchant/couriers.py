"""What couriers brought for a merchant and get for it, week by week, and what its places pay them."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from catalog.errors import FieldRefused
from catalog.menu import courier_pay
from catalog.menu.courier_pay import CourierPay
from catalog.typed_values import amount
from catalog.views import MerchantView
from catalog.visits.serving import currency_at
from chat.turn import Turn
from console.asking import Again, Ask, File, Problem, View
from console.authorising import our_shop, zone_of
from console.days import begin_of, today
from console.merchant.grounds import place_of
from console.room import Room
from database.cells import harmless
from database.money import in_digits
from orders import Ride, earnings
from people.rights import Right
from wording.delivering import courier_pay_words, ride_words

room = Room()

COURIERS = "/m/{merchant}/couriers"
WEEK = timedelta(days=7)
FURTHEST = 104
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
)


@dataclass(frozen=True, slots=True)
class Week:
    """From a Monday on, so many weeks back."""

    back: int
    first: date
    zone: str

    @property
    def last(self) -> date:
        return self.first + WEEK - timedelta(days=1)

    def bounds(self) -> tuple[datetime, datetime]:
        """The moments at which it begins and ends."""
        return begin_of(self.first, self.zone), begin_of(self.first + WEEK, self.zone)


@room.page(COURIERS)
def couriers_page(turn: Turn, ask: Ask) -> View:
    shop = our_shop(turn, ask, Right.SALES)
    week = week_of(turn, shop, ask)
    found = earnings.of_merchant(turn.connection, shop.id, week.bounds(), SHOWN + 1)
    pays = [(each, courier_pay.pay_at(turn.connection, each.id)) for each in shop.locations]
    values = {
        "shop": shop,
        "week": week,
        "further": week.back < FURTHEST,
        "sums": earnings.sums_of_merchant(turn.connection, shop.id, week.bounds()),
        "rides": found[:SHOWN],
        "more": len(found) > SHOWN,
        "pays": [(place, pay, courier_pay_words(turn, pay)) for place, pay in pays],
        "outcome": lambda ride: ride_words(turn, ride),
        "digits": in_digits,
        "ask": ask,
    }
    return View("merchant/couriers.html", values)


@room.page(f"{COURIERS}/file")
def couriers_file(turn: Turn, ask: Ask) -> File:
    """Every delivery of the week, for whoever pays them."""
    shop = our_shop(turn, ask, Right.SALES)
    week = week_of(turn, shop, ask)
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for each in earnings.of_merchant(turn.connection, shop.id, week.bounds(), MOST):
        rows.writerow(_cells(each))
    name = f"couriers-{week.first.isoformat()}.csv"
    return File("text/csv", file.getvalue().encode("utf-8-sig"), name)


@room.move(f"{COURIERS}/pay")
def set_pay(turn: Turn, ask: Ask) -> str:
    shop = our_shop(turn, ask, Right.SHOP)
    place = place_of(shop, ask.number("location"))
    before = courier_pay.pay_at(turn.connection, place.id)
    otherwise = currency_at(turn.connection, place.id, turn.market.currency)
    currency = otherwise if before is None else before.currency
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


def week_of(turn: Turn, shop: MerchantView, ask: Ask) -> Week:
    """The one of the address; this one without."""
    zone = zone_of(turn, shop)
    given = ask.query.get("back", "")
    back = (
        min(int(given), FURTHEST) if given.isascii() and given.isdecimal() and len(given) < 4 else 0
    )
    day = today(turn.now, zone)
    return Week(back, day - timedelta(days=day.weekday()) - back * WEEK, zone)


def _cells(ride: Ride) -> tuple[object, ...]:
    """In ASCII names of columns and ISO times of the place, as other programs read them."""
    paid = ride.earned is not None and ride.currency is not None
    ended = ride.earned_at.astimezone(ZoneInfo(ride.zone)).isoformat(timespec="minutes")
    return (
        ride.order_id,
        ended,
        ride.courier_id,
        harmless(ride.courier),
        harmless(ride.location),
        ride.meters,
        "collected" if ride.collected else ride.why or ride.state.value,
        in_digits(ride.earned or 0, ride.currency or "") if paid else "",
        ride.currency or "",
    )
