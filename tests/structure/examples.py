"""Values for the fields of actions and refusals, the largest that can be packed."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chat.action import GIVEN, Action, Hour
from database.money import Limits

LARGEST: Mapping[type, Any] = MappingProxyType(
    {
        bool: True,
        int: 2**31 - 1,
        Hour: Hour(23),
        str: "a" * 20,
        date: date(2999, 12, 31),
        datetime: datetime(2999, 12, 31, 23, 59, tzinfo=UTC),
    }
)


def of_action(kind: type[Action]) -> Action:
    """An action with every field filled as long as it gets."""
    hints = typing.get_type_hints(kind)
    values = {
        field.name: value(hints[field.name])
        for field in fields(kind)
        if GIVEN not in field.metadata
    }
    return kind(**values)


def value(hint: Any) -> Any:
    """Something of a type; of an optional one, never None."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if issubclass(hint, StrEnum):
        return max(hint, key=len)
    return LARGEST[hint]


def of_refusal(kind: type[Exception]) -> Exception:
    """A refusal with something in each of its places."""
    if "__init__" not in {name for each in kind.__mro__[:-3] for name in vars(each)}:
        return kind()
    hints = typing.get_type_hints(kind.__init__)
    return kind(*(place(hint) for name, hint in hints.items() if name != "return"))


def place(hint: Any) -> Any:
    if typing.get_origin(hint) is not None and not isinstance(hint, types.UnionType):
        return (1,)
    examples = (
        (datetime, datetime(2026, 3, 4, 12, tzinfo=UTC)),
        (int, 1),
        (str, "cancelled"),
        (Action, None),
        (Limits, Limits(1, 1)),
    )
    parts = typing.get_args(hint) or (hint,)
    return next(example for kind, example in examples if kind in parts)
