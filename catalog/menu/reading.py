"""A location's menu as guests read it: what is served now, what later, and what is sold out."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, exists, select

from catalog.menu.choices import Choices, Group, choices_of
from catalog.menu.menu_models import menu_items, menu_sections, pickup_settings
from catalog.models import locations, merchants

DAY_MINUTES = 1440


@dataclass(frozen=True, slots=True)
class Serving:
    """When a section is served, and whether it is now."""

    from_minute: int | None
    until_minute: int | None
    served: bool


@dataclass(frozen=True, slots=True)
class Item:
    """Something of a menu. `option_ids` are all that it ever had, by which old buttons count."""

    id: int
    merchant_id: int
    location_id: int
    section_id: int
    name: str
    description: str
    price: int
    currency: str
    tax_basis_points: int | None
    photo: str | None
    diets: tuple[str, ...]
    allergens: tuple[str, ...]
    daily_stock: int | None
    sold_out: bool
    serving: Serving
    groups: tuple[Group, ...]
    option_ids: tuple[int, ...]

    @property
    def served(self) -> bool:
        return self.serving.served

    @property
    def defaults(self) -> frozenset[int]:
        """The options with which it is usually had."""
        options = (each for group in self.groups for each in group.options)
        return frozenset(each.id for each in options if each.is_default)


@dataclass(frozen=True, slots=True)
class ItemBrief:
    """Something that can be had now, as a list of places names it. Money is in minor units."""

    id: int
    name: str
    price: int
    currency: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a menu."""

    id: int
    name: str
    serving: Serving
    items: tuple[Item, ...]

    @property
    def served(self) -> bool:
        return self.serving.served


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be ordered at a location."""

    location_id: int
    sections: tuple[Section, ...]


def has_menu(connection: Connection, location_id: int) -> bool:
    """Whether anything can be ordered there."""
    there = exists().where(menu_items.c.location_id == location_id, _is_offered())
    return bool(connection.execute(select(there)).scalar_one())


def places_with_menu(connection: Connection, merchant_id: int) -> frozenset[int]:
    """The merchant's locations where something can be ordered and picked up."""
    found = connection.execute(_served_of_merchant(), {"merchant": merchant_id})
    return frozenset(found.scalars())


def among_with_menu(connection: Connection, location_ids: Collection[int]) -> frozenset[int]:
    """Those of these locations where something can be ordered and picked up."""
    if not location_ids:
        return frozenset()
    found = connection.execute(_served_among(), {"locations": list(location_ids)})
    return frozenset(found.scalars())


@cache
def _served_of_merchant() -> Select[int]:
    return _served(menu_items.c.merchant_id == bindparam("merchant"))


@cache
def _served_among() -> Select[int]:
    return _served(menu_items.c.location_id.in_(bindparam("locations", expanding=True)))


def _served(where: ColumnElement[bool]) -> Select[int]:
    there = pickup_settings.c.location_id == menu_items.c.location_id
    return (
        select(menu_items.c.location_id)
        .distinct()
        .join(pickup_settings, there & pickup_settings.c.active)
        .where(where, _is_offered())
    )


def had_now(connection: Connection, location_id: int, local_now: datetime) -> tuple[ItemBrief, ...]:
    """What is served at a moment of the location's clock and not sold out, in the menu's order.

    What is served all day comes first: it is what the place is known for.
    """
    rows = connection.execute(_briefs_at(), {"location": location_id})
    served = (
        row
        for row in rows
        if is_served(row.from_minute, row.until_minute, local_now)
        and row.sold_out_on != local_now.date()
    )
    return tuple(
        ItemBrief(row.id, row.name, row.price, row.currency)
        for row in sorted(served, key=lambda row: row.from_minute is not None)
    )


def menu_at(connection: Connection, location_id: int, local_now: datetime) -> Menu:
    """All of it at a moment of the location's clock; empty sections are left out."""
    by_section: dict[int, list[Item]] = defaultdict(list)
    names: dict[int, tuple[str, Serving]] = {}
    rows = connection.execute(_items_at(), {"location": location_id}).all()
    groups = choices_of(connection, [row.id for row in rows])
    for row in rows:
        item = _item(row, groups[row.id], local_now)
        names[row.section_id] = (row.section, item.serving)
        by_section[row.section_id].append(item)
    return Menu(
        location_id,
        tuple(Section(each, *names[each], tuple(found)) for each, found in by_section.items()),
    )


def item(connection: Connection, item_id: int, now: datetime) -> Item | None:
    """One that is offered, as it is at a moment."""
    return items(connection, [item_id], now).get(item_id)


def items(connection: Connection, item_ids: Sequence[int], now: datetime) -> dict[int, Item]:
    """Those of these that are offered."""
    rows = connection.execute(_items_among(), {"items": list(item_ids)}).all()
    groups = choices_of(connection, [row.id for row in rows])
    return {row.id: _item(row, groups[row.id], now.astimezone(ZoneInfo(row.zone))) for row in rows}


def is_served(from_minute: int | None, until_minute: int | None, local_now: datetime) -> bool:
    """Whether a section is served; hours past midnight belong to the evening before."""
    if from_minute is None or until_minute is None:
        return True
    minute = local_now.hour * 60 + local_now.minute
    return any(from_minute <= each < until_minute for each in (minute, minute + DAY_MINUTES))


def _is_offered() -> ColumnElement[bool]:
    return menu_items.c.active & menu_items.c.archived_at.is_(None)


@cache
def _items_among() -> Select[*tuple[Any, ...]]:
    return _items(menu_items.c.id.in_(bindparam("items", expanding=True)))


@cache
def _items_at() -> Select[*tuple[Any, ...]]:
    return _items(menu_items.c.location_id == bindparam("location"))


@cache
def _briefs_at() -> Select[*tuple[Any, ...]]:
    item, section = menu_items.c, menu_sections.c
    named = (item.id, item.name, item.price, item.currency, item.sold_out_on)
    return _items_at().with_only_columns(*named, section.from_minute, section.until_minute)


def _items(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            menu_items,
            menu_sections.c.name.label("section"),
            menu_sections.c.from_minute,
            menu_sections.c.until_minute,
            locations.c.zone,
            merchants.c.tax_basis_points.label("usual_tax"),
        )
        .join(menu_sections, menu_sections.c.id == menu_items.c.section_id)
        .join(locations, locations.c.id == menu_items.c.location_id)
        .join(merchants, merchants.c.id == menu_items.c.merchant_id)
        .where(wanted, _is_offered(), menu_sections.c.archived_at.is_(None))
        .order_by(
            menu_sections.c.position, menu_sections.c.id, menu_items.c.position, menu_items.c.id
        )
    )


def _item(row: Row[*tuple[Any, ...]], choices: Choices, local_now: datetime) -> Item:
    served = is_served(row.from_minute, row.until_minute, local_now)
    return Item(
        id=row.id,
        merchant_id=row.merchant_id,
        location_id=row.location_id,
        section_id=row.section_id,
        name=row.name,
        description=row.description,
        price=row.price,
        currency=row.currency,
        tax_basis_points=row.usual_tax if row.tax_basis_points is None else row.tax_basis_points,
        photo=row.photo,
        diets=tuple(row.diets.split()),
        allergens=tuple(row.allergens.split()),
        daily_stock=row.daily_stock,
        sold_out=row.sold_out_on == local_now.date(),
        serving=Serving(row.from_minute, row.until_minute, served),
        groups=choices.groups,
        option_ids=choices.option_ids,
    )
