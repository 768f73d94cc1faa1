"""What a place pays whoever brings something from it, as its merchant sets it."""

from dataclasses import replace

from catalog.errors import FieldRefused
from catalog.menu import courier_pay
from catalog.menu.courier_pay import CourierPay
from catalog.typed_values import amount
from catalog.visits.serving import currency_at
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Screen, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.delivery_actions import (
    AskCourierPay,
    GiveCourierPay,
    OpenCourierPay,
    OpenCourierWeek,
    OpenDelivering,
    PayField,
    SetCourierPay,
)
from handlers.merchant.menu import our_place
from people.rights import Right
from wording.delivering import courier_pay_words

flow = Flow()

CHOICES = {PayField.FIXED: (200, 300, 400, 500, 600, 800), PayField.PER_KM: (0, 25, 50, 75, 100)}
"""What is offered to press, of currencies with two digits; anything else is typed."""


@flow.page(OpenCourierPay)
def pay_page(turn: Turn, press: OpenCourierPay) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    return Screen(
        text=paragraphs(
            turn._("<b>💶 What {merchant} pays couriers</b>", merchant=merchant.name),
            courier_pay_words(turn, courier_pay.pay_at(turn.connection, place.id)),
            turn._(
                "Couriers read it before they say yes; what they were offered stays. You pay them "
                "yourself: who brought what, and for how much, stands in the console under "
                "<i>Couriers</i>, week by week."
            ),
        ),
        rows=(
            (Button(turn._("💶 Who is to be paid"), OpenCourierWeek(place.id)),),
            (Button(turn._("For each delivery"), AskCourierPay(place.id, PayField.FIXED)),),
            (Button(turn._("For each kilometre"), AskCourierPay(place.id, PayField.PER_KM)),),
        ),
        back=OpenDelivering(place.id),
    )


@flow.page(AskCourierPay)
def ask_pay_page(turn: Turn, press: AskCourierPay) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    currency = _pay(turn, place.id).currency
    keys = (
        Button(turn.texts.money(each, currency), SetCourierPay(place.id, press.field, each))
        for each in CHOICES[press.field]
    )
    questions = {
        PayField.FIXED: turn._("What does a courier get for each delivery?"),
        PayField.PER_KM: turn._("And for each kilometre from you to the door, as the crow flies?"),
    }
    return Screen(
        text=paragraphs(questions[press.field], turn._("Press an amount, or type one.")),
        rows=columns(3, keys),
        asks=GiveCourierPay(place.id, press.field),
        back=OpenCourierPay(place.id),
    )


@flow.move(SetCourierPay)
def set_pay(turn: Turn, press: SetCourierPay) -> Page:
    return _put(turn, press, press.value)


@flow.move(GiveCourierPay)
def give_pay(turn: Turn, press: GiveCourierPay) -> Page:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    try:
        value = amount(place.id, press.field, press.text, _pay(turn, place.id).currency)
    except FieldRefused as error:
        raise AskedAgain(error, AskCourierPay(place.id, press.field)) from error
    return _put(turn, press, value)


def _put(turn: Turn, press: SetCourierPay | GiveCourierPay, value: int) -> Page:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    before = _pay(turn, place.id)
    if press.field is PayField.FIXED:
        after = replace(before, fixed=value)
    else:
        after = replace(before, per_km=value)
    try:
        courier_pay.set_pay(turn.connection, place.id, after, turn.person.id, turn.now)
    except FieldRefused as error:
        raise AskedAgain(error, AskCourierPay(place.id, press.field)) from error
    return OpenCourierPay(place.id)


def _pay(turn: Turn, location: int) -> CourierPay:
    """As the place has said it, or nothing in what most is sold for there."""
    found = courier_pay.pay_at(turn.connection, location)
    currency = currency_at(turn.connection, location, turn.market.currency)
    return found or CourierPay(0, 0, currency)
