"""What a place's couriers get for a week, and that they were paid: said by one press, and taken back by another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from markupsafe import Markup

from catalog.views import MerchantView
from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.layout import columns, dotted, leaf, leafing, shortened
from handlers.merchant.authorising import zone_of
from handlers.merchant.days import day_at
from handlers.merchant.delivery_actions import (
    OpenCourierPay,
    OpenCourierPayment,
    OpenCourierWeek,
    PayCourier,
    TakeCourierPaymentBack,
)
from handlers.merchant.menu import our_place
from handlers.merchant.periods import WEEK, Period, period, period_name
from handlers.names import called
from orders import CourierPayment, CourierWork, Earned, courier_payments, earnings, paying_couriers
from people.rights import Right
from wording.delivering import earned_facts, paid_words

flow = Flow()

FURTHEST = 104
SHOWN = 6
NAME = 20


@dataclass(frozen=True, slots=True)
class Unpaid:
    """What a courier earned and nobody has said is paid, by currency, of so many deliveries in all."""

    courier_id: int
    rides: int
    sums: tuple[Earned, ...]


@flow.page(OpenCourierWeek)
def courier_week_page(turn: Turn, press: OpenCourierWeek) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SALES)
    back = max(0, min(press.back, FURTHEST))
    week = _week(turn, merchant, back)
    sums = earnings.sums_of_merchant(turn.connection, merchant.id, week.bounds())
    made = courier_payments.of_merchant(turn.connection, merchant.id, week.bounds())
    listed: list[Unpaid | CourierPayment] = [*_unpaid(sums), *made]
    page, shown, more = leaf(listed, press.page, SHOWN)
    return Screen(
        text=paragraphs(
            turn._("<b>💶 Couriers, {week}</b>", week=period_name(turn, week)),
            lines(*(_sum(turn, each) for each in sums))
            or turn._("Nothing was brought in this week."),
            turn._("You pay them yourself. Press once you have: they read it in their chat.")
            if sums
            else None,
        ),
        rows=(
            *columns(1, (_key(turn, place.id, week, each) for each in shown)),
            *leafing(turn, page, lambda page: OpenCourierWeek(place.id, back, page), more=more),
            *_weeks(turn, place.id, back),
        ),
        back=OpenCourierPay(place.id),
    )


@flow.move(PayCourier)
def pay_courier(turn: Turn, press: PayCourier) -> Page:
    merchant, place = our_place(turn, press.location, Right.SALES)
    back = _weeks_back(turn, merchant, press.first)
    if not 0 <= back <= FURTHEST or press.first.weekday():
        raise PageOutdated(OpenCourierWeek(place.id))
    work = CourierWork(merchant.id, press.courier, _week(turn, merchant, back).bounds())
    paying_couriers.pay(turn.connection, work, press.rides, turn.person.id, turn.now)
    return OpenCourierWeek(place.id, back)


@flow.page(OpenCourierPayment)
def courier_payment_page(turn: Turn, press: OpenCourierPayment) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SALES)
    made = _made(turn, merchant, place.id, press.payment)
    return Screen(
        text=paragraphs(
            turn._("<b>💶 {courier} was paid</b>", courier=called(turn, made.courier)),
            paid_words(turn, made),
            turn._("By {name}.", name=called(turn, made.by)),
        ),
        rows=tuple(_take_back_row(turn, place.id, made)),
        back=_week_of(turn, merchant, place.id, made),
    )


@flow.move(TakeCourierPaymentBack)
def take_courier_payment_back(turn: Turn, press: TakeCourierPaymentBack) -> Page:
    merchant, place = our_place(turn, press.location, Right.SALES)
    made = _made(turn, merchant, place.id, press.payment)
    paying_couriers.take_back(turn.connection, made.id, turn.person.id, turn.now)
    return _week_of(turn, merchant, place.id, made)


def _made(turn: Turn, merchant: MerchantView, location: int, payment: int) -> CourierPayment:
    made = courier_payments.payment(turn.connection, payment)
    if made is None or made.merchant_id != merchant.id:
        raise NotAllowed
    if made.taken_back_at is not None:
        raise PageOutdated(_week_of(turn, merchant, location, made))
    return made


def _week(turn: Turn, merchant: MerchantView, back: int) -> Period:
    zone = zone_of(turn, merchant)
    return period(day_at(turn, zone, 0), WEEK, back, zone)


def _weeks_back(turn: Turn, merchant: MerchantView, first: date) -> int:
    return (_week(turn, merchant, 0).first - first).days // 7


def _week_of(
    turn: Turn, merchant: MerchantView, location: int, made: CourierPayment
) -> OpenCourierWeek:
    first = made.since.astimezone(ZoneInfo(zone_of(turn, merchant))).date()
    return OpenCourierWeek(location, max(0, _weeks_back(turn, merchant, first)))


def _unpaid(sums: Sequence[Earned]) -> list[Unpaid]:
    """By courier, in whatever currencies."""
    theirs = [(courier, [*each]) for courier, each in groupby(sums, lambda one: one.courier_id)]
    return [
        Unpaid(courier, sum(one.rides for one in each), tuple(one for one in each if one.unpaid))
        for courier, each in theirs
        if any(one.unpaid for one in each)
    ]


def _sum(turn: Turn, each: Earned) -> Markup:
    rides = turn.ngettext("{number} delivery", "{number} deliveries", each.rides)
    facts = dotted((rides, turn.texts.distance(each.meters), *earned_facts(turn, each)))
    return turn._("{courier}: {facts}", courier=called(turn, each.courier), facts=facts)


def _key(turn: Turn, location: int, week: Period, each: Unpaid | CourierPayment) -> Button:
    if isinstance(each, CourierPayment):
        label = turn._(
            "{name} · {amount} paid ✅",
            name=shortened(called(turn, each.courier), NAME),
            amount=turn.texts.money(each.amount, each.currency),
        )
        return Button(label, OpenCourierPayment(location, each.id))
    label = turn._(
        "💶 I paid {name} {amount}",
        name=shortened(called(turn, each.sums[0].courier), NAME),
        amount=turn.texts.listed(
            [turn.texts.money(one.open, one.currency or "") for one in each.sums]
        ),
    )
    paid = PayCourier(location, each.courier_id, week.first, each.rides)
    return Button(label, paid, Style.SUCCESS)


def _weeks(turn: Turn, location: int, back: int) -> tuple[Row, ...]:
    before, after = turn._("‹ Week before"), turn._("Week after ›")
    row = (
        *((Button(before, OpenCourierWeek(location, back + 1)),) if back < FURTHEST else ()),
        *((Button(after, OpenCourierWeek(location, back - 1)),) if back else ()),
    )
    return (row,)


def _take_back_row(turn: Turn, location: int, made: CourierPayment) -> Iterator[Row]:
    if turn.now <= made.paid_at + paying_couriers.TAKEN_BACK_WITHIN:
        label = turn._("↩️ Not paid after all")
        yield (Button(label, TakeCourierPaymentBack(location, made.id), Style.DANGER),)
