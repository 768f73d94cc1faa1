"""How the fields of a service stand together in a form, and what stands in them before anybody types."""

from typing import Any

from markupsafe import Markup

from catalog import durations
from catalog.service_fields import BOUNDS, Kind, ServiceField
from chat.turn import Turn
from database.money import in_digits

F = ServiceField
GROUPS: tuple[tuple[ServiceField, ...], ...] = (
    (F.NAME, F.DESCRIPTION),
    (F.PRICE, F.WAS_PRICE, F.TAX, F.USES, F.VALID_DAYS),
    (F.DURATION, F.STEP, F.BUFFER_BEFORE, F.BUFFER_AFTER),
    (F.CAPACITY, F.MAX_SEATS, F.LEAD, F.HORIZON, F.AT_HOME),
    (F.CANCEL_FREE, F.LATE_CANCEL, F.NO_SHOW, F.REFUND_UNUSED),
    (F.PAY_AT_SHOP, F.DEPOSIT_PERCENT, F.DEPOSIT),
)


def group_names(turn: Turn) -> tuple[Markup, ...]:
    """Of `GROUPS`, in their order."""
    return (
        turn._("Name and text"),
        turn._("Price"),
        turn._("Time"),
        turn._("Places"),
        turn._("Terms of cancelling"),
        turn._("How it is paid"),
    )


def written(turn: Turn, field: ServiceField, value: Any, currency: str) -> str:
    """A value as it may be typed: what stands in the field before anybody types."""
    kind = BOUNDS[field].kind
    if value is None:
        return ""
    if kind is Kind.MONEY:
        return in_digits(value, currency)
    if kind is Kind.RATE:
        return f"{value / 100:g}"
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
