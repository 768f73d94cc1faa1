"""What a place's couriers get for a week, and that they were paid: said by one press, and taken back by another."""

from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from catalog.views import MerchantView
from chat.action import Page
from chat.errors import NotAllowed, PageOutdated
from chat.flow import Flow
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers import courier_weeks as weeks
from handlers.merchant.authorising import zone_of
from handlers.merchant.delivery_actions import (
    OpenCourierPay,
    OpenCourierPayment,
    OpenCourierWeek,
    PayCourier,
    TakeCourierPaymentBack,
)
from handlers.merchant.menu import our_place
from handlers.merchant.periods import Period, period_name
from orders import CourierPayment, CourierWork, courier_payments, earnings, paying_couriers
from people.rights import Right

flow = Flow()


@flow.page(OpenCourierWeek)
def courier_week_page(turn: Turn, press: OpenCourierWeek) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SALES)
    back = max(0, min(press.back, weeks.FURTHEST))
    week = _week(turn, merchant, back)
    sums = earnings.sums_of_merchant(turn.connection, merchant.id, week.bounds())
    made = courier_payments.of_merchant(turn.connection, merchant.id, week.bounds())
    listed: list[weeks.Unpaid | CourierPayment] = [*weeks.unpaid(sums), *made]
    told = weeks.Told(
        heading=turn._("<b>💶 Couriers, {week}</b>", week=period_name(turn, week)),
        sums=[weeks.sum_words(turn, each) for each in sums],
        note=turn._("You pay them yourself. Press once you have: they read it in their chat.")
        if sums
        else None,
        keys=[_key(turn, place.id, week, each) for each in listed],
        opens=partial(OpenCourierWeek, place.id),
        home=OpenCourierPay(place.id),
    )
    return weeks.week_screen(turn, told, back, press.page)


@flow.move(PayCourier)
def pay_courier(turn: Turn, press: PayCourier) -> Page:
    merchant, place = our_place(turn, press.location, Right.SALES)
    back = _weeks_back(turn, merchant, press.first)
    if not 0 <= back <= weeks.FURTHEST or press.first.weekday():
        raise PageOutdated(OpenCourierWeek(place.id))
    work = CourierWork(merchant.id, press.courier, _week(turn, merchant, back).bounds())
    paying_couriers.pay(turn.connection, work, press.rides, turn.person.id, turn.now)
    return OpenCourierWeek(place.id, back)


@flow.page(OpenCourierPayment)
def courier_payment_page(turn: Turn, press: OpenCourierPayment) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SALES)
    made = _made(turn, merchant, place.id, press.payment)
    return Screen(
        text=paragraphs(*weeks.payment_words(turn, made)),
        rows=weeks.take_back_row(turn, made, TakeCourierPaymentBack(place.id, made.id)),
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
    return weeks.week_back(turn, zone_of(turn, merchant), back)


def _weeks_back(turn: Turn, merchant: MerchantView, first: date) -> int:
    return weeks.weeks_since(turn, zone_of(turn, merchant), first)


def _week_of(
    turn: Turn, merchant: MerchantView, location: int, made: CourierPayment
) -> OpenCourierWeek:
    first = made.since.astimezone(ZoneInfo(zone_of(turn, merchant))).date()
    return OpenCourierWeek(location, max(0, _weeks_back(turn, merchant, first)))


def _key(turn: Turn, location: int, week: Period, each: weeks.Unpaid | CourierPayment) -> Button:
    if isinstance(each, CourierPayment):
        return Button(weeks.paid_label(turn, each), OpenCourierPayment(location, each.id))
    paid = PayCourier(location, each.courier_id, week.first, each.rides)
    return Button(weeks.pay_label(turn, each), paid, Style.SUCCESS)
