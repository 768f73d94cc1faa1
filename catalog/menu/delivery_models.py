"""The table of which places bring what was ordered from their menus, how far, and for how much."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Named,
    Table,
    TypedColumns,
    text,
)

from database.metadata import Identity, metadata


class DeliverySettingColumns(TypedColumns):
    """Whether and how far a location brings. Money in minor units of what its menu costs."""

    location_id = Column(
        Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False
    )
    active: Named[bool]
    radius_meters: Named[int]
    fee: Named[int] = Column(BigInteger)
    least: Named[int] = Column(BigInteger)  # for less nobody sets out


delivery_settings = Table(
    "delivery_settings",
    metadata,
    DeliverySettingColumns,
    CheckConstraint(text("radius_meters > 0 AND fee >= 0 AND least >= 0"), name="numbers"),
)
