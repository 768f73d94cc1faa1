"""A menu as its own people see it: also what is not on offer, and what was taken off."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, Select, bindparam, exists, select

from catalog.menu import option_text
from catalog.menu.choices import Group, choices_of
from catalog.menu.menu_models import menu_items, menu_sections
from catalog.models import locations


@dataclass(frozen=True, slots=True)
class OwnSection:
    """A section with the number of items that stand in it."""

    id: int
    merchant_id: int
    location_id: int
    name: str
    from_minute: int | None
    until_minute: int | None
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item, with its options as they may be typed. Money is in minor units."""

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
    diets: str
    allergens: str
    daily_stock: int | None
    active: bool
    archived_at: datetime | None
    sold_out: bool
    groups: tuple[Group, ...]

    @property
    def options(self) -> str:
        return option_text.written(self.groups, self.currency)


def own_sections(
    connection: Connection, location_id: int, *, taken_off: bool = False
) -> tuple[OwnSection, ...]:
    """In their order."""
    gone = menu_sections.c.archived_at
    query = (
        _sections()
        .where(menu_sections.c.location_id == location_id)
        .where(gone.is_not(None) if taken_off else gone.is_(None))
        .order_by(menu_sections.c.position, menu_sections.c.id)
    )
    return tuple(OwnSection(*row) for row in connection.execute(query))


def has_sections(connection: Connection, merchant_id: int) -> bool:
    """Whether a menu was begun at any of its places."""
    return bool(connection.execute(_begun(), {"merchant": merchant_id}).scalar_one())


@cache
def _begun() -> Select[bool]:
    here = menu_sections.c.merchant_id == bindparam("merchant")
    return select(exists().where(here, menu_sections.c.archived_at.is_(None)))


def own_section(connection: Connection, section_id: int) -> OwnSection | None:
    row = connection.execute(_section_by_id(), {"section": section_id}).one_or_none()
    return None if row is None else OwnSection(*row)


def own_items(
    connection: Connection, section_ids: Sequence[int], now: datetime, *, taken_off: bool = False
) -> dict[int, list[OwnItem]]:
    """By section, in their order."""
    gone = menu_items.c.archived_at
    query = (
        _items()
        .where(menu_items.c.section_id.in_(section_ids))
        .where(gone.is_not(None) if taken_off else gone.is_(None))
        .order_by(menu_items.c.position, menu_items.c.id)
    )
    found: dict[int, list[OwnItem]] = defaultdict(list)
    for each in _read(connection, query, now):
        found[each.section_id].append(each)
    return found


def own_item(connection: Connection, item_id: int, now: datetime) -> OwnItem | None:
    rows = connection.execute(_item_by_id(), {"item": item_id}).all()
    found = _views(connection, rows, now)
    return found[0] if found else None


def briefly(connection: Connection, item_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """(name, currency) of these, by id."""
    table = menu_items.c
    query = select(table.id, table.name, table.currency).where(table.id.in_(item_ids))
    return {row.id: (row.name, row.currency) for row in connection.execute(query)}


def section_names(connection: Connection, section_ids: Sequence[int]) -> dict[int, str]:
    table = menu_sections.c
    query = select(table.id, table.name).where(table.id.in_(section_ids))
    return {row.id: row.name for row in connection.execute(query)}


def _sections() -> Select[*tuple[Any, ...]]:
    table = menu_sections.c
    return select(
        table.id,
        table.merchant_id,
        table.location_id,
        table.name,
        table.from_minute,
        table.until_minute,
        table.archived_at,
    )


@cache
def _section_by_id() -> Select[*tuple[Any, ...]]:
    return _sections().where(menu_sections.c.id == bindparam("section"))


def _items() -> Select[*tuple[Any, ...]]:
    return select(menu_items, locations.c.zone).join(
        locations, locations.c.id == menu_items.c.location_id
    )


@cache
def _item_by_id() -> Select[*tuple[Any, ...]]:
    return _items().where(menu_items.c.id == bindparam("item"))


def _read(connection: Connection, query: Select[*tuple[Any, ...]], now: datetime) -> list[OwnItem]:
    return _views(connection, connection.execute(query).all(), now)


def _views(
    connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]], now: datetime
) -> list[OwnItem]:
    choices = choices_of(connection, [row.id for row in rows])
    return [_item(row, choices[row.id].groups, now) for row in rows]


def _item(row: Row[*tuple[Any, ...]], groups: tuple[Group, ...], now: datetime) -> OwnItem:
    return OwnItem(
        id=row.id,
        merchant_id=row.merchant_id,
        location_id=row.location_id,
        section_id=row.section_id,
        name=row.name,
        description=row.description,
        price=row.price,
        currency=row.currency,
        tax_basis_points=row.tax_basis_points,
        photo=row.photo,
        diets=row.diets,
        allergens=row.allergens,
        daily_stock=row.daily_stock,
        active=row.active,
        archived_at=row.archived_at,
        sold_out=row.sold_out_on == now.astimezone(ZoneInfo(row.zone)).date(),
        groups=groups,
    )
