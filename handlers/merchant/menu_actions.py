"""The pages of a merchant's own menu, so that they can link to each other."""

from dataclasses import dataclass

from catalog.menu.item_fields import ItemField
from catalog.menu.pickup import PickupField
from chat.action import Page


@dataclass(frozen=True, slots=True)
class OpenMenuPlaces(Page):
    """Which of a merchant's addresses, a page of them."""

    code = "menus"
    merchant: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnMenu(Page):
    """A location's menu, a page of its sections."""

    code = "own-menu"
    location: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenOwnSection(Page):
    """A section, a page of its items; or what was taken off it."""

    code = "own-sec"
    section: int
    page: int = 0
    off: bool = False


@dataclass(frozen=True, slots=True)
class OpenSectionsOff(Page):
    """The sections that were taken off."""

    code = "sec-gone"
    location: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenSectionEdit(Page):
    """What can be changed of a section."""

    code = "sec-edit"
    section: int


@dataclass(frozen=True, slots=True)
class AskNewSection(Page):
    """What a new section is called."""

    code = "sec-new"
    location: int


@dataclass(frozen=True, slots=True)
class AskSectionName(Page):
    """What a section is called from now on."""

    code = "sec-name"
    section: int


@dataclass(frozen=True, slots=True)
class AskSectionHours(Page):
    """When a section is served."""

    code = "sec-when"
    section: int


@dataclass(frozen=True, slots=True)
class AskNewItem(Page):
    """What a new item is called."""

    code = "item-new"
    section: int


@dataclass(frozen=True, slots=True)
class OpenOwnItem(Page):
    """An item as its merchant sees it."""

    code = "own-item"
    item: int


@dataclass(frozen=True, slots=True)
class OpenItemEdit(Page):
    """What can be changed of an item."""

    code = "item-edit"
    item: int


@dataclass(frozen=True, slots=True)
class AskItemField(Page):
    """What a field shall be; of an item that is being made, the `first` answer."""

    code = "item-ask"
    item: int
    field: ItemField
    first: bool = False


@dataclass(frozen=True, slots=True)
class AskItemPhoto(Page):
    """Which picture an item has."""

    code = "item-pic"
    item: int


@dataclass(frozen=True, slots=True)
class OpenItemSections(Page):
    """Into which section an item goes, a page of them."""

    code = "item-secs"
    item: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenPickup(Page):
    """Whether and how a place hands over what was ordered."""

    code = "pickup"
    location: int


@dataclass(frozen=True, slots=True)
class AskPickup(Page):
    """One of its numbers."""

    code = "pickup-ask"
    location: int
    field: PickupField
