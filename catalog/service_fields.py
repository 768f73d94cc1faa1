"""What a merchant may set of a service, by short names that fit a button, and within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from catalog.amounts import LARGEST
from catalog.price_list import LONGEST_DURATION, MOST_SEATS

LONGEST_NAME = 60
"""Fits a button beside the price."""

LONGEST_DESCRIPTION = 500
DAY = 1440


class Kind(StrEnum):
    """How a value is asked for and read."""

    TEXT = "text"
    MONEY = "money"
    TIME = "time"
    """A length of time, in minutes."""
    NUMBER = "number"
    DAYS = "days"
    PERCENT = "percent"
    RATE = "rate"
    """Per cent with two digits behind the point, kept in basis points."""
    CHOICE = "choice"
    """Yes or no."""


class ServiceField(StrEnum):
    """One of a service's fields."""

    NAME = "name"
    DESCRIPTION = "about"
    PRICE = "price"
    WAS_PRICE = "was"
    DURATION = "lasts"
    STEP = "step"
    BUFFER_BEFORE = "before"
    BUFFER_AFTER = "after"
    CAPACITY = "seats"
    MAX_SEATS = "party"
    LEAD = "lead"
    HORIZON = "horizon"
    USES = "uses"
    VALID_DAYS = "valid"
    TAX = "tax"
    CANCEL_FREE = "free-until"
    LATE_CANCEL = "late"
    NO_SHOW = "no-show"
    REFUND_UNUSED = "unused"
    AT_HOME = "at-home"
    PAY_AT_SHOP = "at-shop"
    DEPOSIT_PERCENT = "part"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where the value stands and what it may be; without it where it is `optional`."""

    column: str
    kind: Kind
    least: int = 0
    most: int = 1
    optional: bool = False


F = ServiceField
BOUNDS: Mapping[ServiceField, Bounds] = MappingProxyType(
    {
        F.NAME: Bounds("name", Kind.TEXT, 1, LONGEST_NAME),
        F.DESCRIPTION: Bounds("description", Kind.TEXT, 0, LONGEST_DESCRIPTION, optional=True),
        F.PRICE: Bounds("price", Kind.MONEY, 0, LARGEST),
        F.WAS_PRICE: Bounds("was_price", Kind.MONEY, 0, LARGEST, optional=True),
        F.DURATION: Bounds("duration_minutes", Kind.TIME, 5, LONGEST_DURATION, optional=True),
        F.STEP: Bounds("step_minutes", Kind.TIME, 5, LONGEST_DURATION),
        F.BUFFER_BEFORE: Bounds("buffer_before_minutes", Kind.TIME, 0, LONGEST_DURATION),
        F.BUFFER_AFTER: Bounds("buffer_after_minutes", Kind.TIME, 0, LONGEST_DURATION),
        F.CAPACITY: Bounds("capacity", Kind.NUMBER, 1, MOST_SEATS),
        F.MAX_SEATS: Bounds("max_seats", Kind.NUMBER, 1, MOST_SEATS),
        F.LEAD: Bounds("lead_minutes", Kind.TIME, 0, 30 * DAY),
        F.HORIZON: Bounds("horizon_days", Kind.DAYS, 1, 180),
        F.USES: Bounds("uses", Kind.NUMBER, 1, 100),
        F.VALID_DAYS: Bounds("valid_days", Kind.DAYS, 1, 3 * 365),
        F.TAX: Bounds("tax_basis_points", Kind.RATE, 0, 10_000, optional=True),
        F.CANCEL_FREE: Bounds("cancel_free_minutes", Kind.TIME, 0, 30 * DAY),
        F.LATE_CANCEL: Bounds("late_cancel_percent", Kind.PERCENT, 0, 100),
        F.NO_SHOW: Bounds("no_show_percent", Kind.PERCENT, 0, 100),
        F.REFUND_UNUSED: Bounds("refund_unused", Kind.CHOICE),
        F.AT_HOME: Bounds("at_home", Kind.CHOICE),
        F.PAY_AT_SHOP: Bounds("pay_at_shop", Kind.CHOICE),
        F.DEPOSIT_PERCENT: Bounds("deposit_percent", Kind.PERCENT, 1, 99, optional=True),
        F.DEPOSIT: Bounds("deposit", Kind.MONEY, 1, LARGEST, optional=True),
    }
)


PLANS: Mapping[ServiceField, Any] = MappingProxyType(
    {F.PAY_AT_SHOP: False, F.DEPOSIT_PERCENT: None, F.DEPOSIT: None}
)
"""How a service is paid, and what stands there where it is paid in another way."""


def field_of(column: str) -> ServiceField | None:
    """The field that a column holds; None for one that is not asked for by itself."""
    return next((field for field, each in BOUNDS.items() if each.column == column), None)
