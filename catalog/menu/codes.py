"""The marks of an item: for whom it is, and what in it some must not eat."""

import re
from enum import StrEnum
from typing import TypeVar


class Diet(StrEnum):
    """For whom it is."""

    VEGAN = "vegan"
    VEGETARIAN = "vegetarian"
    HALAL = "halal"
    KOSHER = "kosher"
    GLUTEN_FREE = "gluten_free"
    LACTOSE_FREE = "lactose_free"


class Allergen(StrEnum):
    """The fourteen that European law wants said."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGGS = "eggs"
    FISH = "fish"
    PEANUTS = "peanuts"
    SOY = "soy"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


Mark = TypeVar("Mark", Diet, Allergen)
BETWEEN = re.compile(r"[,;|\n，；、،؛]")


class NoMark(ValueError):
    """A word that is none of the marks."""


def marks(text: str, kind: type[Mark]) -> tuple[Mark, ...]:
    """Those that are named, in their own order: `vegan, gluten free`. Raises NoMark."""
    found = {each for part in BETWEEN.split(text) for each in _named(part, kind)}
    return tuple(each for each in kind if each in found)


def _named(part: str, kind: type[Mark]) -> list[Mark]:
    """A mark of several words, or several marks with spaces between."""
    words = part.casefold().replace("-", " ").replace("_", " ").split()
    whole = "_".join(words)
    if whole in set(kind):
        return [kind(whole)]
    known = part.casefold().replace("-", "_").split()
    unknown = [each for each in known if each not in set(kind)]
    if unknown:
        raise NoMark(unknown[0])
    return [kind(each) for each in known]
