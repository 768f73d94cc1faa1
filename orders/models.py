"""The tables of the order backend; every state change is a compare-and-swap on them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    UniqueConstraint,
    text,
)

from database.immutable import immutable
from database.metadata import Identity, Instant, Json, metadata


class OrderState(StrEnum):
    """Where an order stands; the arrows between them are `orders.rules.EDGES`."""

    DRAFT = "draft"  # a cart: it takes nothing, and nobody but its guest knows of it
    HELD = "held"  # seats kept for the time of paying
    LAPSED = "lapsed"  # not paid in time; seats free again
    PLACED = "placed"  # paid or free, the code is out; the merchant has yet to answer
    CONFIRMED = "confirmed"  # the merchant expects the guest
    REDEEMED = "redeemed"  # every use of the code was made
    DECLINED = "declined"  # the merchant said no, or nothing in time; refunded
    CANCELLED = "cancelled"  # by the guest, the merchant or an operator; refunded by the terms
    EXPIRED = "expired"  # unused on its last day; refunded by the terms


class Fulfilment(StrEnum):
    """Where an order is had."""

    VISIT = "visit"  # a service, where it is given
    PICKUP = "pickup"  # taken away at the counter
    TABLE = "table"  # brought to a table
    HOME = "home"  # a service, given where its guest is
    DELIVERY = "delivery"
    COUNTER = "counter"  # had already: only to be paid


OF_SERVICES = (Fulfilment.VISIT, Fulfilment.HOME)
"""What is booked; everything else but a bill is of a menu."""

WITHOUT_CLAIMS = (*OF_SERVICES, Fulfilment.COUNTER)
"""What takes its time alone, or nothing: the others are of a menu, and begin as carts."""


class Account(StrEnum):
    """Where money is. Escrow is the guests'; payable is the merchants'."""

    WORLD = "world"
    ESCROW = "escrow"
    PAYABLE = "payable"
    COMMISSION = "commission"
    PROMOTION = "promotion"
    REFUND_DUE = "refund_due"
    FEES = "fees"  # what providers charge the market for disputes


class SlotColumns(TypedColumns):
    """A counter for one start of a service with plain capacity, made at its first hold."""

    id = Column(Identity, primary_key=True)
    service_id: Named[int] = Column(Identity, ForeignKey("services.id"))
    starts_at = Column(Instant, nullable=False)
    capacity: Named[int]
    held: Named[int]
    booked: Named[int]


class OrderColumns(TypedColumns):
    """What a guest wants, holds, paid for or had. Money in minor units, times in UTC.

    A hold is an order in state `held`; a booking is a placed or confirmed order with a start.
    `chosen_resource_id` is whom the guest asked for, where that was not anyone.
    A hold that keeps the time to which its place would move a booking names it in `proposed_for`.
    What is ordered from a menu has no service; a cart has a start only once it is held.
    What is brought to a table belongs to a sitting there.
    """

    id = Column(Identity, primary_key=True)
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    service_id: Named[int | None] = Column(Identity, ForeignKey("services.id"))
    slot_id: Named[int | None] = Column(Identity, ForeignKey("slots.id"))
    resource_id: Named[int | None] = Column(Identity, ForeignKey("resources.id"))
    chosen_resource_id: Named[int | None] = Column(Identity, ForeignKey("resources.id"))
    room: Named[int | None]  # seats that the resource had for this start when they were taken
    starts_at: Named[datetime | None] = Column(Instant)
    ends_at: Named[datetime | None] = Column(Instant)
    occupied_from: Named[datetime | None] = Column(Instant)  # buffers included
    occupied_until: Named[datetime | None] = Column(Instant)
    seats: Named[int]
    total: Named[int] = Column(BigInteger)  # of its lines
    currency: Named[str] = Column(String(3))
    title: Named[str]  # what it is called in lists: the names of its lines
    uses: Named[int]
    terms = Column(Json, nullable=False)  # orders.rules.Terms as they were when it was ordered
    state: Named[str] = Column(String(10))
    held_until: Named[datetime | None] = Column(Instant)  # of a cart: so long it is kept untouched
    confirm_by: Named[datetime | None] = Column(Instant)
    valid_until: Named[datetime | None] = Column(Instant)  # the code's last moment
    ask_at: Named[datetime | None] = Column(Instant)  # whether they came, of the staff
    note: Named[str]
    source_id: Named[int | None] = Column(Identity, ForeignKey("sources.id"), index=True)
    created_at = Column(Instant, nullable=False)
    placed_at: Named[datetime | None] = Column(Instant)
    proposed_for: Named[int | None] = Column(Identity, ForeignKey("orders.id"))
    fulfilment: Named[str] = Column(String(10), server_default=Fulfilment.VISIT)
    pickup_at: Named[datetime | None] = Column(Instant)  # chosen; else as soon as possible
    collect_at: Named[datetime | None] = Column(Instant)  # from its guest; likewise
    ready_at: Named[datetime | None] = Column(Instant)  # it waits at the counter
    with_items: Named[bool] = Column(server_default=text("false"))  # of a visit: of a menu, too
    at_counter: Named[int] = Column(
        BigInteger, server_default=text("0")
    )  # of the total, paid there
    counter_settled: Named[bool] = Column(server_default=text("false"))  # or written off
    sitting_id: Named[int | None] = Column(Identity, ForeignKey("sittings.id"))


class OrderHistoryColumns(TypedColumns):
    """One state change of an order: who, when, why."""

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), index=True)
    from_state: Named[str] = Column(String(10))
    to_state: Named[str] = Column(String(10))
    reason: Named[str] = Column(String(20))
    actor_id: Named[int | None] = Column(Identity, ForeignKey("people.id"))
    at = Column(Instant, nullable=False)


class VoucherColumns(TypedColumns):
    """The right to one service, or to several uses of it, by one code."""

    id = Column(Identity, primary_key=True)
    order_id: Named[int] = Column(Identity, ForeignKey("orders.id"), unique=True)
    code: Named[str] = Column(String(11), unique=True)
    uses: Named[int]
    used: Named[int]
    state: Named[str] = Column(String(10))  # valid or void
    issued_at = Column(Instant, nullable=False)


class RedemptionColumns(TypedColumns):
    """One use of a voucher at the counter, and by whom."""

    id = Column(Identity, primary_key=True)
    voucher_id: Named[int] = Column(Identity, ForeignKey("vouchers.id"))
    use: Named[int]
    staff_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    nonce: Named[str] = Column(String(64), unique=True)  # the same press again is the same use
    at = Column(Instant, nullable=False)


class PostingColumns(TypedColumns):
    """One movement of money between two accounts; never changed, corrected by another.

    It is for an order, or the payout of a settlement.
    """

    id = Column(Identity, primary_key=True)
    source: Named[str] = Column(String(12))
    destination: Named[str] = Column(String(12))
    amount: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    purpose: Named[str] = Column(String(20))
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    order_id: Named[int | None] = Column(Identity, ForeignKey("orders.id"), index=True)
    payment_id: Named[int | None] = Column(Identity, ForeignKey("payments.id"))
    refund_id: Named[int | None] = Column(Identity, ForeignKey("refunds.id"))
    redemption_id: Named[int | None] = Column(Identity, ForeignKey("redemptions.id"))
    settlement_id: Named[int | None] = Column(Identity, ForeignKey("settlements.id"))
    at = Column(Instant, nullable=False)


class RatingColumns(TypedColumns):
    """What a guest thought of it, once for each redeemed order.

    It counts, and is read by others, unless an operator hid it or its guest took it back.
    """

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    merchant_id: Named[int] = Column(Identity, ForeignKey("merchants.id"))
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"))
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    stars: Named[int]
    words: Named[str] = Column(Text)
    at = Column(Instant, nullable=False)
    changed_at: Named[datetime | None] = Column(Instant)
    hidden_at: Named[datetime | None] = Column(Instant)
    taken_back_at: Named[datetime | None] = Column(Instant)
    helpful: Named[int] = Column(server_default=text("0"))  # as many pressed so


def only(condition: str) -> dict[str, Any]:
    """An index of few rows, on either engine."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


