"""What people call the categories, in many languages, so that a typed word finds the kind meant."""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from catalog.categories import Category
from catalog.folding import fold

ALIKE = 80
SHORTEST_BEGINNING = 4


def meant(folded: str) -> frozenset[Category]:
    """The categories that folded words name exactly, or by the beginning of a longer name."""
    exact = vocabulary().get(folded)
    if exact is not None or len(folded) < SHORTEST_BEGINNING:
        return exact or frozenset()
    longer = (kinds for word, kinds in vocabulary().items() if word.startswith(folded))
    return frozenset().union(*longer)


def meant_nearly(folded: str) -> frozenset[Category]:
    """The categories whose name is most like these folded words, if any is."""
    if len(folded) < SHORTEST_BEGINNING:
        return frozenset()
    best = process.extractOne(folded, vocabulary().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return vocabulary()[best[0]] if best else frozenset()


@cache
def vocabulary() -> Mapping[str, frozenset[Category]]:
    """Every folded name and synonym, and what it stands for."""
    found: defaultdict[str, set[Category]] = defaultdict(set)
    for language in sorted(files("catalog").joinpath("data", "synonyms").iterdir(), key=str):
        for key, names in json.loads(language.read_text(encoding="utf-8")).items():
            for name in names:
                found[fold(name)].add(Category(key))
    return {word: frozenset(kinds) for word, kinds in found.items() if word}
