"""The table of which places bring what was ordered from their menus; their areas say where to."""

from sqlalchemy import Column, ForeignKey, Named, Table, TypedColumns, false

from database.metadata import Identity, metadata


class DeliverySettingColumns(TypedColumns):
    """Whether a location brings what is ordered there; `service_areas` says where to, and for how much."""

    location_id = Column(
        Identity, ForeignKey("locations.id"), primary_key=True, autoincrement=False
    )
    active: Named[bool]
    collects: Named[bool] = Column(server_default=false())  # it is fetched from its guest before


delivery_settings = Table("delivery_settings", metadata, DeliverySettingColumns)
