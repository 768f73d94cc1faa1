"""What the settings of pick-up are called, what they decide, and how their values read."""

from markupsafe import Markup

from catalog.menu.pickup import COLUMNS, MINUTES, PERCENT, Pickup, PickupField
from chat.turn import Turn


def pickup_name(turn: Turn, field: PickupField) -> Markup:
    """As a button says it."""
    names = {
        PickupField.ITEMS: turn._("Items in ten minutes"),
        PickupField.LEAD: turn._("Soonest pick-up"),
        PickupField.CANCEL_FREE: turn._("Free cancellation"),
        PickupField.PREPAID: turn._("Paid ahead, picked up"),
        PickupField.TABLE_PREPAID: turn._("Paid ahead, at a table"),
        PickupField.MOST_UNPAID: turn._("Most items unpaid"),
        PickupField.COLLECTIONS: turn._("Collections in ten minutes"),
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
        PickupField.PREPAID: turn._(
            "How much of an order is paid when it's ordered to pick up, in percent? The rest is paid"
            " at your counter. Deliveries are always paid in full."
        ),
        PickupField.TABLE_PREPAID: turn._(
            "How much of an order is paid when it's ordered at a table, in percent? The rest is paid"
            " after the meal."
        ),
        PickupField.MOST_UNPAID: turn._(
            "How many items may a guest order without paying anything yet? Bigger orders are paid"
            " ahead. So are those of guests who missed visits."
        ),
        PickupField.COLLECTIONS: turn._(
            "From how many guests can your couriers collect in the same ten minutes? With 0, from as many as want it."
        ),
    }
    return questions[field]


def pickup_words(turn: Turn, field: PickupField, value: int) -> str:
    """A value as a person reads it."""
    if field is PickupField.COLLECTIONS and not value:
        return turn._("as many as want it")
    if field in MINUTES:
        return turn.texts.minutes(value)
    if field not in PERCENT:
        return turn.texts.number(value)
    if value in {0, 100}:
        return turn._("in full") if value else turn._("nothing")
    return turn._("{number}%", number=turn.texts.number(value))


def pickup_line(turn: Turn, found: Pickup, field: PickupField) -> Markup:
    """What it is called and how it is set."""
    value = pickup_words(turn, field, getattr(found, COLUMNS[field][0]))
    return turn._("{field}: <b>{value}</b>", field=pickup_name(turn, field), value=value)
