"""What a merchant may set of an item, by short names that fit a button, and within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from catalog.amounts import LARGEST

LONGEST_NAME = 60
LONGEST_DESCRIPTION = 500
MOST_STOCK = 10_000


class ItemField(StrEnum):
    """One of an item's fields."""

    NAME = "item"
    DESCRIPTION = "text"
    PRICE = "costs"
    OPTIONS = "options"
    DIETS = "diets"
    ALLERGENS = "allergens"
    STOCK = "stock"
    TAX = "tax"


class ItemKind(StrEnum):
    """How a value is asked for and read."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    RATE = "rate"
    """Per cent with two digits behind the point, kept in basis points."""
    MARKS = "marks"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True)
class ItemBounds:
    """Where the value stands and what it may be; without it where it is `optional`."""

    column: str
    kind: ItemKind
    least: int = 0
    most: int = 0
    optional: bool = False


F = ItemField
ITEM_BOUNDS: Mapping[ItemField, ItemBounds] = MappingProxyType(
    {
        F.NAME: ItemBounds("name", ItemKind.TEXT, 1, LONGEST_NAME),
        F.DESCRIPTION: ItemBounds(
            "description", ItemKind.TEXT, 0, LONGEST_DESCRIPTION, optional=True
        ),
        F.PRICE: ItemBounds("price", ItemKind.MONEY, 0, LARGEST),
        F.OPTIONS: ItemBounds("options", ItemKind.OPTIONS, optional=True),
        F.DIETS: ItemBounds("diets", ItemKind.MARKS, optional=True),
        F.ALLERGENS: ItemBounds("allergens", ItemKind.MARKS, optional=True),
        F.STOCK: ItemBounds("daily_stock", ItemKind.NUMBER, 1, MOST_STOCK, optional=True),
        F.TAX: ItemBounds("tax_basis_points", ItemKind.RATE, 0, 10_000, optional=True),
    }
)


def item_field_of(column: str) -> ItemField | None:
    """The field that a column holds; None for one that is not asked for by itself."""
    return next((field for field, each in ITEM_BOUNDS.items() if each.column == column), None)
