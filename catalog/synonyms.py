"""What people call the categories, in many languages, so that a typed word finds the kind meant."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import takewhile

from rapidfuzz import fuzz, process

from catalog.categories import Category
from catalog.folding import fold_kindly

ALIKE = 80
SHORTEST_BEGINNING = 4
MOST_KINDS = 3
"""A word for more categories than these, such as `shop`, says nothing about the kind."""


def meant(words: str) -> frozenset[Category]:
    """The categories that words name exactly, or by the beginning of a longer name."""
    folded = fold_kindly(words)
    exact = vocabulary().get(folded)
    if exact is not None or len(folded) < SHORTEST_BEGINNING:
        return exact or frozenset()
    kinds: frozenset[Category] = frozenset().union(*map(vocabulary().__getitem__, longer(folded)))
    return kinds if len(kinds) <= MOST_KINDS else frozenset()


def is_named(words: str) -> bool:
    """Whether they are the whole name of a category."""
    return fold_kindly(words) in vocabulary()


def meant_nearly(words: str) -> frozenset[Category]:
    """The categories whose name is most like these words, if any is."""
    folded = fold_kindly(words)
    if len(folded) < SHORTEST_BEGINNING:
        return frozenset()
    best = process.extractOne(folded, in_order(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return vocabulary()[best[0]] if best else frozenset()


def longer(folded: str) -> Iterator[str]:
    """Single words that the typed one is the beginning of, as typed in haste or inflected."""
    words = in_order()
    following = range(bisect_left(words, folded), len(words))
    begun = takewhile(lambda word: word.startswith(folded), (words[each] for each in following))
    return (word for word in begun if " " not in word)


@cache
def in_order() -> Sequence[str]:
    return sorted(vocabulary())


@cache
def vocabulary() -> Mapping[str, frozenset[Category]]:
    """Every folded name and synonym, and what it stands for."""
    found: defaultdict[str, set[Category]] = defaultdict(set)
    for key, name in named():
        found[fold_kindly(name)].add(Category(key))
    return {
        word: frozenset(kinds) for word, kinds in found.items() if word and len(kinds) <= MOST_KINDS
    }


def named() -> Iterator[tuple[str, str]]:
    """Category keys and names from the packaged files, one file for each language."""
    folder = files("catalog").joinpath("data", "synonyms")
    for language in (each for each in folder.iterdir() if each.name.endswith(".json")):
        for key, names in json.loads(language.read_text(encoding="utf-8")).items():
            yield from ((key, name) for name in names)
