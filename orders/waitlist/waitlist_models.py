"""The table of those who wait for a time that is sold out."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    func,
    text,
)

from database.metadata import Identity, Instant, metadata


class WaitState(StrEnum):
    """Where a guest's wait stands."""

    WAITING = "waiting"
    OFFERED = "offered"  # seats were held for them: the order tells what came of it
    LEFT = "left"
    MISSED = "missed"  # nothing could be held for them when their turn came
    OVER = "over"  # the time has come and nothing freed up


class WaitlistColumns(TypedColumns):
    """One guest's wish for seats of one start. The first of those who wait has the lowest id.

    Of a visit to their home it is for any start of a day, from `starts_at` until `day_ends_at`: whether
    one is free depends on their address (WGS 84), a copy that goes with the wait.
    """

    id = Column(Identity, primary_key=True)
    guest_id: Named[int] = Column(Identity, ForeignKey("people.id"))
    service_id: Named[int] = Column(Identity, ForeignKey("services.id"))
    starts_at = Column(Instant, nullable=False)
    seats: Named[int]
    state: Named[str] = Column(String(8))
    source_id: Named[int | None] = Column(Identity, ForeignKey("sources.id"))
    joined_at = Column(Instant, nullable=False)
    order_id: Named[int | None] = Column(Identity, ForeignKey("orders.id"))  # that holds the seats
    offered_at: Named[datetime | None] = Column(Instant)
    day_ends_at: Named[datetime | None] = Column(Instant)
    latitude: Named[float | None] = Column(Double)
    longitude: Named[float | None] = Column(Double)
    address: Named[str] = Column(String(200), server_default="")
    address_note: Named[str] = Column(String(140), server_default="")


def _waiting() -> dict[str, Any]:
    condition = text("state = 'waiting'")
    return {"sqlite_where": condition, "postgresql_where": condition}


def until() -> ColumnElement[datetime]:
    """Until when a wait can come true."""
    return func.coalesce(waitlist.c.day_ends_at, waitlist.c.starts_at)


WITHOUT_ADDRESS: Mapping[str, Any] = MappingProxyType(
    {"latitude": None, "longitude": None, "address": "", "address_note": ""}
)
"""As a wait is once it is over."""

waitlist = Table(
    "waitlist",
    metadata,
    WaitlistColumns,
    CheckConstraint(text(f"state IN {tuple(map(str, WaitState))}"), name="state"),
    CheckConstraint(text("seats > 0"), name="seats"),
    CheckConstraint(text("(state = 'offered') <= (order_id IS NOT NULL)"), name="offered"),
    CheckConstraint(text("day_ends_at IS NULL OR day_ends_at > starts_at"), name="day"),
    CheckConstraint(text("(latitude IS NULL) = (longitude IS NULL)"), name="point"),
    CheckConstraint(
        text("(latitude IS NOT NULL) = (day_ends_at IS NOT NULL AND state = 'waiting')"),
        name="address",
    ),
    Index("ix_waitlist_guest", "guest_id", "state"),
    Index("ix_waitlist_joined_at", "joined_at"),
    Index("ix_waitlist_next", "service_id", "starts_at", "id", **_waiting()),
    Index("uq_waitlist_guest", "guest_id", "service_id", "starts_at", unique=True, **_waiting()),
)
