"""Whether and how a place hands over what was ordered to pick up, as its merchant sets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from catalog.errors import FieldRefused
from catalog.menu import pickup
from catalog.menu.pickup import MINUTES, PickupField, pickup_of
from chat.action import Move, Page, given
from chat.flow import Flow
from chat.screen import Button, Screen, Style, lines, paragraphs
from chat.turn import Turn
from handlers.errors import AskedAgain
from handlers.layout import columns
from handlers.merchant.delivery_actions import OpenDelivering
from handlers.merchant.menu import our_place
from handlers.merchant.menu_actions import AskPickup, OpenOwnMenu, OpenPickup
from people.rights import Right
from wording.pickup_fields import pickup_line, pickup_name, pickup_question, pickup_words

flow = Flow()

CHOICES: Mapping[PickupField, tuple[int, ...]] = MappingProxyType(
    {
        PickupField.ITEMS: (4, 6, 8, 10, 15, 20),
        PickupField.LEAD: (0, 5, 10, 20, 30, 60),
        PickupField.CANCEL_FREE: (0, 10, 30, 60),
        PickupField.PREPAID: (100, 50, 30, 20, 10, 0),
        PickupField.TABLE_PREPAID: (100, 50, 30, 20, 10, 0),
        PickupField.MOST_UNPAID: (5, 10, 20, 50),
        PickupField.COLLECTIONS: (1, 2, 3, 5, 10, 0),
    }
)
"""What is offered to press; anything else that fits is typed."""


@dataclass(frozen=True, slots=True)
class SetPickupActive(Move):
    """Whether guests may order there to pick up."""

    code = "pickup-on"
    location: int
    on: bool


@dataclass(frozen=True, slots=True)
class SetPickup(Move):
    """A number, pressed."""

    code = "pickup-set"
    location: int
    field: PickupField
    value: int


@dataclass(frozen=True, slots=True)
class GivePickup(Move):
    """A number, typed."""

    code = "pickup-say"
    location: int
    field: PickupField
    text: str = given("")


@flow.page(OpenPickup)
def pickup_page(turn: Turn, press: OpenPickup) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    found = pickup_of(turn.connection, place.id)
    toggle = (
        Button(turn._("⏸ Stop taking orders"), SetPickupActive(place.id, on=False))
        if found.active
        else Button(
            turn._("✅ Take orders to pick up"), SetPickupActive(place.id, on=True), Style.SUCCESS
        )
    )
    fields = [each for each in PickupField if each is not PickupField.COLLECTIONS]
    keys = (Button(pickup_name(turn, each), AskPickup(place.id, each)) for each in fields)
    return Screen(
        text=paragraphs(
            turn._("<b>Pick-up at {merchant}</b>", merchant=merchant.name),
            turn._("Guests can order to pick up.")
            if found.active
            else turn._("Guests can't order to pick up."),
            lines(*(pickup_line(turn, found, each) for each in fields)),
        ),
        rows=((toggle,), *columns(1, keys)),
        back=OpenOwnMenu(place.id),
    )


@flow.page(AskPickup)
def ask_page(turn: Turn, press: AskPickup) -> Screen:
    _merchant, place = our_place(turn, press.location, Right.SHOP)
    found = pickup_of(turn.connection, place.id)
    keys = (
        Button(pickup_words(turn, press.field, each), SetPickup(place.id, press.field, each))
        for each in CHOICES[press.field]
    )
    return Screen(
        text=paragraphs(
            pickup_line(turn, found, press.field),
            pickup_question(turn, press.field),
            turn._("Choose, or type minutes or a time such as 1:30.")
            if press.field in MINUTES
            else turn._("Choose, or type a number."),
        ),
        rows=columns(3, keys),
        asks=GivePickup(place.id, press.field),
        back=_where(place.id, press.field),
    )


@flow.move(SetPickupActive)
def set_pickup_active(turn: Turn, press: SetPickupActive) -> Page:
    our_place(turn, press.location, Right.SHOP)
    pickup.set_active(turn.connection, press.location, turn.person.id, turn.now, active=press.on)
    return OpenPickup(press.location)


@flow.move(SetPickup)
def set_pickup(turn: Turn, press: SetPickup) -> Page:
    return _put(turn, press, lambda: press.value)


@flow.move(GivePickup)
def give_pickup(turn: Turn, press: GivePickup) -> Page:
    return _put(turn, press, lambda: pickup.value_of(press.location, press.field, press.text))


def _put(turn: Turn, press: SetPickup | GivePickup, value: Callable[[], int]) -> Page:
    our_place(turn, press.location, Right.SHOP)
    try:
        values = {press.field: value()}
        given_by = (turn.person.id, turn.now)
        pickup.set_number(turn.connection, press.location, values, *given_by)
    except FieldRefused as error:
        raise AskedAgain(error, AskPickup(press.location, press.field)) from error
    return _where(press.location, press.field)


def _where(location: int, field: PickupField) -> Page:
    """The page on which the number stands: what couriers collect is on that of deliveries."""
    if field is PickupField.COLLECTIONS:
        return OpenDelivering(location)
    return OpenPickup(location)
