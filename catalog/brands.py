"""Brands as they are called in other scripts, so that 星巴克 finds Starbucks and the other way round."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from catalog.folding import fold_kindly


def other_names(words: str) -> Sequence[str]:
    """What else the brand is called whose whole name the words are; the name in Latin letters first."""
    folded = fold_kindly(words)
    return tuple(each for each in brands().get(folded, ()) if fold_kindly(each) != folded)


@cache
def brands() -> Mapping[str, Sequence[str]]:
    """By each of its folded names, all names of the brand."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for brand, others in listed().items():
        names = [brand, *others]
        for each in dict.fromkeys(map(fold_kindly, names)):
            found[each] += names
    return found


def listed() -> Mapping[str, list[str]]:
    """As the packaged file has them."""
    file = files("catalog").joinpath("data", "brands.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
