"""A guest's addresses, by their actions; `service` or `cart` (a location's) is what one is chosen for.

Staff say that of whom they write in for a service, the `visit`.
"""

from dataclasses import dataclass
from enum import StrEnum

from chat.action import Move, Page, given
from database.point import Point


class AddressKind(StrEnum):
    """What most people call theirs."""

    HOME = "home"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class OpenAddresses(Page):
    """The addresses that the person keeps."""

    code = "addr"
    service: int | None = None
    cart: int | None = None


@dataclass(frozen=True, slots=True)
class OpenNewAddress(Page):
    """Ask where a new one is."""

    code = "addrnew"
    service: int | None = None
    cart: int | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class GiveNewAddress(Move):
    """Its place, shared, or its street, typed."""

    code = "addrgive"
    service: int | None = None
    cart: int | None = None
    visit: int | None = None
    text: str = given("")
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class OpenAddress(Page):
    """One of them, and what can be changed of it."""

    code = "addr1"
    address: int


@dataclass(frozen=True, slots=True)
class OpenAddressPoint(Page):
    """Ask where it is on the map. `again`: what was typed could not be found."""

    code = "addrat"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class GiveAddressPoint(Move):
    """Where it is, shared or typed."""

    code = "addrpt"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None
    text: str = given("")
    point: Point | None = given(None)


@dataclass(frozen=True, slots=True)
class OpenAddressPlaces(Page):
    """Which of several places its words mean."""

    code = "addrwhich"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class LocateAddress(Move):
    """It is at this one of them."""

    code = "addrs"
    address: int
    place: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class OpenAddressText(Page):
    """Ask for its street, number and town."""

    code = "addrtext"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class GiveAddressText(Move):
    """Its street, number and town."""

    code = "addrsaid"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenAddressNote(Page):
    """Ask what helps whoever comes: floor, door, bell."""

    code = "addrnote"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class GiveAddressNote(Move):
    """What helps whoever comes; with nothing typed, nothing."""

    code = "addrhelp"
    address: int
    service: int | None = None
    cart: int | None = None
    visit: int | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class OpenAddressName(Page):
    """Ask how the person calls it."""

    code = "addrname"
    address: int


@dataclass(frozen=True, slots=True)
class GiveAddressName(Move):
    """How the person calls it: as most do, or typed."""

    code = "addrcall"
    address: int
    kind: AddressKind | None = None
    text: str = given("")


@dataclass(frozen=True, slots=True)
class ChooseAddress(Move):
    """There it is to be."""

    code = "addrhere"
    address: int
    service: int | None = None
    cart: int | None = None


@dataclass(frozen=True, slots=True)
class AskDropAddress(Page):
    """Whether it is to be kept no more."""

    code = "addrdrop"
    address: int


@dataclass(frozen=True, slots=True)
class DropAddress(Move):
    """It is kept no more."""

    code = "addrgone"
    address: int
