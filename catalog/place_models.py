"""The tables of places that guests type, and of all the names they may type for them."""

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
)

from database.metadata import Identity, metadata


class PlaceColumns(TypedColumns):
    """A place guests may type: a district, a street, a town that the catalogue knows."""

    id = Column(Identity, primary_key=True)
    name: Named[str]
    folded: Named[str] = Column(Text, index=True)
    kind: Named[str] = Column(String(10))
    within: Named[str]  # the town that a street or district is in, or empty
    latitude: Named[float] = Column(Double)
    longitude: Named[float] = Column(Double)
    weight: Named[int]  # how many locations stand behind it; the larger is meant first


class PlaceNameColumns(TypedColumns):
    """A name that a place is found by: its own, those in other languages, a street's without its type."""

    place_id: Named[int] = Column(Identity, ForeignKey("places.id"), primary_key=True)
    folded: Named[str] = Column(Text, primary_key=True)
    whole: Named[bool]  # one of its names as they are written, not a part or another spelling


places = Table("places", metadata, PlaceColumns, Index("ix_places_name", "name", "kind"))
place_names = Table(
    "place_names", metadata, PlaceNameColumns, Index("ix_place_names_folded", "folded")
)
