"""What people call the categories, in many languages, so that a typed word finds the kind meant."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain, takewhile

from catalog.alike_names import AlikeNames
from catalog.by_ear import is_bare, sound_alike, sounds
from catalog.categories import Category
from catalog.folding import fold_kindly
from catalog.near_words import slips
from database.sounding import sound

ALIKE = 80
SHORTEST_BEGINNING = 4
SHORTEST_NAME = 3
SHORTEST_HEARD = 5
SHORTEST_SOUND = 3
"""Consonants."""

WITHOUT_VOWELS = ("ar", "he")
"""Languages."""

MOST_KINDS = 3
"""A word for more categories than these, such as `shop`, says nothing about the kind."""


def meant(words: str) -> frozenset[Category]:
    """The categories that words name exactly, or by the beginning of a longer name."""
    folded = fold_kindly(words)
    exact = vocabulary().get(folded)
    if exact is not None or len(folded) < SHORTEST_BEGINNING:
        return exact or frozenset()
    return few(longer(folded))


def few(names: Iterable[str]) -> frozenset[Category]:
    """What they stand for; nothing where that is too much."""
    kinds: frozenset[Category] = frozenset().union(*map(vocabulary().__getitem__, names))
    return kinds if len(kinds) <= MOST_KINDS else frozenset()


def meant_by_ear(folded: str) -> frozenset[Category]:
    """The categories whose Arabic or Hebrew name is read so: `saydaliya` is صيدلية."""
    words = folded.split()
    if is_bare(folded) or len(folded) < SHORTEST_HEARD:
        return frozenset()
    rough = chain.from_iterable(by_sound().get(each, ()) for each in sounds(words[0]))
    return few(name for name in rough if sound_alike_each(words, name.split()))


def sound_alike_each(typed: Sequence[str], words: Sequence[str]) -> bool:
    return len(typed) == len(words) and all(map(sound_alike, typed, words))


@cache
def by_sound() -> Mapping[str, Sequence[str]]:
    """Names of the languages without vowels, by what the first of their words sounds like."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    names = dict.fromkeys(fold_kindly(name) for _, name in named(WITHOUT_VOWELS))
    for name in names:
        if name in vocabulary() and all(map(is_bare, name.split())) and tells(name):
            found[sound(name.split()[0])].append(name)
    return found


def tells(name: str) -> bool:
    """Whether it sounds like itself alone: short names sound like words of every language."""
    return len(sound(name)) >= SHORTEST_SOUND or len(name) >= SHORTEST_BEGINNING


def meant_by_slip(piece: str) -> frozenset[Category]:
    """The categories with a name of so few letters that it is one typing error away."""
    return few(
        each for each in slips(piece) if len(piece) == SHORTEST_NAME and each in vocabulary()
    )


def is_named(words: str) -> bool:
    """Whether they are the whole name of a category."""
    return fold_kindly(words) in vocabulary()


def meant_nearly(words: str) -> frozenset[Category]:
    """The categories whose name is most like these words, if any is."""
    folded = fold_kindly(words)
    if len(folded) < SHORTEST_BEGINNING:
        return frozenset()
    best = by_letters().nearest(folded, ALIKE)
    return vocabulary()[best] if best else frozenset()


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
def by_letters() -> AlikeNames:
    return AlikeNames(in_order())


@cache
def vocabulary() -> Mapping[str, frozenset[Category]]:
    """Every folded name and synonym, and what it stands for."""
    found: dict[str, frozenset[Category]] = {}
    same: dict[frozenset[Category], frozenset[Category]] = {}  # thousands of words for few kinds
    for key, name in named():
        word = fold_kindly(name)
        kinds = found.get(word, frozenset()) | {Category(key)}
        found[word] = same.setdefault(kinds, kinds)
    return {word: kinds for word, kinds in found.items() if word and len(kinds) <= MOST_KINDS}


def named(languages: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Category keys and names from the packaged files, one file for each language."""
    folder = files("catalog").joinpath("data", "synonyms")
    for file in (each for each in folder.iterdir() if each.name.endswith(".json")):
        if not languages or file.name.removesuffix(".json") in languages:
            for key, names in json.loads(file.read_text(encoding="utf-8")).items():
                yield from ((key, name) for name in names)
