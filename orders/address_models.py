"""The table of where orders are brought or done: the address that was agreed with each."""

from datetime import datetime

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    false,
)

from database.metadata import Identity, Instant, metadata


class OrderAddressColumns(TypedColumns):
    """The guest's address as it was when it was ordered (WGS 84); theirs may change, this does not.

    It goes once the order is over and its time to be kept has passed.
    """

    order_id = Column(Identity, ForeignKey("orders.id"), primary_key=True, autoincrement=False)
    latitude: Named[float] = Column(Double)
    longitude: Named[float] = Column(Double)
    text: Named[str] = Column(String(200))
    note: Named[str] = Column(String(140))
    given_at = Column(Instant, nullable=False)
    way_minutes: Named[int | None]  # of a visit: from its place to there, and as long back
    travel_kmh: Named[int | None]  # at this speed
    left_at: Named[datetime | None] = Column(Instant)  # whoever comes is on their way
    collects: Named[bool] = Column(server_default=false())  # it is fetched from there before


order_addresses = Table(
    "order_addresses",
    metadata,
    OrderAddressColumns,
    Index("ix_order_addresses_given_at", "given_at"),
)
