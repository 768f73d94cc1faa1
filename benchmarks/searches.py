"""What guests look for in invented towns, from where they are: mostly where many others are."""

from benchmarks.places import KINDS, Towns
from benchmarks.sizes import size
from catalog.looking import Looking, Sort
from database.point import Point

SAMPLES = size(300, 3)


def questions(towns: Towns) -> dict[str, list[Looking]]:
    towns.dice.seed(f"asked among {towns.places}")
    here = [towns.point() for _ in range(SAMPLES)]
    kinds = [KINDS[number % 20] for number in range(SAMPLES)]
    names = [towns.dice.choice(towns.words) for _ in here]
    near = list(zip(here, names, strict=True))
    of_kind = list(zip(here, kinds, strict=True))
    return {
        "around me": [Looking(point=each) for each in here],
        "a category": [Looking(point=each, category=kind) for each, kind in of_kind],
        "open now": [Looking(point=each, open_now=True) for each in here],
        "a category, open now": [
            Looking(point=each, category=kind, open_now=True) for each, kind in of_kind
        ],
        "cheapest": [Looking(point=each, sort=Sort.PRICE) for each in here],
        "best rated": [Looking(point=each, sort=Sort.RATING) for each in here],
        **nearby(near),
        **anywhere(names),
    }


def nearby(near: list[tuple[Point, str]]) -> dict[str, list[Looking]]:
    return {
        "a word, near": [Looking(point=each, words=word) for each, word in near],
        "a beginning, near": [Looking(point=each, words=word[:4]) for each, word in near],
        "two letters, near": [Looking(point=each, words=word[:2]) for each, word in near],
        "a typing error, near": [Looking(point=each, words=mistyped(word)) for each, word in near],
        "a common word, near": [Looking(point=each, words="kahvila") for each, _ in near],
    }


def anywhere(names: list[str]) -> dict[str, list[Looking]]:
    return {
        "a word, anywhere": [Looking(words=each) for each in names],
        "a beginning, anywhere": [Looking(words=each[:4]) for each in names],
        "a typing error, anywhere": [Looking(words=mistyped(each)) for each in names],
        "a common word, anywhere": [Looking(words="store") for _ in names],
    }


def mistyped(word: str) -> str:
    return f"{word[:3]}q{word[4:]}"
