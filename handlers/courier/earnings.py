"""What a courier did and earned, week by week; the places pay it themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from chat.errors import NotAllowed
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.courier.actions import OpenCourierDesk, OpenEarnings
from handlers.layout import dotted, leafing, paging
from handlers.merchant.days import day_at
from handlers.merchant.periods import WEEK, Period, period, period_name
from orders import CourierPayment, Earned, Ride, courier_payments, earnings
from people.rights import Right
from wording.delivering import earned_facts, paid_words, ride_words

flow = Flow()

FURTHEST = 104
AT_ONCE = 15


@flow.page(OpenEarnings)
def earnings_page(turn: Turn, press: OpenEarnings) -> Screen:
    if not any(Right.DELIVER in rights for rights in turn.person.rights.values()):
        raise NotAllowed
    back, week = _week(turn, press.back)
    whose = (turn.connection, turn.person.id, week.bounds())
    sums = earnings.sums_of_courier(*whose)
    found = earnings.of_courier(*whose, AT_ONCE + 1, press.page * AT_ONCE)
    return Screen(
        text=paragraphs(
            turn._("<b>💶 What you earned, {week}</b>", week=period_name(turn, week)),
            lines(*(_sum(turn, each) for each in sums)),
            lines(*(_ride(turn, each) for each in found[:AT_ONCE])),
            None if sums else turn._("You brought nothing in this week."),
            _who_pays(turn),
        ),
        rows=tuple(_rows(turn, press.page, back, more=len(found) > AT_ONCE)),
        back=OpenCourierDesk(),
    )


def payment_news(turn: Turn, payload: Mapping[str, Any]) -> Screen | None:
    """That somebody has marked their week as paid, or that it was not after all."""
    made = courier_payments.payment(turn.connection, payload["payment"])
    if made is None or made.courier_id != turn.person.id:
        return None
    return Screen(
        text=paragraphs(_payment_headline(turn, made), paid_words(turn, made), _who_pays(turn)),
        rows=((Button(turn._("💶 What I earned"), OpenEarnings()),),),
        keep=True,
        subject=f"courier-payment-{made.id}",
    )


def _payment_headline(turn: Turn, made: CourierPayment) -> Markup:
    """Of the market's own couriers either may have paid."""
    stands = made.taken_back_at is None
    if turn.person.may(Right.DELIVER):
        return (
            turn._("<b>💶 You were paid for {merchant}</b>", merchant=made.merchant)
            if stands
            else turn._(
                "<b>💶 You were not paid for {merchant} after all</b>", merchant=made.merchant
            )
        )
    return (
        turn._("<b>💶 {merchant} has paid you</b>", merchant=made.merchant)
        if stands
        else turn._("<b>💶 {merchant} has not paid you after all</b>", merchant=made.merchant)
    )


def _who_pays(turn: Turn) -> Markup:
    if turn.person.may(Right.DELIVER):
        return turn._("The market or the place pays you. Ask them if something is missing.")
    return turn._("Each place pays its couriers itself. Ask there if something is missing.")


def pay_words(turn: Turn, pay: int | None, currency: str | None) -> Markup | None:
    """What somebody gets for bringing it; nothing where the place has not said."""
    if pay is None or currency is None:
        return None
    return turn._("💶 You get {amount}", amount=turn.texts.money(pay, currency))


def earned_words(turn: Turn, earned: int | None, currency: str | None) -> Markup | None:
    """Once it is over."""
    if earned is None or currency is None:
        return None
    return turn._("💶 You earned {amount}.", amount=turn.texts.money(earned, currency))


def _week(turn: Turn, back: int) -> tuple[int, Period]:
    shown = max(0, min(back, FURTHEST))
    zone = turn.market.zone
    return shown, period(day_at(turn, zone, 0), WEEK, shown, zone)


def _sum(turn: Turn, each: Earned) -> Markup:
    rides = turn.ngettext("{number} delivery", "{number} deliveries", each.rides)
    way = turn.texts.distance(each.meters)
    return turn._("<b>{what}</b>", what=dotted((rides, way, *earned_facts(turn, each))))


def _ride(turn: Turn, each: Ride) -> Markup:
    when = turn.texts.day_and_time(each.earned_at, each.zone)
    way = turn.texts.distance(each.meters)
    paid = None if each.paid_at is None else turn._("paid ✅")
    return dotted((when, each.merchant, way, _outcome(turn, each), paid))


def _outcome(turn: Turn, each: Ride) -> str:
    if each.earned is not None and each.currency is not None:
        return turn.texts.money(each.earned, each.currency)
    return ride_words(turn, each)


def _rows(turn: Turn, page: int, back: int, *, more: bool) -> Iterator[Row]:
    yield from leafing(turn, page, lambda at: OpenEarnings(back, at), more=more)
    yield from paging(
        turn,
        OpenEarnings(back + 1) if back < FURTHEST else None,
        OpenEarnings(back - 1) if back else None,
    )
