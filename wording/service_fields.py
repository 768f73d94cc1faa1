"""What the fields of a service are called, what they are for, and how their values read."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from catalog.service_fields import BOUNDS, Kind, ServiceField
from chat.turn import Turn
from wording.figures import percent

F = ServiceField
SHOWN_TEXT = 120


def field_name(turn: Turn, field: ServiceField) -> Markup:
    """As a button says it."""
    names = {
        F.NAME: turn._("Name"),
        F.DESCRIPTION: turn._("Description"),
        F.PRICE: turn._("Price"),
        F.WAS_PRICE: turn._("Price before"),
        F.DURATION: turn._("Duration"),
        F.STEP: turn._("Time between starts"),
        F.BUFFER_BEFORE: turn._("Break before"),
        F.BUFFER_AFTER: turn._("Break after"),
        F.CAPACITY: turn._("Places at a time"),
        F.MAX_SEATS: turn._("Most per booking"),
        F.LEAD: turn._("Shortest notice"),
        F.HORIZON: turn._("How far ahead"),
        F.USES: turn._("Uses"),
        F.VALID_DAYS: turn._("Valid for"),
        F.TAX: turn._("Tax rate"),
        F.CANCEL_FREE: turn._("Free cancellation"),
        F.LATE_CANCEL: turn._("Late cancellation fee"),
        F.NO_SHOW: turn._("No-show fee"),
        F.REFUND_UNUSED: turn._("Refund if unused"),
        F.AT_HOME: turn._("At the guest's home"),
        F.PAY_AT_SHOP: turn._("Pay at the shop"),
        F.DEPOSIT_PERCENT: turn._("Deposit in percent"),
        F.DEPOSIT: turn._("Deposit per person"),
    }
    return names[field]


def question(turn: Turn, field: ServiceField) -> Markup:
    """What it decides, for whoever is asked for it."""
    questions = {
        F.NAME: turn._("What is it called? Guests see this first."),
        F.DESCRIPTION: turn._("What do guests get? A sentence or two is enough."),
        F.PRICE: turn._("What does it cost for one person?"),
        F.WAS_PRICE: turn._("What did it cost before? Guests see it crossed out."),
        F.DURATION: turn._("How long does it take? Without a fixed time, guests come any time."),
        F.STEP: turn._("How far apart are the times that guests can choose?"),
        F.BUFFER_BEFORE: turn._("How long do you need to prepare before each booking?"),
        F.BUFFER_AFTER: turn._("How long do you need to clean up after each booking?"),
        F.CAPACITY: turn._("How many people can come at the same time?"),
        F.MAX_SEATS: turn._("For how many people is one booking at most?"),
        F.LEAD: turn._("How long before the start must guests have booked?"),
        F.HORIZON: turn._("How many days ahead can guests book?"),
        F.USES: turn._("How often can one code be used?"),
        F.VALID_DAYS: turn._("For how many days is a code without a fixed time good?"),
        F.TAX: turn._("Which tax rate does the price include? In percent."),
        F.CANCEL_FREE: turn._("Until how long before the start is cancelling free?"),
        F.LATE_CANCEL: turn._("How much do you keep when a guest cancels later? In percent."),
        F.NO_SHOW: turn._("How much do you keep when nobody comes? In percent."),
        F.REFUND_UNUSED: turn._("Do guests get back what they did not use before the last day?"),
        F.AT_HOME: turn._("Do you come to the guest for it?"),
        F.PAY_AT_SHOP: turn._(
            "Do guests book without paying and pay at your counter? Whoever missed visits pays ahead."
        ),
        F.DEPOSIT_PERCENT: turn._(
            "How much do guests pay when they book? In percent; they pay the rest at your counter."
        ),
        F.DEPOSIT: turn._(
            "How much does each person pay when they book? They pay the rest at your counter."
        ),
    }
    return questions[field]


def value_words(turn: Turn, field: ServiceField, value: Any, currency: str) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return nothing(turn, field)
    readers: Mapping[Kind, Callable[[], str]] = {
        Kind.TEXT: lambda: str(value),
        Kind.MONEY: lambda: turn.texts.money(value, currency) if value else turn._("free"),
        Kind.TIME: lambda: turn.texts.minutes(value),
        Kind.NUMBER: lambda: turn.texts.number(value),
        Kind.DAYS: lambda: turn.ngettext("{number} day", "{number} days", value),
        Kind.PERCENT: lambda: turn._("{number}%", number=turn.texts.number(value)),
        Kind.RATE: lambda: percent(turn.texts, value / 100),
        Kind.CHOICE: lambda: turn._("yes") if value else turn._("no"),
    }
    return readers[BOUNDS[field].kind]()


def nothing(turn: Turn, field: ServiceField) -> Markup:
    """What stands where a field has no value."""
    if field is F.TAX:
        return turn._("the usual one")
    return turn._("no fixed time") if field is F.DURATION else turn._("none")
