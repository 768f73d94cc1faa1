"""Where a place comes to its guests, by the actions of whoever sets it."""

from dataclasses import dataclass
from enum import StrEnum

from chat.action import Move, Page, given
from database.point import Point


class AreaField(StrEnum):
    """What is asked of an area."""

    RADIUS = "radius"
    FEE = "fee"
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class OpenVisitPlaces(Page):
    """From which of its addresses a merchant goes to guests, a page of them."""

    code = "vis-where"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenVisits(Page):
    """Where a place comes to, for what, and how fast."""

    code = "vis"
    location: int


@dataclass(frozen=True, slots=True)
class OpenArea(Page):
    """One service area."""

    code = "vis-area"
    area: int


@dataclass(frozen=True, slots=True)
class AskNewArea(Page):
    """How far a new circle goes, or the corners of a drawn area."""

    code = "vis-new"
    location: int


@dataclass(frozen=True, slots=True)
class AddCircle(Move):
    """A circle of so many metres around the place."""

    code = "vis-add"
    location: int
    radius: int


@dataclass(frozen=True, slots=True)
class TypeArea(Move):
    """A radius in kilometres, or the corners of an area, typed or pasted."""

    code = "vis-type"
    location: int
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskAreaField(Page):
    """Ask for one thing of an area."""

    code = "vis-ask"
    area: int
    field: AreaField


@dataclass(frozen=True, slots=True)
class SetAreaField(Move):
    """A value, pressed: metres, or minor units."""

    code = "vis-set"
    area: int
    field: AreaField
    value: int


@dataclass(frozen=True, slots=True)
class GiveAreaField(Move):
    """A value, typed."""

    code = "vis-say"
    area: int
    field: AreaField
    text: str = given("")


@dataclass(frozen=True, slots=True)
class AskAreaCentre(Page):
    """Ask around which point a circle is."""

    code = "vis-mid"
    area: int


@dataclass(frozen=True, slots=True)
class GiveAreaCentre(Move):
    """That point: shared, pressed on the map, or typed."""

    code = "vis-at"
    area: int
    point: Point | None = given(None)
    text: str = given("")


@dataclass(frozen=True, slots=True)
class CentreOnPlace(Move):
    """Around the place itself again."""

    code = "vis-home"
    area: int


@dataclass(frozen=True, slots=True)
class AskDropArea(Page):
    """Whether the place is to come there no more."""

    code = "vis-drop"
    area: int


@dataclass(frozen=True, slots=True)
class DropArea(Move):
    """The place comes there no more."""

    code = "vis-gone"
    area: int


@dataclass(frozen=True, slots=True)
class AskSpeed(Page):
    """Ask how fast whoever goes to guests travels."""

    code = "vis-speed"
    location: int


@dataclass(frozen=True, slots=True)
class SetSpeed(Move):
    """So many kilometres an hour."""

    code = "vis-kmh"
    location: int
    kmh: int


@dataclass(frozen=True, slots=True)
class TypeSpeed(Move):
    """Likewise, typed."""

    code = "vis-fast"
    location: int
    text: str = given("")
