"""What guests look for in invented towns, from where they are: mostly where many others are."""

from itertools import islice

from benchmarks.places import KINDS, Towns
from benchmarks.sizes import size
from catalog.looking import Looking, Sort
from database.point import Point

SAMPLES = size(300, 3, "SAMPLES")
SLIPS = ("bra", "caef", "huose", "ctiy", "salno", "dain", "stor", "shpo")
"""Of words that many places have."""


def questions(towns: Towns) -> dict[str, list[Looking]]:
    some = list(islice(towns.rows(), SAMPLES))
    called = [str(merchant["name"]) for merchant, _ in some]
    there = [Point(place["latitude"], place["longitude"]) for _, place in some]
    towns.dice.seed(f"asked among {towns.places}")
    here = [towns.point() for _ in range(SAMPLES)]
    two = [" ".join(each) for each in zip(called, (*called[1:], called[0]), strict=True)]
    kinds = [KINDS[number % 20] for number in range(SAMPLES)]
    of_kind = list(zip(here, kinds, strict=True))
    typed = words(towns)
    return {
        "around me": [Looking(point=each) for each in here],
        "a category": [Looking(point=each, category=kind) for each, kind in of_kind],
        "open now": [Looking(point=each, open_now=True) for each in here],
        "a category, open now": [
            Looking(point=each, category=kind, open_now=True) for each, kind in of_kind
        ],
        "cheapest": [Looking(point=each, sort=Sort.PRICE) for each in here],
        "best rated": [Looking(point=each, sort=Sort.RATING) for each in here],
        **{f"{kind}, near": nearby(here, said) for kind, said in typed.items()},
        "a whole name, near": nearby(there, called),
        "a whole name, far from it": nearby(here, called),
        "two whole names, near": nearby(here, two),
        **{f"{kind}, anywhere": anywhere(said) for kind, said in typed.items()},
        "a whole name, anywhere": anywhere(called),
        "two whole names, anywhere": anywhere(two),
    }


def words(towns: Towns) -> dict[str, list[str]]:
    """What is typed, by what it is."""
    names = [towns.dice.choice(towns.words) for _ in range(SAMPLES)]
    others = [towns.dice.choice(towns.words) for _ in range(SAMPLES)]
    return {
        "a word": names,
        "a beginning": [each[:4] for each in names],
        "two letters": [each[:2] for each in names],
        "a common word": [("kahvila", "store")[number % 2] for number in range(SAMPLES)],
        "a typing error": [mistyped(each) for each in names],
        "a slip in a short word": [SLIPS[number % len(SLIPS)] for number in range(SAMPLES)],
        "two words as one": ["".join(each) for each in zip(names, others, strict=True)],
        "consonants alone": [
            "".join(each for each in name if each not in "aeiou") for name in names
        ],
        "nonsense": [
            " ".join(f"xq{each[::-1]}" for each in others[at : at + 8]) for at in range(SAMPLES)
        ],
    }


def nearby(here: list[Point], said: list[str]) -> list[Looking]:
    return [Looking(point=point, words=each) for point, each in zip(here, said, strict=True)]


def anywhere(said: list[str]) -> list[Looking]:
    return [Looking(words=each) for each in said]


def mistyped(word: str) -> str:
    return f"{word[:3]}q{word[4:]}"
