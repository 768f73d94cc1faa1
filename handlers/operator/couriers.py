"""What the market's own couriers did for each place in a week, and that the market has paid them for it."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from chat.action import Move, Page
from chat.errors import PageOutdated
from chat.markup import joined
from chat.screen import Button, Screen, Style, paragraphs
from chat.turn import Turn
from handlers import courier_weeks as weeks
from handlers.layout import shortened
from handlers.merchant.periods import Period, period_name
from handlers.operator.actions import OpenMarketCouriers, OpenOperatorDesk
from handlers.operator.guarding import OperatorFlow
from orders import CourierPayment, CourierWork, Earned, courier_payments, earnings, paying_couriers
from people.rights import Right

flow = OperatorFlow(Right.PAYOUTS)

NAME = 16


@dataclass(frozen=True, slots=True)
class PayMarketCourier(Move):
    """The market has paid a courier for a week at a place: `rides` as many as there were when it was read."""

    code = "op-cpay"
    merchant: int
    courier: int
    first: date
    rides: int


@dataclass(frozen=True, slots=True)
class OpenMarketCourierPayment(Page):
    """A payment that the market, or the place, says it has made."""

    code = "op-cpaid"
    payment: int


@dataclass(frozen=True, slots=True)
class TakeMarketCourierPaymentBack(Move):
    """It was not made after all."""

    code = "op-cback"
    payment: int


@dataclass(frozen=True, slots=True)
class _At:
    """What is not paid to a courier of what they did for a place."""

    merchant_id: int
    merchant: str
    unpaid: weeks.Unpaid


@flow.page(OpenMarketCouriers)
def market_couriers_page(turn: Turn, press: OpenMarketCouriers) -> Screen:
    back = max(0, min(press.back, weeks.FURTHEST))
    week = weeks.week_back(turn, turn.market.zone, back)
    sums = earnings.sums_of_market(turn.connection, week.bounds())
    made = courier_payments.of_market(turn.connection, week.bounds())
    listed: list[_At | CourierPayment] = [*_unpaid(sums), *made]
    told = weeks.Told(
        heading=turn._("<b>💶 The market's couriers, {week}</b>", week=period_name(turn, week)),
        sums=[
            joined(" · ", (weeks.sum_words(turn, each), turn.texts.isolated(merchant)))
            for _, merchant, each in sums
        ],
        note=turn._(
            "Each place pays whoever brings its orders; where the market pays its own couriers, "
            "say so here, and the place reads it too."
        ),
        keys=[_key(turn, week, each) for each in listed],
        opens=OpenMarketCouriers,
        home=OpenOperatorDesk(),
    )
    return weeks.week_screen(turn, told, back, press.page)


@flow.move(PayMarketCourier)
def pay_market_courier(turn: Turn, press: PayMarketCourier) -> Page:
    back = weeks.weeks_since(turn, turn.market.zone, press.first)
    if not 0 <= back <= weeks.FURTHEST or press.first.weekday():
        raise PageOutdated(OpenMarketCouriers())
    week = weeks.week_back(turn, turn.market.zone, back)
    work = CourierWork(press.merchant, press.courier, week.bounds())
    paying_couriers.pay(turn.connection, work, press.rides, turn.person.id, turn.now)
    return OpenMarketCouriers(back)


@flow.page(OpenMarketCourierPayment)
def market_courier_payment_page(turn: Turn, press: OpenMarketCourierPayment) -> Screen:
    made = _made(turn, press.payment)
    return Screen(
        text=paragraphs(*weeks.payment_words(turn, made), turn.texts.isolated(made.merchant)),
        rows=weeks.take_back_row(turn, made, TakeMarketCourierPaymentBack(made.id)),
        back=_week_of(turn, made),
    )


@flow.move(TakeMarketCourierPaymentBack)
def take_market_courier_payment_back(turn: Turn, press: TakeMarketCourierPaymentBack) -> Page:
    made = _made(turn, press.payment)
    paying_couriers.take_back(turn.connection, made.id, turn.person.id, turn.now)
    return _week_of(turn, made)


def _unpaid(sums: list[tuple[int, str, Earned]]) -> list[_At]:
    """By courier and place, as they come."""
    of: dict[tuple[int, int], tuple[str, list[Earned]]] = {}
    for merchant_id, merchant, each in sums:
        of.setdefault((each.courier_id, merchant_id), (merchant, []))[1].append(each)
    return [
        _At(merchant_id, merchant, left)
        for (_, merchant_id), (merchant, theirs) in of.items()
        for left in weeks.unpaid(theirs)
    ]


def _key(turn: Turn, week: Period, each: _At | CourierPayment) -> Button:
    if isinstance(each, CourierPayment):
        return Button(weeks.paid_label(turn, each), OpenMarketCourierPayment(each.id))
    label = joined(" · ", (weeks.pay_label(turn, each.unpaid), shortened(each.merchant, NAME)))
    work = (each.merchant_id, each.unpaid.courier_id)
    return Button(label, PayMarketCourier(*work, week.first, each.unpaid.rides), Style.SUCCESS)


def _made(turn: Turn, payment: int) -> CourierPayment:
    made = courier_payments.payment(turn.connection, payment)
    if made is None:
        raise PageOutdated(OpenMarketCouriers())
    if made.taken_back_at is not None:
        raise PageOutdated(_week_of(turn, made))
    return made


def _week_of(turn: Turn, made: CourierPayment) -> OpenMarketCouriers:
    first = made.since.astimezone(ZoneInfo(turn.market.zone)).date()
    return OpenMarketCouriers(max(0, weeks.weeks_since(turn, turn.market.zone, first)))
