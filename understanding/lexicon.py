"""The words of one language for days, times, people, places and prices, and its rules over them."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from types import MappingProxyType
from typing import Any

from babel import Locale

from understanding.answers import answers
from understanding.patterns import alternatives, compared, compiled
from understanding.text import plain

LANGUAGES = (
    *("en", "zh", "ru", "ar", "de", "fr", "es", "it", "pt"),
    *("nl", "sv", "fi", "tr", "pl", "ja", "ko", "hi"),
)
SHORTEST_NAME = 3
"""Letters: shorter names of days and months are words of their own, such as `so` and `mi`."""

EVERYWHERE = MappingProxyType({"iso_date": (r"<y>[-/]<mm>[-/]<dd>",)})
"""How dates are written in any language."""

Words = Mapping[str, int]
Rules = Sequence[tuple[str, re.Pattern[str]]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`rules` are tried in their order; the fields say what their groups mean."""

    every_rule: Callable[[], tuple[Rules, Rules]]
    """`rules` and `answers`: compiled once, when a sentence is read in this language. To see that one
    is in another takes fewer words.
    """

    lengths: Words
    ordinals: Words
    numbers: Words
    units: Mapping[str, str]
    days: Words
    weekdays: Words
    months: Words
    parts: Mapping[str, tuple[int, int]]
    halves: Mapping[str, str]
    minutes: Words
    holidays: Mapping[str, tuple[int, int]]
    """Month and day of those that are on the same day every year."""

    hints: Mapping[str, str]
    """Words that stay, and tell the half of the day: at eight is dinner in the evening."""

    implied: Mapping[str, str]
    """Words that are no thing to look for, and the thing where nothing else is said."""

    silent: re.Pattern[str]
    everyday: re.Pattern[str]
    """Words that say which language it is."""

    alone: frozenset[str]
    """Words that say nothing where no other stands beside them."""

    names_with_capital: bool
    """Whether a person is known by the capital: other words stand in the same places."""

    day_first: bool
    """Whether 3/4 is the third of April."""

    @property
    def rules(self) -> Rules:
        return self.every_rule()[0]

    @property
    def answers(self) -> Rules:
        """Tried before the rules, in what answers a question."""
        return self.every_rule()[1]

    def number(self, typed: str) -> int:
        return int(typed) if typed.isdecimal() else self.numbers[single_spaced(typed)]

    def minute(self, typed: str) -> int:
        return int(typed) if typed.isdecimal() else self.minutes[single_spaced(typed)]


def single_spaced(typed: str) -> str:
    return " ".join(typed.split())


@cache
def lexicon(code: str) -> Lexicon:
    """Read at the first sentence that may be in this language."""
    text = files("understanding").joinpath("data", f"{code}.toml").read_text(encoding="utf-8")
    given = tomllib.loads(text)
    names = Names.of(code, given)
    more = answers(code)
    spaced = given.get("spaced", True)
    silent = (*given.get("silent", ()), *more.silent)
    atoms = {
        "n": rf"\d{{1,4}}|{alternatives(names.numbers)}",
        "h": rf"\d{{1,2}}|{alternatives(names.numbers)}",
        "m": rf"\d\d|{alternatives(names.numbers)}",
        "d": rf"\d{{1,2}}|{alternatives([*names.numbers, *names.nth])}",
        "nth": alternatives(names.nth),
        "dd": r"\d{1,2}",
        "mm": r"\d{1,2}",
        "y": r"\d{4}",
        "unit": alternatives(names.units),
        "day": alternatives(names.days),
        "weekday": alternatives(names.weekdays),
        "month": alternatives(names.months),
        "part": alternatives(names.parts),
        "half": alternatives(names.halves),
        "holiday": alternatives(names.holidays),
        "minutes": alternatives(names.minutes),
        "length": alternatives(more.lengths),
        "far": rf"\d{{1,4}}(?:[.,]\d)?|{alternatives({**names.numbers, **more.numbers})}",
        "ordinal": alternatives(more.ordinals),
        "name": r"\w[\w'-]+",
        "rest": r"[^\0,.;!?]+?" if spaced else r"[^\0,.;!?\s，。！？、]{1,12}?",
        "_money": r"(?:[€$£¥₽]\s*)?<n>(?:\s*(?:[€$£¥₽₺₩]|eur|euros?|usd|dollars?|bucks|"
        r"quid|pounds?))?",
        **{name: compared(atom) for name, atom in given["atoms"].items()},
    }

    @cache
    def every_rule() -> tuple[Rules, Rules]:
        own = {**EVERYWHERE, **given["rules"]}
        tried = (*rules(more.rules, atoms, spaced=spaced), *rules(own, atoms, spaced=spaced))
        return tried, tuple(rules(more.said, atoms, spaced=spaced))

    return Lexicon(
        every_rule=every_rule,
        lengths=more.lengths,
        ordinals=more.ordinals,
        numbers={**names.nth, **more.numbers, **names.numbers},
        units=names.units,
        days=names.days,
        weekdays=names.weekdays,
        months=names.months,
        parts=names.parts,
        halves=names.halves,
        minutes=names.minutes,
        holidays=names.holidays,
        hints={plain(word): half for word, half in given.get("hints", {}).items()},
        implied={plain(word): what for word, what in given.get("implied", {}).items()},
        alone=frozenset(map(plain, given.get("alone", ()))),
        silent=compiled(meaningless(given.get("kept", ()), silent), atoms, spaced=spaced),
        everyday=compiled(f"(?:{alternatives((*names.every, *silent))})", atoms, spaced=spaced),
        names_with_capital=given.get("names_with_capital", False),
        day_first=given.get("day_first", True),
    )


