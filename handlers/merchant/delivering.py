"""Whether and how a place brings what is ordered there, as its merchant sets it."""

from markupsafe import Markup

from catalog.errors import FieldRefused, NumberUnreadable
from catalog.menu import delivering
from catalog.menu.delivering import BOUNDS, Delivering, DeliveryField, delivering_of
from catalog.typed_values import amount, kilometers
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.delivery import on_shift_words
from handlers.merchant.delivery_actions import (
    AskDelivering,
    GiveDelivering,
    OpenDelivering,
    SetDelivering,
)
from handlers.merchant.menu import our_place
from handlers.merchant.menu_actions import OpenOwnMenu
from people.rights import Right

flow = Flow()


@flow.page(OpenDelivering)
def delivering_page(turn: Turn, press: OpenDelivering) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    found = delivering_of(turn.connection, place.id)
    keys = (Button(_name(turn, each), AskDelivering(place.id, each)) for each in DeliveryField)
    return Screen(
        text=paragraphs(
            turn._("<b>🛵 Delivery from {merchant}</b>", merchant=merchant.name),
            turn._("Guests can have their order brought to them.")
            if found.active
            else turn._("Guests can't have their order brought to them."),
            lines(*(_line(turn, found, each) for each in DeliveryField)),
            turn._(
                "Couriers are those whom you invite as staff, and those of the market. An order is "
                "offered to the nearest who are free."
            ),
            on_shift_words(turn, merchant.id),
        ),
        rows=(_toggle(turn, place.id, found), *columns(1, keys)),
        back=OpenOwnMenu(place.id),
    )


@flow.move(SetDelivering)
def set_delivering(turn: Turn, press: SetDelivering) -> Page:
    our_place(turn, press.location, Right.SHOP)
    given = (press.location, turn.person.id, turn.now)
    delivering.set_active(turn.connection, *given, active=press.on)
    return OpenDelivering(press.location)


@flow.page(AskDelivering)
def ask_delivering_page(turn: Turn, press: AskDelivering) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    found = delivering_of(turn.connection, place.id)
    questions = {
        DeliveryField.RADIUS: turn._("How far do you deliver? Type kilometers, such as 2.5."),
        DeliveryField.FEE: turn._("What does a delivery cost? Type an amount; 0 is free."),
        DeliveryField.LEAST: turn._("From which amount on do you deliver? Type it; 0 is any."),
    }
    return Screen(
        text=paragraphs(_line(turn, found, press.field), questions[press.field]),
        asks=GiveDelivering(place.id, press.field),
        back=OpenDelivering(place.id),
    )


@flow.move(GiveDelivering)
def give_delivering(turn: Turn, press: GiveDelivering) -> Page:
    our_place(turn, press.location, Right.SHOP)
    try:
        values = {press.field: _value(turn, press)}
        by = (turn.person.id, turn.now)
        delivering.set_number(turn.connection, press.location, values, *by)
    except FieldRefused as error:
        raise AskedAgain(error, AskDelivering(press.location, press.field)) from error
    return OpenDelivering(press.location)


def _value(turn: Turn, press: GiveDelivering) -> int:
    if press.field is not DeliveryField.RADIUS:
        return amount(press.location, press.field, press.text, turn.market.currency)
    meters = kilometers(press.text)
    if meters is None:
        raise NumberUnreadable(press.location, press.field)
    return meters


def _toggle(turn: Turn, location: int, found: Delivering) -> Row:
    if found.active:
        return (Button(turn._("⏸ Stop delivering"), SetDelivering(location, on=False)),)
    return (Button(turn._("✅ Deliver"), SetDelivering(location, on=True), Style.SUCCESS),)


def _name(turn: Turn, field: DeliveryField) -> Markup:
    names = {
        DeliveryField.RADIUS: turn._("How far"),
        DeliveryField.FEE: turn._("Delivery fee"),
        DeliveryField.LEAST: turn._("Least order"),
    }
    return names[field]


def _line(turn: Turn, found: Delivering, field: DeliveryField) -> Markup:
    value = getattr(found, BOUNDS[field][0])
    words = (
        turn.texts.distance(value)
        if field is DeliveryField.RADIUS
        else turn.texts.money(value, turn.market.currency)
    )
    return turn._("{field}: <b>{value}</b>", field=_name(turn, field), value=words)
