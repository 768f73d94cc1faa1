"""Why something of a menu, or of a cart, is not to be had like that."""

from markupsafe import Markup

from catalog.menu.errors import ChoiceRefused, TooFewChosen, TooManyChosen
from chat.turn import Turn
from orders import CartLine
from orders.pricing import Changed


def choice_words(turn: Turn, error: ChoiceRefused) -> Markup:
    """What is wrong with what is chosen of its options."""
    if isinstance(error, TooFewChosen):
        return turn.ngettext(
            "Please choose {number} of “{group}”.",
            "Please choose at least {number} of “{group}”.",
            error.least,
            group=error.group,
        )
    if isinstance(error, TooManyChosen):
        return turn.ngettext(
            "Of “{group}” you can have {number}.",
            "Of “{group}” you can have at most {number}.",
            error.most,
            group=error.group,
        )
    return turn._("That option isn't available any more. Please choose again.")


def changed_words(turn: Turn, line: CartLine, currency: str) -> Markup | None:
    """What became of a line of a cart since it was put in."""
    if line.what is Changed.PRICE and line.was is not None:
        before = turn.texts.money(line.was, currency)
        return turn._("❗ The price has changed: it was {before} each.", before=before)
    if line.what is Changed.FEWER:
        left = line.left or 0
        return turn.ngettext("❗ Only {number} is left.", "❗ Only {number} are left.", left)
    if line.what is Changed.SOLD_OUT:
        return turn._("❌ Sold out today.")
    if line.what is Changed.GONE:
        return turn._("❌ Not on the menu any more.")
    if line.what is Changed.CHOICE:
        return turn._("❌ No longer available like that. Please choose again.")
    return None
