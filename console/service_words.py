"""What the fields of a service are called at the desk, what they are for, and how they are written."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from catalog import durations
from catalog.service_fields import BOUNDS, Kind, ServiceField
from chat.turn import Turn
from database.money import in_digits

F = ServiceField
GROUPS: tuple[tuple[ServiceField, ...], ...] = (
    (F.NAME, F.DESCRIPTION),
    (F.PRICE, F.WAS_PRICE, F.USES, F.VALID_DAYS),
    (F.DURATION, F.STEP, F.BUFFER_BEFORE, F.BUFFER_AFTER),
    (F.CAPACITY, F.MAX_SEATS, F.LEAD, F.HORIZON),
    (F.CANCEL_FREE, F.LATE_CANCEL, F.NO_SHOW, F.REFUND_UNUSED),
)


def group_names(turn: Turn) -> tuple[Markup, ...]:
    """Of `GROUPS`, in their order."""
    return (
        turn._("Name and text"),
        turn._("Price"),
        turn._("Time"),
        turn._("Places"),
        turn._("Terms of cancelling"),
    )


def field_name(turn: Turn, field: ServiceField) -> Markup:
    """As its label says it."""
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
        F.CANCEL_FREE: turn._("Free cancellation"),
        F.LATE_CANCEL: turn._("Late cancellation fee"),
        F.NO_SHOW: turn._("No-show fee"),
        F.REFUND_UNUSED: turn._("Refund if unused"),
    }
    return names[field]


def meaning(turn: Turn, field: ServiceField) -> Markup:
    """What it decides, below the field."""
    meanings = {
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
        F.CANCEL_FREE: turn._("Until how long before the start is cancelling free?"),
        F.LATE_CANCEL: turn._("How much do you keep when a guest cancels later? In percent."),
        F.NO_SHOW: turn._("How much do you keep when nobody comes? In percent."),
        F.REFUND_UNUSED: turn._("Do guests get back what they did not use before the last day?"),
    }
    return meanings[field]


def value_words(turn: Turn, field: ServiceField, value: Any, currency: str) -> str:
    """A value as it is read in a table."""
    if value is None or value == "":
        return turn._("no fixed time") if field is F.DURATION else turn._("none")
    readers: Mapping[Kind, Callable[[], str]] = {
        Kind.TEXT: lambda: str(value),
        Kind.MONEY: lambda: turn.texts.money(value, currency) if value else turn._("free"),
        Kind.TIME: lambda: turn.texts.minutes(value),
        Kind.NUMBER: lambda: turn.texts.number(value),
        Kind.DAYS: lambda: turn.ngettext("{number} day", "{number} days", value),
        Kind.PERCENT: lambda: turn._("{number}%", number=turn.texts.number(value)),
        Kind.CHOICE: lambda: turn._("yes") if value else turn._("no"),
    }
    return readers[BOUNDS[field].kind]()


def written(turn: Turn, field: ServiceField, value: Any, currency: str) -> str:
    """A value as it may be typed: what stands in the field before anybody types."""
    kind = BOUNDS[field].kind
    if value is None:
        return ""
    if kind is Kind.MONEY:
        return in_digits(value, currency)
    if kind is Kind.CHOICE:
        return "1" if value else ""
    return lasting(turn, value) if kind is Kind.TIME else str(value)


def lasting(turn: Turn, minutes: int) -> str:
    """In words where they would be read as this again, else by the clock."""
    words = str(turn.texts.minutes(minutes))
    if durations.minutes(words) == minutes:
        return words
    clock = "{}:{:02}".format(*divmod(minutes, 60))
    return clock if durations.minutes(clock) == minutes else str(minutes)
