"""What of a menu is offered along with a service: marked by its merchant, taken by guests who book it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, delete, select

from catalog.changes import Change, Subject, record
from catalog.menu import reading
from catalog.menu.choosing import usual_price
from catalog.menu.errors import AddonsFull, ItemUnknown
from catalog.menu.menu_models import service_addons
from catalog.menu.reading import Item
from catalog.services import Service, ours
from catalog.views import ServiceView
from database.inserting import insert_for

MOST = 6
"""So many fit the page on which a booking is paid."""


def set_addon(
    connection: Connection, service_id: int, item_id: int, by: int, now: datetime, *, on: bool
) -> None:
    """Whether an item of the same place is offered along with a service; again it changes nothing."""
    service = ours(connection, service_id, by)
    there = chosen(connection, service_id)
    if on == (item_id in there):
        return
    if on:
        check(connection, service, item_id, now)
        if len(there) >= MOST:
            raise AddonsFull(service_id, MOST)
        new = insert_for(connection, service_addons).on_conflict_do_nothing()
        connection.execute(new.values(service_id=service_id, item_id=item_id))
    else:
        row = (service_addons.c.service_id == service_id, service_addons.c.item_id == item_id)
        connection.execute(delete(service_addons).where(*row))
    with_it = {"offered_with": service.name}
    before, after = ({}, with_it) if on else (with_it, {})
    about = (service.merchant_id, by, Subject.ITEM, item_id)
    record(connection, Change(*about, before, after), now)


def check(connection: Connection, service: Service, item_id: int, now: datetime) -> None:
    """Of the same place and currency, and to be had as it is."""
    item = reading.item(connection, item_id, now)
    if item is None or (item.location_id, item.currency) != (service.location_id, service.currency):
        raise ItemUnknown(item_id)
    if usual_price(item) is None:
        raise ItemUnknown(item_id)


def chosen(connection: Connection, service_id: int) -> frozenset[int]:
    """The items that are marked, whether they can be had or not."""
    query = select(service_addons.c.item_id).where(service_addons.c.service_id == service_id)
    return frozenset(connection.execute(query).scalars())


def offered(connection: Connection, service_id: int, at: datetime) -> list[Item]:
    """Those that can be had along with it at a moment, in the order of the menu."""
    found = reading.items(connection, sorted(chosen(connection, service_id)), at)
    return [each for each in found.values() if not each.sold_out and usual_price(each) is not None]


def offerable(connection: Connection, service: ServiceView, now: datetime) -> list[Item]:
    """All of its place's menu that can be had as it is, in the service's money."""
    local = now.astimezone(ZoneInfo(service.zone))
    menu = reading.menu_at(connection, service.location_id, local)
    return [
        each
        for section in menu.sections
        for each in section.items
        if each.currency == service.currency and usual_price(each) is not None
    ]
