"""A menu and what was chosen from it, by the actions to which other pages link."""

from dataclasses import dataclass
from datetime import date

from chat.action import Hour, Move, Page


@dataclass(frozen=True, slots=True)
class OpenMenu(Page):
    """What can be ordered at a location: a section of it (the first one served now), a page of that."""

    code = "menu"
    location: int
    section: int | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenItem(Page):
    """One thing of a menu, with what is `chosen` of its options (None: as it is usually had)."""

    code = "item"
    item: int
    chosen: str | None = None
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class OpenCart(Page):
    """What the person has chosen at a location, a page of it."""

    code = "cart"
    location: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenCartLine(Page):
    """One line of what was chosen, to be changed or commented on."""

    code = "cartl"
    location: int
    position: int


@dataclass(frozen=True, slots=True)
class OpenLineOptions(Page):
    """The options of a line, with what would be `chosen` of them (None: as it stands in the cart)."""

    code = "clo"
    location: int
    position: int
    chosen: str | None = None


@dataclass(frozen=True, slots=True)
class OpenPickupTimes(Page):
    """When it can be picked up: on a day, from an hour on."""

    code = "fetchat"
    location: int
    day: date | None = None
    hour: Hour | None = None


@dataclass(frozen=True, slots=True)
class OpenCollectionTimes(Page):
    """When it can be collected from the guest: on a day, from an hour on."""

    code = "colat"
    location: int
    day: date | None = None
    hour: Hour | None = None


@dataclass(frozen=True, slots=True)
class OrderAgain(Move):
    """Fill the cart with what an order of the person had, as far as it is to be had still."""

    code = "again"
    order: int


@dataclass(frozen=True, slots=True)
class SameAgain(Move):
    """The same as that order had, as soon as possible, and let me pay."""

    code = "same"
    order: int
