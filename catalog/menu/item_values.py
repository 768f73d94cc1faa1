"""Typed answers as values of an item's fields, or a refusal that says what would do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from catalog.cleaning import clean
from catalog.errors import NumberOutOfRange, NumberUnreadable, PriceUnpayable
from catalog.menu import option_text
from catalog.menu.codes import Allergen, Diet, NoMark, marks
from catalog.menu.errors import MarkUnknown, OptionsUnreadable
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField, ItemKind
from catalog.typed_values import amount, check_words, rate, whole, words
from database.money import LimitsOf

Read = Callable[[int, ItemField, str, str], Any]


def value_of(item_id: int, field: ItemField, text: str, currency: str) -> Any:
    """What was meant; raises the refusals of a field. Nothing typed is nothing, where that may be."""
    bounds = ITEM_BOUNDS[field]
    if bounds.optional and not text.strip():
        return nothing(field)
    value = READERS[bounds.kind](item_id, field, text, currency)
    check(item_id, field, value)
    return value


def nothing(field: ItemField) -> Any:
    """What stands where an optional field has no value."""
    kind = ITEM_BOUNDS[field].kind
    if kind is ItemKind.OPTIONS:
        return ()
    return "" if kind in {ItemKind.TEXT, ItemKind.MARKS} else None


def check(item_id: int, field: ItemField, value: Any) -> None:
    """Raise what is wrong with a value that the field does not hold, however it came."""
    bounds = ITEM_BOUNDS[field]
    if bounds.kind is ItemKind.TEXT:
        check_words(item_id, field, value, bounds)
    if bounds.kind in {ItemKind.MONEY, ItemKind.NUMBER, ItemKind.RATE}:
        missing = value is None and not bounds.optional
        if missing or (value is not None and not bounds.least <= value <= bounds.most):
            raise NumberOutOfRange(item_id, field, bounds.least, bounds.most)


def check_price(item_id: int, price: int, currency: str, limits: LimitsOf) -> None:
    """Raise PriceUnpayable for what no payment comes to, however much is ordered beside it."""
    found = limits(currency)
    if found is None and price:
        raise PriceUnpayable(item_id, ItemField.PRICE, 0, 0, currency)
    if found is not None and price > found.most:
        raise PriceUnpayable(item_id, ItemField.PRICE, 0, found.most, currency)


def _words(item_id: int, field: ItemField, text: str, _currency: str) -> str:
    return words(item_id, field, text, ITEM_BOUNDS[field])


def _number(item_id: int, field: ItemField, text: str, _currency: str) -> int:
    found = whole(text)
    if found is None:
        raise NumberUnreadable(item_id, field)
    return found


def _rate(item_id: int, field: ItemField, text: str, _currency: str) -> int:
    found = rate(text)
    if found is None:
        raise NumberUnreadable(item_id, field)
    return found


def _marks(item_id: int, field: ItemField, text: str, _currency: str) -> str:
    try:
        named = marks(text, Diet) if field is ItemField.DIETS else marks(text, Allergen)
    except NoMark as error:
        raise MarkUnknown(item_id, field, clean(str(error), 40)) from None
    return " ".join(named)


def _options(
    item_id: int, field: ItemField, text: str, currency: str
) -> tuple[option_text.GroupWanted, ...]:
    try:
        return option_text.read(text, currency)
    except option_text.NoOptions as error:
        raise OptionsUnreadable(item_id, field, error.fault, clean(error.part, 80)) from None


READERS: Mapping[ItemKind, Read] = MappingProxyType(
    {
        ItemKind.TEXT: _words,
        ItemKind.MONEY: amount,
        ItemKind.NUMBER: _number,
        ItemKind.RATE: _rate,
        ItemKind.MARKS: _marks,
        ItemKind.OPTIONS: _options,
    }
)
