"""What a menu says of food in a word: for whom it is made, and what in it some cannot eat."""

from collections.abc import Collection, Mapping

from markupsafe import Markup

from chat.turn import Turn


def diet_names(turn: Turn) -> Mapping[str, Markup]:
    """By their codes."""
    return {
        "vegan": turn._("vegan"),
        "vegetarian": turn._("vegetarian"),
        "halal": turn._("halal"),
        "kosher": turn._("kosher"),
        "gluten_free": turn._("gluten-free"),
        "lactose_free": turn._("lactose-free"),
    }


def allergen_names(turn: Turn) -> Mapping[str, Markup]:
    """The fourteen that must be said in Europe, by their codes."""
    return {
        "gluten": turn._("gluten"),
        "crustaceans": turn._("crustaceans"),
        "eggs": turn._("eggs"),
        "fish": turn._("fish"),
        "peanuts": turn._("peanuts"),
        "soy": turn._("soy"),
        "milk": turn._("milk"),
        "nuts": turn._("nuts"),
        "celery": turn._("celery"),
        "mustard": turn._("mustard"),
        "sesame": turn._("sesame"),
        "sulphites": turn._("sulphites"),
        "lupin": turn._("lupin"),
        "molluscs": turn._("molluscs"),
    }


def diets_words(turn: Turn, diets: Collection[str]) -> Markup | None:
    """For whom it is made; None where nothing is said."""
    names = [name for code, name in diet_names(turn).items() if code in diets]
    return turn._("🌱 {diets}", diets=turn.texts.listed(names)) if names else None


def allergens_words(turn: Turn, allergens: Collection[str]) -> Markup | None:
    """What is in it; None where nothing is said."""
    names = [name for code, name in allergen_names(turn).items() if code in allergens]
    return turn._("Contains: {allergens}", allergens=turn.texts.listed(names)) if names else None
