"""What a menu tells its guests of an item: for whom it is, and what in it some cannot eat."""

from collections.abc import Collection

from markupsafe import Markup

from chat.turn import Turn
from wording.menu_fields import allergen_names, diet_names


def diets_words(turn: Turn, diets: Collection[str]) -> Markup | None:
    """For whom it is; None where nothing is said."""
    names = [name for code, name in diet_names(turn).items() if code in diets]
    return turn._("🌱 {diets}", diets=turn.texts.listed(names)) if names else None


def allergens_words(turn: Turn, allergens: Collection[str]) -> Markup | None:
    """What is in it; None where nothing is said."""
    names = [name for code, name in allergen_names(turn).items() if code in allergens]
    return turn._("Contains: {allergens}", allergens=turn.texts.listed(names)) if names else None
