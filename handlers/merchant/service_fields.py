"""A service's fields, some a page: pressed or typed one at a time, with the way back to before."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from catalog import changes, services
from catalog.errors import FieldRefused
from catalog.service_fields import BOUNDS, Kind, ServiceField
from catalog.service_values import value_of
from catalog.usual import step_for
from catalog.views import ServiceView
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Row, Screen, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns, shortened
from handlers.merchant.authorising import our_service
from handlers.merchant.service_actions import (
    FIELDS,
    AskServiceField,
    OpenOwnService,
    OpenServicePart,
    Part,
    part_of,
)
from payments.port import limits_of
from wording.service_fields import SHOWN_TEXT, field_name, question, value_words

flow = Flow()

F = ServiceField
DAY = 1440
CHOICES: Mapping[ServiceField, tuple[int, ...]] = MappingProxyType(
    {
        F.PRICE: (0,),
        F.DURATION: (15, 30, 45, 60, 90, 120),
        F.STEP: (15, 30, 60),
        F.BUFFER_BEFORE: (0, 5, 10, 15, 30),
        F.BUFFER_AFTER: (0, 5, 10, 15, 30),
        F.CAPACITY: (1, 2, 4, 6, 10, 20),
        F.MAX_SEATS: (1, 2, 4, 6, 10, 20),
        F.LEAD: (0, 30, 60, 120, DAY),
        F.HORIZON: (7, 14, 30, 60, 90),
        F.USES: (1, 5, 10, 20),
        F.VALID_DAYS: (30, 90, 180, 365),
        F.CANCEL_FREE: (0, 120, DAY, 2 * DAY, 7 * DAY),
        F.LATE_CANCEL: (0, 50, 100),
        F.NO_SHOW: (0, 50, 100),
        F.REFUND_UNUSED: (1, 0),
        F.AT_HOME: (1, 0),
        F.PAY_AT_SHOP: (1, 0),
        F.DEPOSIT_PERCENT: (10, 20, 25, 30, 50),
    }
)
"""What is offered to press; anything else that fits is typed."""


@dataclass(frozen=True, slots=True)
class GiveServiceField(Move):
    """A value, typed."""

    code = "svc-say"
    service: int
    field: ServiceField
    first: bool = False
    text: str = given("")


@dataclass(frozen=True, slots=True)
class SetServiceField(Move):
    """A value, pressed; nothing where the field can be without."""

    code = "svc-set"
    service: int
    field: ServiceField
    value: int | None
    first: bool = False


@dataclass(frozen=True, slots=True)
class UndoChange(Move):
    """Make the service what it was before a change."""

    code = "svc-undo"
    service: int
    change: int


@flow.page(OpenServicePart)
def part_page(turn: Turn, press: OpenServicePart) -> Screen:
    service = our_service(turn, press.service)
    priced = press.part is Part.PRICE
    return Screen(
        text=paragraphs(
            turn._("<b>{service}</b>", service=service.name),
            lines(*(field_line(turn, service, each) for each in FIELDS[press.part])),
            turn._("What is booked already stays as it was agreed."),
            turn._(
                "To change the price, just type the new one in {currency}.",
                currency=turn.texts.currency(service.currency),
            )
            if priced
            else None,
        ),
        rows=(
            *(_back_to_before(turn, service) if press.changed else ()),
            *columns(
                2,
                (
                    Button(field_name(turn, each), AskServiceField(service.id, each))
                    for each in FIELDS[press.part]
                ),
            ),
        ),
        asks=GiveServiceField(service.id, F.PRICE) if priced else None,
        back=OpenOwnService(service.id),
    )


@flow.page(AskServiceField)
def field_page(turn: Turn, press: AskServiceField) -> Screen:
    service = our_service(turn, press.service)
    return Screen(
        text=paragraphs(
            turn._("<b>{service}</b>", service=service.name),
            None if press.first else field_line(turn, service, press.field),
            question(turn, press.field),
            how_to_answer(turn, press.field, service.currency),
        ),
        rows=_choices(turn, press, service),
        asks=None
        if BOUNDS[press.field].kind is Kind.CHOICE
        else GiveServiceField(service.id, press.field, press.first),
        back=OpenOwnService(service.id)
        if press.first
        else OpenServicePart(service.id, part_of(press.field)),
    )


@flow.move(GiveServiceField)
def give_field(turn: Turn, press: GiveServiceField) -> Page:
    service = our_service(turn, press.service)
    try:
        value = value_of(service.id, press.field, press.text, service.currency)
        return _put(turn, service, press, value)
    except FieldRefused as error:
        again = AskServiceField(press.service, press.field, press.first)
        raise AskedAgain(error, again) from error


@flow.move(SetServiceField)
def set_field(turn: Turn, press: SetServiceField) -> Page:
    service = our_service(turn, press.service)
    kind = BOUNDS[press.field].kind
    value: Any = press.value
    if kind is Kind.TEXT:
        value = ""
    elif kind is Kind.CHOICE:
        value = bool(press.value)
    return _put(turn, service, press, value)


@flow.move(UndoChange)
def undo_change(turn: Turn, press: UndoChange) -> Page:
    our_service(turn, press.service)
    services.undo(turn.connection, press.service, press.change, turn.person.id, turn.now)
    return OpenOwnService(press.service)


def field_line(turn: Turn, service: ServiceView, field: ServiceField) -> Markup:
    """A field with its value."""
    value = value_words(turn, field, getattr(service, BOUNDS[field].column), service.currency)
    return turn._(
        "{field}: <b>{value}</b>",
        field=field_name(turn, field),
        value=shortened(value, SHOWN_TEXT) if BOUNDS[field].kind is Kind.TEXT else value,
    )


def _put(
    turn: Turn, service: ServiceView, press: GiveServiceField | SetServiceField, value: Any
) -> Page:
    values = {press.field: value}
    if press.first and press.field is F.DURATION:
        values[F.STEP] = step_for(value)
    limits = partial(limits_of, cards=turn.market.cards)
    services.change(turn.connection, service.id, values, turn.person.id, turn.now, limits)
    if not press.first:
        return OpenServicePart(service.id, part_of(press.field), changed=True)
    if press.field is F.DURATION:
        return AskServiceField(service.id, F.PRICE, first=True)
    return OpenOwnService(service.id)


def _back_to_before(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    made = changes.latest_of_service(
        turn.connection, service.merchant_id, service.id, turn.person.id
    )
    if made is None or not made.before:
        return ()
    return ((Button(turn._("↩️ Undo"), UndoChange(service.id, made.id)),),)


def _choices(turn: Turn, press: AskServiceField, service: ServiceView) -> tuple[Row, ...]:
    bounds = BOUNDS[press.field]
    buttons = [
        Button(
            value_words(turn, press.field, value, service.currency),
            SetServiceField(service.id, press.field, value, press.first),
        )
        for value in CHOICES.get(press.field, ())
    ]
    nothing = SetServiceField(service.id, press.field, None, press.first)
    without = (Button(value_words(turn, press.field, None, service.currency), nothing),)
    return (*columns(3, buttons), *((without,) if bounds.optional else ()))


def how_to_answer(turn: Turn, field: ServiceField, currency: str) -> Markup | None:
    """What may be typed."""
    kind = BOUNDS[field].kind
    if kind is Kind.MONEY:
        return turn._("Type the amount in {currency}.", currency=turn.texts.currency(currency))
    if kind is Kind.TEXT:
        most = turn.texts.number(BOUNDS[field].most)
        return turn._("Type it, up to {number} characters.", number=most)
    if kind is Kind.TIME:
        return turn._("Choose, or type minutes or a time such as 1:30.")
    if kind is Kind.RATE:
        return turn._("Type a number.")
    return None if kind is Kind.CHOICE else turn._("Choose, or type a number.")
