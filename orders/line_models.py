"""The tables of what an order is made of."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from catalog.menu.menu_models import menu_items
from database.immutable import immutable
from database.metadata import Identity, Instant, Json, metadata
from orders.bills.bill_models import bills
from orders.models import only
from orders.pricing import AdjustmentKind, Funder, LineKind


class OrderLineColumns(TypedColumns):
    """So many of one thing, as it was called and priced when it was ordered.

    Money in minor units of the order's currency. A time that is only kept for a move has no lines.
    """

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    position = Column(Integer, primary_key=True, autoincrement=False)  # from 1 on
    kind: Named[str] = Column(String(10))  # orders.pricing.LineKind
    service_id: Named[int | None] = Column(Identity, ForeignKey("services.id"))
    title: Named[str]
    quantity: Named[int]
    unit_price: Named[int] = Column(BigInteger)
    amount: Named[int] = Column(BigInteger)
    item_id: Named[int | None] = Column(Identity, ForeignKey(menu_items.c.id))
    options: Named[list[Any] | None] = Column(Json)  # orders.pricing.LineOption as they were
    note: Named[str] = Column(String(140), server_default="")
    tax_basis_points: Named[int | None]
    bill_id: Named[int | None] = Column(Identity, ForeignKey(bills.c.id))


class OrderAdjustmentColumns(TypedColumns):
    """What is added to an order's lines, or taken off: a discount is below zero, all others above.

    In minor units of the order's currency. `reason` is the words that the guest reads.
    """

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    position = Column(Integer, primary_key=True, autoincrement=False)  # from 1 on
    kind: Named[str] = Column(String(10))  # orders.pricing.AdjustmentKind
    amount: Named[int] = Column(BigInteger)
    funder: Named[str] = Column(String(10))  # orders.pricing.Funder
    reason: Named[str]
    made_by: Named[int | None] = Column(Identity, ForeignKey("people.id"), index=True)
    at = Column(Instant, nullable=False)


class LineRefundColumns(TypedColumns):
    """So many of a line could not be had, and what went back for them; never changed."""

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    position: Named[int]
    quantity: Named[int]
    amount: Named[int] = Column(BigInteger)
    refund_id: Named[int | None] = Column(Identity, ForeignKey("refunds.id"), unique=True)
    made_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    at = Column(Instant, nullable=False)


order_lines = Table(
    "order_lines",
    metadata,
    OrderLineColumns,
    CheckConstraint(text(f"kind IN {tuple(map(str, LineKind))}"), name="kind"),
    CheckConstraint(
        text(
            "(kind = 'service') = (service_id IS NOT NULL)"
            " AND (kind = 'item') = (item_id IS NOT NULL)"
            " AND (kind = 'bill') = (bill_id IS NOT NULL)"
        ),
        name="what",
    ),
    CheckConstraint(text("position > 0 AND quantity > 0 AND unit_price >= 0"), name="counts"),
    CheckConstraint(text("amount = unit_price * quantity"), name="amount"),
    Index("ix_order_lines_bill_id", "bill_id", **only("bill_id IS NOT NULL")),
    sqlite_with_rowid=False,
)
order_adjustments = Table(
    "order_adjustments",
    metadata,
    OrderAdjustmentColumns,
    CheckConstraint(text(f"kind IN {tuple(map(str, AdjustmentKind))}"), name="kind"),
    CheckConstraint(text(f"funder IN {tuple(map(str, Funder))}"), name="funder"),
    CheckConstraint(text("amount <> 0 AND (kind = 'discount') = (amount < 0)"), name="amount"),
    CheckConstraint(text("position > 0"), name="position"),
    sqlite_with_rowid=False,
)
line_refunds = Table(
    "line_refunds",
    metadata,
    LineRefundColumns,
    ForeignKeyConstraint(
        ["order_id", "position"], ["order_lines.order_id", "order_lines.position"]
    ),
    CheckConstraint(text("quantity > 0 AND amount >= 0"), name="counts"),
    CheckConstraint(text("(amount > 0) = (refund_id IS NOT NULL)"), name="refund"),
)

immutable(line_refunds)
