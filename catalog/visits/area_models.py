"""The table of the areas in which a place comes to its guests."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Named,
    String,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, Json, metadata

NEAREST, FURTHEST = 100, 100_000
"""In metres: what a circle may have for a radius."""


class ServiceAreaColumns(TypedColumns):
    """A circle around the location or another centre, or a ring that was drawn; money in minor units.

    A ring is the corners of an area, each as [latitude, longitude], WGS 84; the last is joined to
    the first.
    """

    id = Column(Identity, primary_key=True)
    location_id: Named[int] = Column(Identity, ForeignKey("locations.id"), index=True)
    radius_metres: Named[int | None]
    ring: Named[list[Any] | None] = Column(Json)
    name: Named[str] = Column(String(60))  # of a ring: how the merchant calls it
    fee: Named[int] = Column(BigInteger)
    least_order: Named[int] = Column(BigInteger)
    currency: Named[str] = Column(String(3))
    centre_latitude: Named[float | None] = Column(Double)  # of a circle elsewhere (WGS 84)
    centre_longitude: Named[float | None] = Column(Double)


service_areas = Table(
    "service_areas",
    metadata,
    ServiceAreaColumns,
    CheckConstraint(text("(radius_metres IS NULL) <> (ring IS NULL)"), name="shape"),
    CheckConstraint(text(f"radius_metres BETWEEN {NEAREST} AND {FURTHEST}"), name="radius"),
    CheckConstraint(text("fee >= 0 AND least_order >= 0"), name="money"),
)
