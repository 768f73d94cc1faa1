"""What the fields of a menu's items are called, what they are for, and how their values read."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from catalog.menu.codes import Allergen, Diet
from catalog.menu.item_fields import ITEM_BOUNDS, ItemField, ItemKind
from catalog.menu.option_text import Fault
from chat.turn import Turn
from wording.figures import percent

F = ItemField


def item_field_name(turn: Turn, field: ItemField) -> Markup:
    """As a button says it."""
    names = {
        F.NAME: turn._("Name"),
        F.DESCRIPTION: turn._("Description"),
        F.PRICE: turn._("Price"),
        F.OPTIONS: turn._("Options"),
        F.DIETS: turn._("Diets"),
        F.ALLERGENS: turn._("Allergens"),
        F.STOCK: turn._("How many a day"),
        F.TAX: turn._("Tax rate"),
    }
    return names[field]


def item_question(turn: Turn, field: ItemField) -> Markup:
    """What it decides, for whoever is asked for it."""
    questions = {
        F.NAME: turn._("What is it called? Guests see this first."),
        F.DESCRIPTION: turn._("What is in it? A sentence is enough."),
        F.PRICE: turn._("What does one cost, before options?"),
        F.OPTIONS: turn._("What can guests choose, such as the milk or the size?"),
        F.DIETS: turn._("For whom is it?"),
        F.ALLERGENS: turn._("What of this is in it?"),
        F.STOCK: turn._("How many do you have each day? When they are gone, it is sold out."),
        F.TAX: turn._("Which tax rate does the price include? In percent."),
    }
    return questions[field]


def item_value_words(turn: Turn, field: ItemField, value: Any, currency: str) -> str:
    """A value as a person reads it."""
    kind = ITEM_BOUNDS[field].kind
    if value is None or value == "":
        return nothing(turn, field)
    if kind is ItemKind.MONEY:
        return turn.texts.money(value, currency) if value else turn._("free")
    if kind is ItemKind.NUMBER:
        return turn.texts.number(value)
    if kind is ItemKind.RATE:
        return percent(turn.texts, value / 100)
    return marks_words(turn, value) if kind is ItemKind.MARKS else str(value)


def nothing(turn: Turn, field: ItemField) -> Markup:
    """What stands where a field has no value."""
    if field is F.TAX:
        return turn._("the usual one")
    return turn._("not counted") if field is F.STOCK else turn._("none")


def marks_words(turn: Turn, codes: str) -> str:
    """Diets or allergens by what they are called."""
    names = {**diet_names(turn), **allergen_names(turn)}
    return turn.texts.listed([names[each] for each in codes.split() if each in names])


def diet_names(turn: Turn) -> Mapping[str, Markup]:
    return {
        Diet.VEGAN: turn._("vegan"),
        Diet.VEGETARIAN: turn._("vegetarian"),
        Diet.HALAL: turn._("halal"),
        Diet.KOSHER: turn._("kosher"),
        Diet.GLUTEN_FREE: turn._("gluten-free"),
        Diet.LACTOSE_FREE: turn._("lactose-free"),
    }


def allergen_names(turn: Turn) -> Mapping[str, Markup]:
    return {
        Allergen.GLUTEN: turn._("gluten"),
        Allergen.CRUSTACEANS: turn._("crustaceans"),
        Allergen.EGGS: turn._("eggs"),
        Allergen.FISH: turn._("fish"),
        Allergen.PEANUTS: turn._("peanuts"),
        Allergen.SOY: turn._("soy"),
        Allergen.MILK: turn._("milk"),
        Allergen.NUTS: turn._("nuts"),
        Allergen.CELERY: turn._("celery"),
        Allergen.MUSTARD: turn._("mustard"),
        Allergen.SESAME: turn._("sesame"),
        Allergen.SULPHITES: turn._("sulphites"),
        Allergen.LUPIN: turn._("lupin"),
        Allergen.MOLLUSCS: turn._("molluscs"),
    }


def fault_words(turn: Turn, fault: str, part: str) -> Markup:
    """What is wrong with options as they were typed, and what would do."""
    words = {
        Fault.NO_NAME: turn._("Something in “{part}” has no name.", part=part),
        Fault.NO_OPTIONS: turn._(
            "There is nothing to choose in “{part}”. Write it like “Milk: whole, oat +0.60”.",
            part=part,
        ),
        Fault.BAD_COUNTS: turn._(
            "So many can't be chosen in “{part}”. Write how many like “(1)” or “(0-3)”.", part=part
        ),
        Fault.BAD_PRICE: turn._(
            "I can't read the price in “{part}”. Write it like “oat +0.60”.", part=part
        ),
        Fault.UNCLEAR_PRICE: turn._(
            "The price in “{part}” reads in two ways. Write it like “+1200.00”.", part=part
        ),
        Fault.TWICE: turn._("A name stands twice in “{part}”.", part=part),
        Fault.TOO_LONG: turn._("A name in “{part}” is too long.", part=part),
        Fault.TOO_MANY: turn._("That is too much to choose from. Leave out what few people take."),
        Fault.TOO_MANY_DEFAULTS: turn._(
            "More is marked with * in “{part}” than can be chosen.", part=part
        ),
        Fault.BELOW_ZERO: turn._(
            "With “{part}” it could cost less than nothing. Take less off, or give it a higher price.",
            part=part,
        ),
    }
    return words[Fault(fault) if fault in set(Fault) else Fault.NO_OPTIONS]