def meaningless(kept: Sequence[str], silent: Sequence[str]) -> str:
    """A word that is kept stays whole, though a part of it says nothing elsewhere."""
    return f"(?:(?P<kept>{alternatives(kept)})|{alternatives(silent)})"


def rules(
    given: Mapping[str, Sequence[str]], atoms: Mapping[str, str], *, spaced: bool
) -> Iterator[tuple[str, re.Pattern[str]]]:
    for kind, templates in given.items():
        for template in templates:
            yield kind, compiled(template, atoms, spaced=spaced)


@dataclass(frozen=True, slots=True)
class Names:
    """Words as they are compared, and what each stands for."""

    numbers: Words
    nth: Words
    """Days of a month: the fifth."""

    units: Mapping[str, str]
    days: Words
    weekdays: Words
    months: Words
    parts: Mapping[str, tuple[int, int]]
    halves: Mapping[str, str]
    minutes: Words
    holidays: Mapping[str, tuple[int, int]]

    @property
    def every(self) -> Iterator[str]:
        yield from chain(self.numbers, self.units, self.days, self.weekdays, self.months)
        yield from chain(self.parts, self.halves, self.minutes)

    @classmethod
    def of(cls, code: str, given: Mapping[str, Any]) -> "Names":
        parts = given.get("parts", {})
        return cls(
            numbers=counted(given.get("counting", ()), 0) | by_word(given.get("numbers", {})),
            nth=counted(given.get("nth", ()), 1),
            units=by_each_word(given["units"]),
            days=by_word(given["days"]),
            weekdays=calendar_names(code, "days") | numbered(given.get("weekdays", ())),
            months=calendar_names(code, "months") | numbered(given.get("months", ())),
            parts={plain(word): (begin, end) for word, (begin, end) in parts.items()},
            halves=by_each_word(given.get("halves", {})),
            minutes=by_word(given.get("minutes", {})),
            holidays={
                plain(word): (month, day)
                for word, (month, day) in given.get("holidays", {}).items()
            },
        )


def by_word(given: Mapping[str, int]) -> dict[str, int]:
    return {plain(word): value for word, value in given.items()}


def counted(given: Sequence[str], first: int) -> dict[str, int]:
    """One after the other, each in as many ways as it is said."""
    return {
        plain(word): number
        for number, words in enumerate(given, first)
        for word in words.split("|")
    }


def by_each_word(given: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {plain(word): name for name, words in given.items() for word in words}


def numbered(given: Sequence[Sequence[str]]) -> dict[str, int]:
    """The first is 0."""
    return {plain(word): number for number, words in enumerate(given) for word in words}


def calendar_names(code: str, what: str) -> dict[str, int]:
    """As the Unicode locale data spell them, in full and short; Monday is 0, and so is January."""
    locale = Locale.parse(code)
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in getattr(locale, what)[context][width].items():
                word = plain(name).rstrip(".")
                if len(word) >= (SHORTEST_NAME if word.isascii() else 2):
                    found.setdefault(word, number if what == "days" else number - 1)
    return found
