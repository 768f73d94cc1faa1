"""The tables of menus: sections, their items, groups of options, and how orders are picked up."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    text,
)

from database.metadata import Identity, Instant, metadata


class SectionColumns(TypedColumns):
    """A part of a location's menu. With minutes of the local day it is served only between them."""

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    name: Named[str]
    position: Named[int]
    from_minute: Named[int | None]
    until_minute: Named[int | None]
    archived_at: Named[datetime | None] = Column(Instant)


class ItemColumns(TypedColumns):
    """Something of a menu. `diets` and `allergens` are codes with spaces between.

    Without `daily_stock` it is not counted; on `sold_out_on`, a local day, there is no more of it.
    """

    id = Column(Identity, primary_key=True)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"), index=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    section_id: Named[int] = Column(Identity, ForeignKey("menu_sections.id"), index=True)
    name: Named[str]
    description: Named[str] = Column(Text)
    price: Named[int] = Column(BigInteger)  # minor units, before options
    currency: Named[str] = Column(String(3))
    tax_basis_points: Named[int | None]  # of the price, which includes it
    photo: Named[str | None]
    diets: Named[str]
    allergens: Named[str]
    daily_stock: Named[int | None]
    sold_out_on: Named[date | None] = Column(Date)
    position: Named[int]
    active: Named[bool]
    archived_at: Named[datetime | None] = Column(Instant)  # taken off; what was ordered of it stays


class GroupColumns(TypedColumns):
    """A choice to make of an item: at least so many of its options, and at most."""

    id = Column(Identity, primary_key=True)
    item_id: Named[int] = Column(Identity, ForeignKey("menu_items.id"), index=True)
    name: Named[str]
    least: Named[int]
    most: Named[int]
    position: Named[int]
    archived_at: Named[datetime | None] = Column(Instant)


class OptionColumns(TypedColumns):
    """One of the things that may be chosen, and what it changes of the price."""

    id = Column(Identity, primary_key=True)
    group_id: Named[int] = Column(Identity, ForeignKey("option_groups.id"), index=True)
    name: Named[str]
    price_difference: Named[int] = Column(BigInteger)
    is_default: Named[bool]
    position: Named[int]
    archived_at: Named[datetime | None] = Column(Instant)


class PickupColumns(TypedColumns):
    """Whether and how a location hands over what was ordered for later."""

    location_id = Column(
        Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False
    )
    active: Named[bool]
    items_per_window: Named[int]  # what the kitchen can make in ten minutes
    lead_minutes: Named[int]  # the soonest is so long from now
    cancel_free_minutes: Named[int]
    prepaid_percent: Named[int] = Column(server_default=text("100"))  # of what is picked up
    table_prepaid_percent: Named[int] = Column(server_default=text("100"))
    most_unpaid: Named[int] = Column(server_default=text("20"))  # things of one guest
    collections_per_window: Named[int] = Column(server_default=text("0"))  # 0: as many as come


class ServiceAddonColumns(TypedColumns):
    """An item that guests may take along with a service when they book it."""

    service_id = Column(Identity, ForeignKey("services.id"), primary_key=True, autoincrement=False)
    item_id = Column(
        Identity, ForeignKey("menu_items.id"), primary_key=True, autoincrement=False, index=True
    )


service_addons = Table("service_addons", metadata, ServiceAddonColumns, sqlite_with_rowid=False)
menu_sections = Table(
    "menu_sections",
    metadata,
    SectionColumns,
    CheckConstraint(
        text(
            "(from_minute IS NULL) = (until_minute IS NULL) AND (from_minute IS NULL OR "
            "from_minute >= 0 AND from_minute < 1440 AND until_minute > from_minute)"
        ),
        name="hours",
    ),
)
menu_items = Table(
    "menu_items",
    metadata,
    ItemColumns,
    CheckConstraint(text("price >= 0"), name="price"),
    CheckConstraint(text("daily_stock IS NULL OR daily_stock > 0"), name="stock"),
    CheckConstraint(
        text("tax_basis_points IS NULL OR tax_basis_points BETWEEN 0 AND 10000"), name="tax"
    ),
)
option_groups = Table(
    "option_groups",
    metadata,
    GroupColumns,
    CheckConstraint(text("least >= 0 AND most > 0 AND most >= least"), name="counts"),
)
item_options = Table("item_options", metadata, OptionColumns)
pickup_settings = Table(
    "pickup_settings",
    metadata,
    PickupColumns,
    CheckConstraint(
        text("items_per_window > 0 AND lead_minutes >= 0 AND cancel_free_minutes >= 0"),
        name="counts",
    ),
    CheckConstraint(
        text(
            "prepaid_percent BETWEEN 0 AND 100 AND table_prepaid_percent BETWEEN 0 AND 100"
            " AND most_unpaid > 0"
        ),
        name="paid",
    ),
    CheckConstraint(text("collections_per_window >= 0"), name="collections"),
)
