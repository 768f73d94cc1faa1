"""What menus and choices from them refuse, each carrying the objects that a sentence needs."""

from catalog.errors import FieldRefused
from database.errors import Refusal


class ItemUnknown(Refusal):
    """There is no such item (any more)."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class ChoiceRefused(Refusal):
    """What was chosen of an item's options does not do."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


class TooFewChosen(ChoiceRefused):
    """Of a group more has to be chosen."""

    def __init__(self, item_id: int, group: str, least: int) -> None:
        super().__init__(item_id)
        self.group = group
        self.least = least


class TooManyChosen(ChoiceRefused):
    """Of a group not so many may be chosen."""

    def __init__(self, item_id: int, group: str, most: int) -> None:
        super().__init__(item_id)
        self.group = group
        self.most = most


class OptionGone(ChoiceRefused):
    """An option that was chosen is not offered (any more)."""


class PriceBelowZero(ChoiceRefused):
    """The options take off more than the item costs."""


class SectionUnknown(Refusal):
    """There is no such section (any more)."""

    def __init__(self, section_id: int) -> None:
        super().__init__(section_id)
        self.section_id = section_id


class MenuFull(Refusal):
    """So many sections, or items, have a place in a menu."""

    def __init__(self, merchant_id: int, most: int) -> None:
        super().__init__(merchant_id, most)
        self.merchant_id = merchant_id
        self.most = most


class PlaceUnknown(Refusal):
    """There is no such location, or it is nobody's to look after."""

    def __init__(self, location_id: int) -> None:
        super().__init__(location_id)
        self.location_id = location_id


class MarkUnknown(FieldRefused):
    """A word that is none of the diets or allergens."""

    def __init__(self, item_id: int, field: str, word: str) -> None:
        super().__init__(item_id, field)
        self.word = word


class OptionsUnreadable(FieldRefused):
    """Options that are written in no way that is read: a part of them, and an `option_text.Fault`."""

    def __init__(self, item_id: int, field: str, fault: str, part: str) -> None:
        super().__init__(item_id, field)
        self.fault = fault
        self.part = part


class ServedUnclear(FieldRefused):
    """Hours of a section that are no one span of a day."""


class AddonsFull(Refusal):
    """So many things are offered along with a service already."""

    def __init__(self, service_id: int, most: int) -> None:
        super().__init__(service_id, most)
        self.service_id = service_id
        self.most = most
