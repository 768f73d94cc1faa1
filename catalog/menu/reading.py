"""STUB."""
from dataclasses import dataclass
from datetime import date
from sqlalchemy import select
from catalog.menu.menu_models import *
@dataclass(frozen=True)
class Option:
    id: int; name: str; price_difference: int; is_default: bool
@dataclass(frozen=True)
class Group:
    id: int; name: str; least: int; most: int; options: tuple
@dataclass(frozen=True)
class Item:
    id: int; merchant_id: int; location_id: int; name: str; price: int; currency: str
    tax_basis_points: int | None; daily_stock: int | None; sold_out_on: date | None
    orderable: bool; from_minute: int | None; until_minute: int | None; groups: tuple
def items(connection, ids):
    found = {}
    for r in connection.execute(select(menu_items, menu_sections.c.from_minute, menu_sections.c.until_minute, menu_sections.c.archived_at.label("sa")).join(menu_sections, menu_sections.c.id == menu_items.c.section_id).where(menu_items.c.id.in_(ids))).all():
        groups = []
        for g in connection.execute(select(option_groups).where(option_groups.c.item_id == r.id, option_groups.c.archived_at.is_(None))).all():
            opts = tuple(Option(o.id, o.name, o.price_difference, o.is_default) for o in connection.execute(select(item_options).where(item_options.c.group_id == g.id, item_options.c.archived_at.is_(None))).all())
            groups.append(Group(g.id, g.name, g.least, g.most, opts))
        found[r.id] = Item(r.id, r.merchant_id, r.location_id, r.name, r.price, r.currency, r.tax_basis_points, r.daily_stock, r.sold_out_on, r.active and r.archived_at is None and r.sa is None, r.from_minute, r.until_minute, tuple(groups))
    return found
