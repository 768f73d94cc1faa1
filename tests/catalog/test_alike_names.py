"""The name most like what was typed is the one that comparing it with each finds."""

import random
from string import ascii_lowercase

from rapidfuzz import fuzz, process

from catalog.alike_names import AlikeNames, lengths
from catalog.synonyms import ALIKE, in_order
from tests.thoroughness import many

TYPED = many(600, 6_000)


def slipped(name: str, dice: random.Random) -> str:
    """With a few errors."""
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(name) + 1)
        new = dice.choice(("", *ascii_lowercase, " ", name[at - 1 : at]))
        name = name[:at] + new + name[at + dice.randrange(2) :]
    return name


def test_the_nearest_name_is_the_one_among_all() -> None:
    dice = random.Random(7)
    names = in_order()
    alike = AlikeNames(names)
    found = 0
    for _ in range(TYPED):
        typed = slipped(dice.choice(names), dice)
        best = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=ALIKE)
        assert alike.nearest(typed, ALIKE) == (best[0] if best else None), typed
        found += best is not None
    assert TYPED / 4 < found < TYPED


def test_the_first_of_equals_is_found() -> None:
    assert AlikeNames(["salone", "salona"]).nearest("salon", ALIKE) == "salona"
    assert AlikeNames(["bakery"]).nearest("", ALIKE) is None


def test_names_much_longer_or_shorter_are_never_so_alike() -> None:
    """Of eight letters all are in a word of twelve, and those of a word of six in eight."""
    assert lengths(8, ALIKE) == (6, 12)
    assert fuzz.ratio("bakeries", "bakeriesabcd") == ALIKE
    assert AlikeNames(["bakeriesabcd"]).nearest("bakeries", ALIKE) == "bakeriesabcd"
    assert AlikeNames(["bakery"]).nearest("bakeryxy", ALIKE) == "bakery"
