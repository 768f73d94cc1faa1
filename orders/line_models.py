"""The tables of what an order is made of."""

from datetime import datetime
from enum import StrEnum
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

OPEN = "state = 'open'"
ONLY_OPEN: dict[str, Any] = {"sqlite_where": text(OPEN), "postgresql_where": text(OPEN)}


class ReplacementState(StrEnum):
    """Where a question stands of something else instead of a line; only an open one has an answer to come."""

    OPEN = "open"
    ACCEPTED = "accepted"  # a line of its own stands for it
    DECLINED = "declined"  # the guest would rather have the money
    EXPIRED = "expired"  # likewise, without an answer
    WITHDRAWN = "withdrawn"  # likewise, as its place asks no more
    OVER = "over"  # the order ended before, with all of its money


class OrderLineColumns(TypedColumns):
    """So many of one thing, as it was called and priced when it was ordered.

    Money in minor units of the order's currency. A time that is only kept for a move has no lines.
    A line that its order's guest pays for somebody else at their table was `taken_from` that one's cart.
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
    taken_from: Named[int | None] = Column(Identity, ForeignKey("orders.id"))  # whose cart it was


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


class LineReplacementColumns(TypedColumns):
    """Something else that a guest is asked to take for so many of a line, until a moment.

    `price` is the item's own, `unit_price` what it costs here: never more than the line's. `refund_id` is
    of what it costs less.
    """

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    position: Named[int]
    quantity: Named[int]
    item_id: Named[int] = Column(Identity, ForeignKey(menu_items.c.id))
    title: Named[str]
    options: Named[list[Any] | None] = Column(Json)  # orders.pricing.LineOption
    price: Named[int] = Column(BigInteger)
    unit_price: Named[int] = Column(BigInteger)
    tax_basis_points: Named[int | None]
    state: Named[str] = Column(String(10))  # ReplacementState
    asked_by: Named[int] = Column(Identity, ForeignKey("people.id"), index=True)
    asked_at = Column(Instant, nullable=False)
    until: Named[datetime] = Column(Instant)
    answered_at: Named[datetime | None] = Column(Instant)
    new_position: Named[int | None]
    refund_id: Named[int | None] = Column(Identity, ForeignKey("refunds.id"), unique=True)


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
    Index("ix_order_lines_taken_from", "taken_from", **only("taken_from IS NOT NULL")),
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
line_replacements = Table(
    "line_replacements",
    metadata,
    LineReplacementColumns,
    ForeignKeyConstraint(
        ["order_id", "position"], ["order_lines.order_id", "order_lines.position"]
    ),
    CheckConstraint(text(f"state IN {tuple(map(str, ReplacementState))}"), name="state"),
    CheckConstraint(
        text("quantity > 0 AND unit_price >= 0 AND unit_price <= price"), name="counts"
    ),
    CheckConstraint(text("(state = 'accepted') = (new_position IS NOT NULL)"), name="accepted"),
    Index("uq_line_replacements_open", "order_id", "position", unique=True, **ONLY_OPEN),
    Index("ix_line_replacements_until", "until", **ONLY_OPEN),
    sqlite_autoincrement=True,
)

immutable(line_refunds)
