"""Things narrower than a category: who looks for a gynaecologist where none is, is shown doctors."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from catalog.folding import EAST_ASIAN, fold_kindly

LONGEST_RUN = 3
MOST_WORDS = 24
SHORTEST_BEGINNING = 3

Named = Mapping[str, str]
"""What the category is called, by the folded narrower thing."""


def wider(words: str) -> Iterator[tuple[str, str]]:
    """The narrower things among the words as they were typed, each with its category's name."""
    if EAST_ASIAN.search(words):
        typed = words.lower()
        yield from ((each, name) for each, name in unspaced().items() if each in typed)
        return
    for run in runs(words.split()[:MOST_WORDS]):
        name = category_of(run)
        if name is not None:
            yield run, name


def category_of(run: str) -> str | None:
    exact, begun = spaced()
    folded = fold_kindly(run)
    if folded in exact:
        return exact[folded]
    ends = range(len(folded), max(SHORTEST_BEGINNING - 1, folded.rfind(" ")), -1)
    return next((begun[folded[:end]] for end in ends if folded[:end] in begun), None)


def runs(words: list[str]) -> Iterator[str]:
    """The longest first."""
    for length in range(min(LONGEST_RUN, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            yield " ".join(words[first : first + length])


@cache
def spaced() -> tuple[Named, Named]:
    """Those that are whole, and those that longer words begin with."""
    exact: dict[str, str] = {}
    begun: dict[str, str] = {}
    for thing, name in listed():
        if not EAST_ASIAN.search(thing):
            where = begun if thing.endswith("*") else exact
            where.setdefault(fold_kindly(thing.rstrip("*")), name)
    return exact, begun


@cache
def unspaced() -> Named:
    """As they are written, the longest first."""
    found = [(thing, name) for thing, name in listed() if EAST_ASIAN.search(thing + name)]
    return dict(sorted(found, key=lambda each: -len(each[0])))


def listed() -> Iterator[tuple[str, str]]:
    folder = files("catalog").joinpath("data", "narrower")
    for language in sorted(each.name for each in folder.iterdir() if each.name.endswith(".json")):
        given = json.loads(folder.joinpath(language).read_text(encoding="utf-8"))
        yield from ((thing, name) for name, things in given.items() for thing in things)
