"""What of a menu guests may take along with a service: ticked one by one."""

from dataclasses import dataclass

from catalog.menu import addons
from catalog.menu.choosing import usual_price
from catalog.menu.reading import Item
from catalog.views import ServiceView
from chat.action import Move, Page
from chat.flow import Flow
from chat.screen import Button, Row, Screen, paragraphs
from chat.turn import Turn
from handlers.layout import columns, leaf, leafing, shortened
from handlers.merchant.authorising import our_service
from handlers.merchant.service_actions import OpenAddons, OpenOwnService

flow = Flow()

ITEMS = 12
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class TickAddon(Move):
    """Whether an item is offered along with a service."""

    code = "svc-with"
    service: int
    item: int
    on: bool
    page: int = 0


@flow.page(OpenAddons)
def addons_page(turn: Turn, press: OpenAddons) -> Screen:
    service = our_service(turn, press.service)
    ticked = addons.chosen(turn.connection, service.id)
    found = addons.offerable(turn.connection, service, turn.now)
    page, shown, more = leaf(found, press.page, ITEMS)
    most = turn.texts.number(addons.MOST)
    return Screen(
        text=paragraphs(
            turn._("<b>What can guests take along with {service}?</b>", service=service.name),
            turn._(
                "They choose it where they pay for the booking, and pay both at once."
                " Up to {number} things of the menu.",
                number=most,
            )
            if shown
            else turn._("There is nothing on the menu of this place yet."),
        ),
        rows=(
            *columns(1, (_key(turn, service, each, page, each.id in ticked) for each in shown)),
            *leafing(turn, page, lambda page: OpenAddons(service.id, page), more=more),
        ),
        back=OpenOwnService(service.id),
    )


def _key(turn: Turn, service: ServiceView, item: Item, page: int, on: bool) -> Button:
    label = turn._(
        "{mark} {item} · {price}",
        mark="✅" if on else "▫️",
        item=shortened(item.name, LONGEST_LABEL),
        price=turn.texts.money(usual_price(item) or 0, item.currency),
    )
    return Button(label, TickAddon(service.id, item.id, not on, page))


@flow.move(TickAddon)
def tick(turn: Turn, press: TickAddon) -> Page:
    service = our_service(turn, press.service)
    by, now = turn.person.id, turn.now
    addons.set_addon(turn.connection, service.id, press.item, by, now, on=press.on)
    return OpenAddons(service.id, press.page)


def addons_row(turn: Turn, service: ServiceView) -> tuple[Row, ...]:
    """The way there, from the service."""
    return ((Button(turn._("🍽 Offered with it"), OpenAddons(service.id)),),)
