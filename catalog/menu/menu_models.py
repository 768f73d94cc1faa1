"""STUB of j6's tables."""
from datetime import date
from typing import Any
from sqlalchemy import BigInteger, Column, Date, ForeignKey, Named, String, Table, Text, TypedColumns
from database.metadata import Identity, Instant, metadata

class S(TypedColumns):
    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    name: Named[str]
    position: Named[int]
    from_minute: Named[int | None]
    until_minute: Named[int | None]
    archived_at = Column(Instant)
class I(TypedColumns):
    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    section_id: Named[int] = Column(Identity, ForeignKey("menu_sections.id"))
    name: Named[str]
    description: Named[str] = Column(Text)
    price: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    tax_basis_points: Named[int | None]
    photo: Named[str | None]
    diets: Named[str]
    allergens: Named[str]
    daily_stock: Named[int | None]
    sold_out_on: Named[date | None] = Column(Date)
    position: Named[int]
    active: Named[bool]
    archived_at = Column(Instant)
class G(TypedColumns):
    id = Column(Identity, primary_key=True)
    item_id: Named[int] = Column(Identity, ForeignKey("menu_items.id"))
    name: Named[str]
    least: Named[int]
    most: Named[int]
    position: Named[int]
    archived_at = Column(Instant)
class O(TypedColumns):
    id = Column(Identity, primary_key=True)
    group_id: Named[int] = Column(Identity, ForeignKey("option_groups.id"))
    name: Named[str]
    price_difference: Named[int] = Column(BigInteger)
    is_default: Named[bool]
    position: Named[int]
    archived_at = Column(Instant)
class P(TypedColumns):
    location_id = Column(Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False)
    active: Named[bool]
    items_per_window: Named[int]
    lead_minutes: Named[int]
    cancel_free_minutes: Named[int]
menu_sections = Table("menu_sections", metadata, S)
menu_items = Table("menu_items", metadata, I)
option_groups = Table("option_groups", metadata, G)
item_options = Table("item_options", metadata, O)
pickup_settings = Table("pickup_settings", metadata, P)
