"""The invented town as it is written in data/seed.toml, read into plain values."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from catalog.weekly import DAY_MINUTES, Span

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOURS = re.compile(r"(?P<days>\S+) (\d\d):(\d\d)-(\d\d):(\d\d)\Z")


@dataclass(frozen=True, slots=True)
class Worth:
    """What a euro's worth costs in a currency, in minor units, and the step its prices take."""

    per_euro: int
    step: int

    def of(self, euro_cents: int) -> int:
        """A price in minor units; only what is free stays free."""
        steps = round(euro_cents * self.per_euro / 100 / self.step)
        return max(steps, 1) * self.step if euro_cents else 0


EURO = Worth(per_euro=100, step=1)


@cache
def town() -> Mapping[str, Any]:
    """The file as it stands."""
    read: dict[str, Any] = tomllib.loads(
        files("catalog").joinpath("data", "seed.toml").read_text(encoding="utf-8")
    )
    return read


def worth(currency: str, dollar: int = EURO.per_euro) -> Worth:
    """In a currency that the file does not know, a euro costs what a dollar does."""
    known = town()["currencies"].get(currency)
    return Worth(**known) if known else Worth(dollar, step=10 ** max(0, len(str(dollar)) - 3))


def week(rules: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Weekday (0 is Monday) and hours of rules such as `Mo-Th,Su 18:00-02:00`."""
    for rule in rules:
        matched = HOURS.match(rule)
        if matched is None:
            raise ValueError(rule)
        hour, minute, until_hour, until_minute = map(int, matched.groups()[1:])
        opens, closes = hour * 60 + minute, until_hour * 60 + until_minute
        span = Span(opens, closes if closes > opens else closes + DAY_MINUTES)
        yield from ((day, span) for day in weekdays(matched["days"]))


def weekdays(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.partition("-")
        yield from range(DAYS.index(first), DAYS.index(last or first) + 1)
