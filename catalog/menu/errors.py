"""What menus and choices from them refuse, each carrying the objects that a sentence needs."""

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
