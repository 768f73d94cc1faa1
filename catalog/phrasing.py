"""Phrases beside what is looked for, `open now` and the like, as the filters that they name."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from catalog.folding import EAST_ASIAN, fold_typed
from catalog.looking import Looking, Sort

FILTERS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "open_now": {"open_now": True},
        "cheapest": {"sort": Sort.PRICE},
        "best_rated": {"sort": Sort.RATING},
        "near_me": {},
    }
)
"""What each kind of phrase changes; a search is near the guest without being told so."""

WHOLE = frozenset({"open_now", "near_me"})
"""Phrases that are a search of their own."""

Folded = tuple[str, ...]


def understood(looking: Looking) -> Looking:
    """The same search with the filters that its words name, and without those words.

    Of nothing but an order, such as `cheap`, a name may have been meant.
    """
    words, kinds = spoken_of(looking.words)
    if not words and not kinds & WHOLE:
        return looking
    changes = {name: value for kind in sorted(kinds) for name, value in FILTERS[kind].items()}
    return replace(looking, words=words, **changes)


def spoken_of(words: str) -> tuple[str, frozenset[str]]:
    """What is left of the words, and the kinds of phrases that were among them."""
    kinds = set()
    for kind in FILTERS:
        left = without(words, kind)
        if left != " ".join(words.split()):
            words = left
            kinds.add(kind)
    return meaningful(words) if kinds else words, frozenset(kinds)


def without(words: str, kind: str) -> str:
    """The words that are no part of such a phrase."""
    for phrase in unspaced(kind):
        words = words.replace(phrase, " ")
    return " ".join(left_of(words.split(), spaced(kind)))


def left_of(words: Sequence[str], phrases: Sequence[Folded]) -> Iterator[str]:
    folded = [fold_typed(each) for each in words]
    place = 0
    while place < len(words):
        found = (each for each in phrases if tuple(folded[place : place + len(each)]) == each)
        phrase = next(found, None)
        if phrase is None:
            yield words[place]
        place += len(phrase or (place,))


def meaningful(words: str) -> str:
    """Nothing where what is left says nothing."""
    return words if without(words, "nothing") else ""


@cache
def phrases() -> Mapping[str, Sequence[str]]:
    text = files("catalog").joinpath("data", "search_phrases.toml").read_text(encoding="utf-8")
    read: dict[str, list[str]] = tomllib.loads(text)
    return read


@cache
def unspaced(kind: str) -> Sequence[str]:
    """Those of scripts that leave no spaces, the longest first."""
    found = (each for each in phrases()[kind] if EAST_ASIAN.search(each))
    return sorted(found, key=len, reverse=True)


@cache
def spaced(kind: str) -> Sequence[Folded]:
    """The others by their folded words, the longest first."""
    found = {
        tuple(fold_typed(each).split()) for each in phrases()[kind] if not EAST_ASIAN.search(each)
    }
    return sorted(found, key=len, reverse=True)
