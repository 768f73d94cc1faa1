"""The table of which places bring what was ordered from their menus; their areas say where to."""

from sqlalchemy import BigInteger, Column, ForeignKey, Named, String, Table, TypedColumns, false

from database.metadata import Identity, metadata


class DeliverySettingColumns(TypedColumns):
    """Whether a location brings what is ordered there, and what it pays for that.

    `service_areas` says where to, and what guests pay.
    """

    location_id = Column(
        Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False
    )
    active: Named[bool]
    courier_fixed: Named[int | None] = Column(BigInteger)  # what each delivery pays its courier
    courier_per_km: Named[int | None] = Column(BigInteger)  # and for the way, in minor units
    courier_currency: Named[str | None] = Column(String(3))
    collects: Named[bool] = Column(server_default=false())  # it is fetched from its guest before


delivery_settings = Table("delivery_settings", metadata, DeliverySettingColumns)
