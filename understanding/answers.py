"""How far, what one has already, and how people answer: words of a language in a file of their own."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from understanding.text import plain

Words = Mapping[str, int]
Templates = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Answers:
    """`lengths` are in metres, `ordinals` the place in a list; `said` are read in answers only."""

    rules: Templates
    said: Templates
    lengths: Words
    ordinals: Words
    numbers: Words
    silent: Sequence[str]


NONE = Answers({}, {}, {}, {}, {}, ())


@cache
def answers(code: str) -> Answers:
    """Of a language without a file nothing more is known."""
    path = files("understanding").joinpath("data", "answers", f"{code}.toml")
    if not path.is_file():
        return NONE
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return Answers(
        rules=given["rules"],
        said=given["answers"],
        lengths=by_value(given["lengths"]),
        ordinals=by_value(given["ordinals"]),
        numbers={plain(word): value for word, value in given.get("numbers", {}).items()},
        silent=given["silent"],
    )


def by_value(given: Mapping[str, Sequence[str]]) -> Words:
    return {plain(word): int(value) for value, words in given.items() for word in words}
