"""Whom a promotion is for, in words."""

from markupsafe import Markup

from catalog.categories import known_category
from chat.turn import Turn
from promotions.audiences import Audience, Bought, Near
from wording.kinds import kind_name


def audience_words(turn: Turn, audience: Audience) -> Markup:
    """The audience as a line of a page."""
    match audience:
        case Near(radius=radius, label=place):
            distance = turn.texts.distance(radius)
            return turn._("Within {distance} of {place}", distance=distance, place=place)
        case Bought(category=category):
            kind = kind_name(turn, known_category(category))
            return turn._("Bought from: {kind}", kind=kind)
        case _:
            return turn._("Everyone who agreed to offers")


def reached_words(turn: Turn, count: int) -> Markup:
    """How many people that is at this moment."""
    if count == 0:
        return turn._("Nobody would get it now")
    return turn.ngettext(
        "{number} person would get it now", "{number} people would get it now", count
    )
