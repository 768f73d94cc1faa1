"""What is said to whoever looks after a menu, where a button is old or an answer does not do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from catalog.menu import errors
from catalog.tables.errors import TableNameTaken
from chat.turn import Turn
from handlers.merchant.service_actions import OpenAddons
from handlers.roles import merchant_desk
from handlers.sentences.explained import Explained, Sentences
from wording.menu_fields import fault_words
from wording.tables import table_title


def mark_unknown(turn: Turn, error: errors.MarkUnknown) -> Markup:
    return turn._("“{word}” is none of these.", word=error.word)


def options_unreadable(turn: Turn, error: errors.OptionsUnreadable) -> Markup:
    return fault_words(turn, error.fault, error.part)


def served_unclear(turn: Turn, _error: errors.ServedUnclear) -> Markup:
    return turn._("I can't read that. Please type one time of the day, such as 07:00-11:30.")


def table_name_taken(turn: Turn, error: TableNameTaken) -> Markup:
    return turn._("There is one already: {table}.", table=table_title(turn, error.name))


WORDS: Mapping[type[Exception], Callable[[Turn, Any], Markup]] = MappingProxyType(
    {
        errors.MarkUnknown: mark_unknown,
        errors.OptionsUnreadable: options_unreadable,
        errors.ServedUnclear: served_unclear,
        TableNameTaken: table_name_taken,
    }
)
"""Of answers that do not do."""


def item_unknown(turn: Turn, _error: errors.ItemUnknown) -> Explained:
    words = turn._("That is taken off the menu. Put it back first.")
    return Explained(words, merchant_desk(turn))


def section_unknown(turn: Turn, _error: errors.SectionUnknown) -> Explained:
    words = turn._("That section is not on this menu. Put it back first.")
    return Explained(words, merchant_desk(turn))


def place_unknown(turn: Turn, _error: errors.PlaceUnknown) -> Explained:
    return Explained(turn._("There is no such place."), merchant_desk(turn))


def menu_full(turn: Turn, error: errors.MenuFull) -> Explained:
    words = turn._(
        "There are {number} already, which is the limit. Take something off first.",
        number=turn.texts.number(error.most),
    )
    return Explained(words, merchant_desk(turn))


def addons_full(turn: Turn, error: errors.AddonsFull) -> Explained:
    words = turn._(
        "Up to {number} things can be offered with a service. Take one off first.",
        number=turn.texts.number(error.most),
    )
    return Explained(words, OpenAddons(error.service_id))


SENTENCES: Sentences = MappingProxyType(
    {
        errors.AddonsFull: addons_full,
        errors.ItemUnknown: item_unknown,
        errors.SectionUnknown: section_unknown,
        errors.PlaceUnknown: place_unknown,
        errors.MenuFull: menu_full,
    }
)
