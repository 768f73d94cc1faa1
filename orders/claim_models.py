"""The tables of what an order takes of counted things beside its time: stock, a kitchen's work, a collection."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
    text,
)

from catalog.menu.menu_models import menu_items
from database.metadata import Identity, Instant, metadata
from orders.models import only


class ClaimKind(StrEnum):
    """Of what; everybody takes them in this order."""

    STOCK = "stock"
    KITCHEN = "kitchen"
    COLLECTION = "collection"


class StockDayColumns(TypedColumns):
    """A counter for one item on one day of its place, made when it is first held."""

    id = Column(Identity, primary_key=True)
    item_id: Named[int] = Column(Identity, ForeignKey(menu_items.c.id))
    day: Named[date] = Column(Date)
    capacity: Named[int]
    held: Named[int]
    booked: Named[int]


class WindowColumns(TypedColumns):
    """Likewise for ten minutes of a place from a moment on: what its kitchen makes, or how often it collects."""

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    starts_at: Named[datetime] = Column(Instant)
    capacity: Named[int]
    held: Named[int]
    booked: Named[int]


class OrderClaimColumns(TypedColumns):
    """So much an order takes of one counter; whether held, booked or given back, its state says."""

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    position = Column(Integer, primary_key=True, autoincrement=False)  # from 1 on
    kind: Named[str] = Column(String(10))  # ClaimKind
    stock_id: Named[int | None] = Column(Identity, ForeignKey("stock_days.id"))
    window_id: Named[int | None] = Column(Identity, ForeignKey("kitchen_windows.id"))
    quantity: Named[int]
    collection_id: Named[int | None] = Column(Identity, ForeignKey("collection_windows.id"))


FITS = "held >= 0 AND booked >= 0 AND held + booked <= capacity"

stock_days = Table(
    "stock_days",
    metadata,
    StockDayColumns,
    UniqueConstraint("item_id", "day"),
    CheckConstraint(text(FITS), name="capacity"),
    Index("ix_stock_days_day", "day"),
)
kitchen_windows = Table(
    "kitchen_windows",
    metadata,
    WindowColumns,
    UniqueConstraint("location_id", "starts_at"),
    CheckConstraint(text(FITS), name="capacity"),
    Index("ix_kitchen_windows_starts_at", "starts_at"),
)
collection_windows = Table(
    "collection_windows",
    metadata,
    WindowColumns,
    UniqueConstraint("location_id", "starts_at"),
    CheckConstraint(text(FITS), name="capacity"),
    Index("ix_collection_windows_starts_at", "starts_at"),
)
order_claims = Table(
    "order_claims",
    metadata,
    OrderClaimColumns,
    CheckConstraint(text(f"kind IN {tuple(map(str, ClaimKind))}"), name="kind"),
    CheckConstraint(
        text(
            "(kind = 'stock') = (stock_id IS NOT NULL)"
            " AND (kind = 'kitchen') = (window_id IS NOT NULL)"
            " AND (kind = 'collection') = (collection_id IS NOT NULL)"
        ),
        name="what",
    ),
    CheckConstraint(text("position > 0 AND quantity > 0"), name="counts"),
    Index("ix_order_claims_stock_id", "stock_id", **only("stock_id IS NOT NULL")),
    Index("ix_order_claims_window_id", "window_id", **only("window_id IS NOT NULL")),
    Index("ix_order_claims_collection_id", "collection_id", **only("collection_id IS NOT NULL")),
    sqlite_with_rowid=False,
)
