"""Numbers as they are sent to the sandbox: finite, or refused; no NaN and no infinity gets further."""

import json
import math
from contextlib import suppress
from typing import Any, NoReturn

WHOLE = frozenset("0123456789")


def finite(value: object) -> float:
    """The number meant by 5, 5.5 or "5.5". Raises ValueError for anything else."""
    found = math.nan
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        with suppress(OverflowError):
            found = float(value)
    if not math.isfinite(found):
        raise ValueError(f"{value!r} is not a number")
    return found


def whole(value: object) -> int:
    """The whole number meant by 5, 5.0 or "5". Raises ValueError for parts of one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value and set(value.removeprefix("-")) <= WHOLE:
        return int(value)
    found = finite(value)
    if not found.is_integer():
        raise ValueError(f"{value!r} is not a whole number")
    return int(found)


def read_json(text: str | bytes) -> Any:
    """JSON as its standard has it; Python's own reader would let NaN and Infinity through."""
    return json.loads(text, parse_constant=_refuse)


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def whole_or(value: object, default: int) -> int:
    """Likewise, where nothing may be said at all."""
    return default if value is None else whole(value)
