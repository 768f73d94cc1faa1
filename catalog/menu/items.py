"""The items of a menu: made, changed, put on offer, moved, taken off and put back.

What was ordered of an item keeps its name and its price: an order's lines say them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from catalog.cleaning import clean
from catalog.media import check as check_picture
from catalog.menu import option_text
from catalog.menu.choices import choices_of
from catalog.menu.errors import ItemUnknown, MenuFull, OptionsUnreadable, SectionUnknown
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField
from catalog.menu.item_values import check, check_price, value_of
from catalog.menu.menu_models import menu_items
from catalog.menu.option_rows import put_groups
from catalog.menu.option_text import GroupWanted
from catalog.menu.owning import (
    Owned,
    count,
    last_position,
    note,
    our_item,
    our_section,
    put,
    reorder,
)
from catalog.service_values import most_common
from database.money import LimitsOf, unlimited

MOST = 500
Values = Mapping[ItemField, Any]


def begin(  # noqa: PLR0917 - in the order in which one says it
    connection: Connection,
    section_id: int,
    name: str,
    currency: str,
    by: int | None,
    now: datetime,
) -> int:
    """A new item at the end of its section, not on offer and without a price; its id.

    In the currency of most that is on the menu, or in this one.
    """
    section = our_section(connection, section_id, by)
    if section.archived_at is not None:
        raise SectionUnknown(section_id)
    _check_room(connection, section)
    here = menu_items.c.location_id == section.location_id
    others = select(menu_items.c.currency).where(here, menu_items.c.archived_at.is_(None))
    currencies = list(connection.execute(others).scalars())
    values = {
        "merchant_id": section.merchant_id,
        "location_id": section.location_id,
        "section_id": section.id,
        "name": value_of(0, ItemField.NAME, name, currency),
        "description": "",
        "price": 0,
        "currency": most_common(currencies, currency),
        "diets": "",
        "allergens": "",
        "position": last_position(connection, menu_items, menu_items.c.section_id == section.id),
        "active": False,
    }
    row = connection.execute(insert(menu_items).values(**values).returning(menu_items)).one()
    note(connection, menu_items, row, {}, {"name": row.name}, by, now)
    return int(row.id)


def change(  # noqa: PLR0917 - likewise
    connection: Connection,
    item_id: int,
    values: Values,
    by: int | None,
    now: datetime,
    limits: LimitsOf = unlimited,
) -> bool:
    """Set some of its fields; says whether anything differed. Raises the first that cannot be."""
    row = _standing(connection, item_id, by)
    for field, value in values.items():
        check(item_id, field, value)
    if ItemField.PRICE in values:
        check_price(item_id, values[ItemField.PRICE], row.currency, limits)
    _check_choices(connection, row, values)
    plain = {
        ITEM_BOUNDS[field].column: value
        for field, value in values.items()
        if field is not ItemField.OPTIONS
    }
    changed = put(connection, menu_items, row, plain, by, now)
    if ItemField.OPTIONS in values:
        changed = _set_options(connection, row, values[ItemField.OPTIONS], by, now) or changed
    return changed


def _check_choices(connection: Connection, row: Owned, values: Values) -> None:
    """No choice may cost less than nothing."""
    field = next((each for each in (ItemField.OPTIONS, ItemField.PRICE) if each in values), None)
    if field is None:
        return
    groups = values.get(ItemField.OPTIONS)
    if groups is None:
        groups = choices_of(connection, [row.id])[row.id].groups
    if values.get(ItemField.PRICE, row.price) + option_text.cheapest(groups) < 0:
        part = clean(option_text.written(groups, row.currency), 80)
        raise OptionsUnreadable(row.id, field, option_text.Fault.BELOW_ZERO, part)


def options_text(connection: Connection, item_id: int, currency: str) -> str:
    """What is chosen of an item, as it may be typed."""
    return option_text.written(choices_of(connection, [item_id])[item_id].groups, currency)


def set_photo(
    connection: Connection, item_id: int, photo: str | None, by: int, now: datetime
) -> None:
    """Its picture by its key, or none."""
    row = _standing(connection, item_id, by)
    check_picture(connection, photo)
    put(connection, menu_items, row, {"photo": photo}, by, now)


def set_active(
    connection: Connection, item_id: int, by: int | None, now: datetime, *, active: bool
) -> None:
    """Whether guests see it."""
    put(connection, menu_items, _standing(connection, item_id, by), {"active": active}, by, now)


def move(connection: Connection, item_id: int, to: int, by: int, now: datetime) -> None:
    """To this place of its section, counted from 0."""
    row = _standing(connection, item_id, by)
    was = reorder(connection, menu_items, _of_section(connection, row.section_id), item_id, to)
    note(connection, menu_items, row, {"position": was + 1}, {"position": to + 1}, by, now)


def move_to(connection: Connection, item_id: int, section_id: int, by: int, now: datetime) -> None:
    """Into another section of the same menu, at its end."""
    row = _standing(connection, item_id, by)
    section = our_section(connection, section_id, by)
    if section.location_id != row.location_id or section.archived_at is not None:
        raise SectionUnknown(section_id)
    if section.id != row.section_id:
        last = last_position(connection, menu_items, menu_items.c.section_id == section.id)
        values = {"section_id": section.id, "position": last}
        put(connection, menu_items, row, values, by, now)


def take_off(connection: Connection, item_id: int, by: int | None, now: datetime) -> None:
    """It leaves the menu, for good or until it is put back."""
    row = our_item(connection, item_id, by)
    if row.archived_at is None:
        put(connection, menu_items, row, {"active": False, "archived_at": now}, by, now)


def put_back(connection: Connection, item_id: int, by: int | None, now: datetime) -> None:
    """One that was taken off, at the end of its section and not on offer yet."""
    row = our_item(connection, item_id, by)
    if row.archived_at is None:
        return
    _check_room(connection, row)
    here = menu_items.c.section_id == row.section_id
    last = last_position(connection, menu_items, here)
    put(connection, menu_items, row, {"archived_at": None, "position": last}, by, now)


def _check_room(connection: Connection, row: Owned) -> None:
    """On the menu that a row is of."""
    here = menu_items.c.location_id == row.location_id
    if count(connection, menu_items, here) >= MOST:
        raise MenuFull(row.merchant_id, MOST)


def _set_options(
    connection: Connection,
    row: Owned,
    groups: Sequence[GroupWanted],
    by: int | None,
    now: datetime,
) -> bool:
    before = options_text(connection, row.id, row.currency)
    after = option_text.written(groups, row.currency)
    if before == after:
        return False
    put_groups(connection, row.id, groups, now)
    note(connection, menu_items, row, {"options": before}, {"options": after}, by, now)
    return True


def _standing(connection: Connection, item_id: int, by: int | None) -> Owned:
    row = our_item(connection, item_id, by)
    if row.archived_at is not None:
        raise ItemUnknown(item_id)
    return row


def _of_section(connection: Connection, section_id: int) -> list[int]:
    query = (
        select(menu_items.c.id)
        .where(menu_items.c.section_id == section_id, menu_items.c.archived_at.is_(None))
        .order_by(menu_items.c.position, menu_items.c.id)
    )
    return list(connection.execute(query).scalars())
