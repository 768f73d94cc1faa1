"""What the market's own couriers did for each place in a week, and that they were paid for it."""

from collections import defaultdict

from chat.turn import Turn
from console.asking import Ask, NotHere, View
from console.authorising import for_market
from console.courier_words import CourierWords
from console.merchant.statements import page_of
from console.room import Room
from console.weeks import FURTHEST, week_of, week_that_begins, weeks_since
from orders import CourierWork, Earned, courier_payments, earnings, paying_couriers
from people.rights import Right

room = Room()

COURIERS = "/market/couriers"
SHOWN = 100
"""On a page, of what couriers did and of what they were paid."""


@room.page(COURIERS)
def couriers_page(turn: Turn, ask: Ask) -> View:
    for_market(turn, Right.PAYOUTS)
    week = week_of(turn, turn.market.zone, ask)
    found = earnings.sums_of_market(turn.connection, week.bounds())
    of: dict[int, list[Earned]] = defaultdict(list)
    for merchant, _name, each in found:
        of[merchant].append(each)
    payments = courier_payments.of_market(turn.connection, week.bounds())
    page, start = page_of(ask), page_of(ask) * SHOWN
    values = {
        "week": week,
        "further": week.back < FURTHEST,
        "found": found[start : start + SHOWN],
        "of": of,
        "payments": payments[start : start + SHOWN],
        "page": page,
        "more": len(found) > start + SHOWN or len(payments) > start + SHOWN,
        "c": CourierWords(turn),
    }
    return View("market/couriers.html", values)


@room.move(f"{COURIERS}/{{merchant}}/{{courier}}/paid")
def paid(turn: Turn, ask: Ask) -> str:
    """All that this courier did for this place in the week of the form, as it was read there."""
    for_market(turn, Right.PAYOUTS)
    week = week_that_begins(turn, turn.market.zone, ask)
    work = CourierWork(ask.place["merchant"], ask.place["courier"], week.bounds())
    paying_couriers.pay(turn.connection, work, ask.number("rides"), turn.person.id, turn.now)
    return f"{COURIERS}?back={week.back}&saved=1"


@room.move(f"{COURIERS}/payments/{{payment}}/back")
def not_paid(turn: Turn, ask: Ask) -> str:
    for_market(turn, Right.PAYOUTS)
    made = courier_payments.payment(turn.connection, ask.place["payment"])
    if made is None:
        raise NotHere
    paying_couriers.take_back(turn.connection, made.id, turn.person.id, turn.now)
    back = weeks_since(turn, turn.market.zone, made.since)
    return f"{COURIERS}?back={back}&saved=1"
