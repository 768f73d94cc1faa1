"""Typed answers as values of a service's fields, or a refusal that says what would do."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from catalog import durations
from catalog.errors import NumberOutOfRange, NumberUnreadable, PriceUnpayable
from catalog.service_fields import BOUNDS, DAY, Kind, ServiceField
from catalog.typed_values import amount, check_words, percent, rate, whole, words
from database.money import LimitsOf


def value_of(service_id: int, field: ServiceField, text: str, currency: str) -> Any:
    """What was meant; raises the refusals of a field."""
    kind = BOUNDS[field].kind
    if kind is Kind.TEXT:
        return words(service_id, field, text, BOUNDS[field])
    if kind is Kind.MONEY:
        return amount(service_id, field, text, currency)
    read = READERS.get(kind, whole)(text)
    if read is None:
        raise NumberUnreadable(service_id, field)
    return read


def name_typed(text: str) -> str:
    """The name of a service that is not there yet."""
    return words(0, ServiceField.NAME, text, BOUNDS[ServiceField.NAME])


def days(text: str) -> int | None:
    """A number of them, or a length of time that is whole days: 30, 30 days."""
    number = whole(text)
    if number is not None:
        return number
    minutes = durations.minutes(text)
    return None if minutes is None or minutes % DAY else minutes // DAY


READERS: Mapping[Kind, Callable[[str], int | None]] = MappingProxyType(
    {Kind.TIME: durations.minutes, Kind.DAYS: days, Kind.PERCENT: percent, Kind.RATE: rate}
)


def check(service_id: int, field: ServiceField, value: Any) -> None:
    """Raise what is wrong with a value that the field does not hold, however it came."""
    bounds = BOUNDS[field]
    if bounds.kind is Kind.TEXT:
        check_words(service_id, field, value, bounds)
        return
    if value is None and bounds.optional:
        return
    if value is None or not bounds.least <= value <= bounds.most:
        raise NumberOutOfRange(service_id, field, bounds.least, bounds.most)


def check_payable(
    service_id: int, field: ServiceField, price: int, currency: str, limits: LimitsOf
) -> None:
    """Raise PriceUnpayable for what no one payment may come to."""
    found = limits(currency)
    if found is None and price:
        raise PriceUnpayable(service_id, field, 0, 0, currency)
    if found is not None and not found.take(price):
        raise PriceUnpayable(service_id, field, found.least, found.most, currency)


def most_common(values: Sequence[str], otherwise: str) -> str:
    """What most of them are, the first of those that are as many."""
    return max(values, key=values.count, default=otherwise)
