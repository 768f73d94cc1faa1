"""Whether a place brings what is ordered there, as its merchant sets it; its areas say where to."""

from collections.abc import Iterator

from markupsafe import Markup

from catalog.menu import courier_pay, delivering
from catalog.menu.delivering import Delivering
from catalog.menu.pickup import PickupField, pickup_of
from catalog.visits.serving import areas_of
from chat.action import Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, Style, paragraphs
from chat.turn import Turn
from handlers.merchant.delivery import on_shift_words
from handlers.merchant.delivery_actions import (
    OpenCourierPay,
    OpenDelivering,
    SetCollecting,
    SetDelivering,
)
from handlers.merchant.menu import our_place
from handlers.merchant.menu_actions import AskPickup, OpenOwnMenu
from handlers.merchant.visit_actions import OpenVisits
from people.rights import Right
from wording.delivering import courier_pay_words
from wording.pickup_fields import pickup_line, pickup_name

flow = Flow()


@flow.page(OpenDelivering)
def delivering_page(turn: Turn, press: OpenDelivering) -> Screen:
    merchant, place = our_place(turn, press.location, Right.SHOP)
    setting = delivering.setting_of(turn.connection, place.id)
    areas = areas_of(turn.connection, place.id)
    return Screen(
        text=paragraphs(
            turn._("<b>🛵 Delivery from {merchant}</b>", merchant=merchant.name),
            _words(turn, setting),
            None if areas else turn._("Say where to first: an area, with its fee and least order."),
            turn._(
                "Couriers are those whom you invite as staff, and those of the market. An order is "
                "offered to the nearest who are free."
            ),
            _collections(turn, place.id, setting),
            courier_pay_words(turn, courier_pay.pay_at(turn.connection, place.id)),
            on_shift_words(turn, merchant.id),
        ),
        rows=(
            _toggle(turn, place.id, active=setting.active),
            *_collecting(turn, place.id, setting),
            (Button(turn._("📍 Where to, and for how much"), OpenVisits(place.id)),),
            (Button(turn._("💶 Couriers' pay"), OpenCourierPay(place.id)),),
        ),
        back=OpenOwnMenu(place.id),
    )


@flow.move(SetDelivering)
def set_delivering(turn: Turn, press: SetDelivering) -> Page:
    our_place(turn, press.location, Right.SHOP)
    given = (press.location, turn.person.id, turn.now)
    delivering.set_active(turn.connection, *given, active=press.on)
    return OpenDelivering(press.location)


@flow.move(SetCollecting)
def set_collecting(turn: Turn, press: SetCollecting) -> Page:
    our_place(turn, press.location, Right.SHOP)
    given = (press.location, turn.person.id, turn.now)
    delivering.set_collects(turn.connection, *given, collects=press.on)
    return OpenDelivering(press.location)


def _words(turn: Turn, setting: Delivering) -> Markup:
    if not setting.active:
        return turn._("Guests can't have their order brought to them.")
    if setting.collects:
        return turn._(
            "A courier collects it from the guest, such as laundry, once you have accepted the "
            "order, and brings it back when it is ready."
        )
    return turn._("Guests can have their order brought to them.")


def _collections(turn: Turn, location: int, setting: Delivering) -> Markup | None:
    if not (setting.active and setting.collects):
        return None
    return pickup_line(turn, pickup_of(turn.connection, location), PickupField.COLLECTIONS)


def _collecting(turn: Turn, location: int, setting: Delivering) -> Iterator[Row]:
    """Of a place that delivers: whether things come from the guest first."""
    if not setting.active:
        return
    if setting.collects:
        collections = PickupField.COLLECTIONS
        yield (Button(pickup_name(turn, collections), AskPickup(location, collections)),)
        yield (Button(turn._("Only deliver"), SetCollecting(location, on=False)),)
    else:
        yield (Button(turn._("🧺 Collect from guests first"), SetCollecting(location, on=True)),)


def _toggle(turn: Turn, location: int, *, active: bool) -> Row:
    if active:
        return (Button(turn._("⏸ Stop delivering"), SetDelivering(location, on=False)),)
    return (Button(turn._("✅ Deliver"), SetDelivering(location, on=True), Style.SUCCESS),)