slots = Table(
    "slots",
    metadata,
    SlotColumns,
    UniqueConstraint("service_id", "starts_at"),
    CheckConstraint(
        text("held >= 0 AND booked >= 0 AND held + booked <= capacity"), name="capacity"
    ),
)
orders = Table(
    "orders",
    metadata,
    OrderColumns,
    CheckConstraint(text(f"state IN {tuple(map(str, OrderState))}"), name="state"),
    CheckConstraint(text("seats > 0 AND uses > 0"), name="counts"),
    CheckConstraint(text("total >= 0"), name="total"),
    CheckConstraint(text("at_counter BETWEEN 0 AND total"), name="at_counter"),
    CheckConstraint(
        text("state NOT IN ('draft', 'held') OR held_until IS NOT NULL"), name="held_until"
    ),
    CheckConstraint(text(f"fulfilment IN {tuple(map(str, Fulfilment))}"), name="fulfilment"),
    CheckConstraint(text("fulfilment <> 'visit' OR service_id IS NOT NULL"), name="what"),
    CheckConstraint(text("(fulfilment = 'table') = (sitting_id IS NOT NULL)"), name="sitting"),
    Index("ix_orders_guest", "guest_id", "state"),
    Index("ix_orders_merchant", "merchant_id", "starts_at"),
    Index("ix_orders_merchant_placed", "merchant_id", "placed_at"),
    Index("ix_orders_placed_at", "placed_at"),
    Index("ix_orders_created_at", "created_at"),
    Index("ix_orders_slot", "slot_id"),
    Index("ix_orders_resource", "resource_id", "occupied_from"),
    Index("ix_orders_held", "held_until", **only("state = 'held' AND held_until IS NOT NULL")),
    Index("ix_orders_draft", "held_until", **only("state = 'draft'")),
    Index("uq_orders_draft", "guest_id", "location_id", unique=True, **only("state = 'draft'")),
    Index("ix_orders_of_menus", "merchant_id", "starts_at", **only("service_id IS NULL")),
    Index("ix_orders_at_counter", "merchant_id", "starts_at", **only("at_counter > 0")),
    Index(
        "ix_orders_left_at_counter",
        "merchant_id",
        "starts_at",
        **only(
            "at_counter >= 1 AND NOT counter_settled"
            " AND state IN ('placed', 'confirmed', 'redeemed')"
        ),
    ),
    Index("ix_orders_sitting", "sitting_id", **only("sitting_id IS NOT NULL")),
    Index("ix_orders_placed", "confirm_by", **only("state = 'placed'")),
    Index("ix_orders_open", "valid_until", **only("state IN ('placed', 'confirmed')")),
    Index("ix_orders_to_ask", "ask_at", **only("state IN ('placed', 'confirmed')")),
    Index(
        "ix_orders_upcoming",
        "starts_at",
        **only("state IN ('placed', 'confirmed') AND starts_at IS NOT NULL"),
    ),
    Index(
        "uq_orders_hold_of_slot",
        *("guest_id", "service_id", "starts_at"),
        unique=True,
        **only("state = 'held' AND starts_at IS NOT NULL AND proposed_for IS NULL"),
    ),
    Index(
        "uq_orders_proposal",
        "proposed_for",
        unique=True,
        **only("state = 'held' AND proposed_for IS NOT NULL"),
    ),
    Index(
        "uq_orders_hold_without_slot",
        *("guest_id", "service_id"),
        unique=True,
        **only("state = 'held' AND starts_at IS NULL"),
    ),
)
order_history = Table("order_history", metadata, OrderHistoryColumns)
vouchers = Table(
    "vouchers",
    metadata,
    VoucherColumns,
    CheckConstraint(text("used >= 0 AND used <= uses"), name="used"),
    CheckConstraint(text("state IN ('valid', 'void')"), name="state"),
)
redemptions = Table(
    "redemptions",
    metadata,
    RedemptionColumns,
    UniqueConstraint("voucher_id", "use"),
    Index("ix_redemptions_at", "at"),
)
ledger_postings = Table(
    "ledger_postings",
    metadata,
    PostingColumns,
    CheckConstraint(text("amount > 0"), name="amount"),
    CheckConstraint(text("source <> destination"), name="accounts"),
    CheckConstraint(text("order_id IS NOT NULL OR settlement_id IS NOT NULL"), name="what_for"),
    Index("ix_ledger_postings_merchant", "merchant_id", "at"),
    Index("ix_ledger_postings_at", "at"),
    Index(
        "uq_ledger_postings_settlement",
        "settlement_id",
        unique=True,
        **only("settlement_id IS NOT NULL"),
    ),
)
ratings = Table(
    "ratings",
    metadata,
    RatingColumns,
    CheckConstraint(text("stars BETWEEN 1 AND 5"), name="stars"),
    Index("ix_ratings_newest", "merchant_id", "at"),
    Index("ix_ratings_helpful", "merchant_id", "helpful", "at"),
)

prepaid = orders.c.total - orders.c.at_counter
"""What of an order's total is paid before it is placed."""

immutable(order_history)
immutable(redemptions)
immutable(ledger_postings)
