"""What the settings of pick-up are called, what they decide, and how their values read."""

from markupsafe import Markup

from catalog.menu.pickup import PickupField
from chat.turn import Turn


def pickup_name(turn: Turn, field: PickupField) -> Markup:
    """As a button says it."""
    names = {
        PickupField.ITEMS: turn._("Items in ten minutes"),
        PickupField.LEAD: turn._("Soonest pick-up"),
        PickupField.CANCEL_FREE: turn._("Free cancellation"),
    }
    return names[field]


def pickup_question(turn: Turn, field: PickupField) -> Markup:
    """What it decides, for whoever is asked for it."""
    questions = {
        PickupField.ITEMS: turn._("How many items can the kitchen make in ten minutes?"),
        PickupField.LEAD: turn._(
            "How long after ordering can something be picked up, at the soonest?"
        ),
        PickupField.CANCEL_FREE: turn._("Until how long before pick-up is cancelling free?"),
    }
    return questions[field]


def pickup_words(turn: Turn, field: PickupField, value: int) -> str:
    """A value as a person reads it."""
    if field is PickupField.ITEMS:
        return turn.texts.number(value)
    return turn.texts.minutes(value)
