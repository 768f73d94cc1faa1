"""What hours need of their place and cannot say themselves: its holidays and its sun."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def no_holiday(_: date) -> bool:
    return False


def no_sun(_: date, __: str) -> int | None:
    return None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`sun` gives the local minute of dawn, sunrise, sunset or dusk; None where there is none."""

    is_holiday: Callable[[date], bool] = no_holiday
    sun: Callable[[date, str], int | None] = no_sun
    school_holiday: bool = False
