"""Whole sentences, of which nothing fits every word: what of them is searched for instead."""

from collections.abc import Iterator
from itertools import islice

from catalog.folding import EAST_ASIAN, LONGEST
from catalog.synonyms import is_named, meant, meant_nearly
from catalog.widening import category_of, wider
from catalog.wording import MOST_WORDS

SHORTEST = 4
"""Letters: `at` and `for` begin many names and mean none."""

SENTENCE = 2
"""Words."""

MOST_TRIED = 6
MOST_THINGS = 2
MOST_NAMES = 12
MOST_SIGNS = 24
"""Of a sentence without spaces."""


def shorter(words: str) -> Iterator[str]:
    """Parts of a sentence worth searching for, best first: what names a kind, then what may be a name."""
    yield from islice(dict.fromkeys((*kinds(words), *names(words))), MOST_TRIED)


def whole_names(words: str) -> Iterator[str]:
    """Parts of a sentence that may be what some place is called, whatever kind their words name.

    Of several words, as one alone may be said of much else.
    """
    runs = (each for each in parts(words) if " " in each and not is_known_wholly(each))
    yield from islice(runs, MOST_NAMES)


def kinds(words: str) -> Iterator[str]:
    """The longest part that names a kind of place, exactly or else more widely, nearly, or begins to."""
    things = list(islice(wider(words), MOST_THINGS))
    named = islice((each for each in parts(words) if is_named(each)), 1)
    known = islice((each for each in parts(words) if is_known_wholly(each)), 1)
    yield from sorted((*named, *known), key=lambda each: -len(each.split()))
    for thing, name in things:
        yield from (thing, name)
    yield from islice((each for each in words.split() if meant_nearly(each)), 1)
    yield from islice((each for each in parts(words) if meant(each)), 1)


def is_known_wholly(part: str) -> bool:
    """Of several words, such as an Italian restaurant, each says what is wanted."""
    words = part.split()
    return len(words) > 1 and all(is_named(each) or category_of(each) for each in words)


def names(words: str) -> Iterator[str]:
    """Of several words."""
    several = words.split()
    if len(several) >= SENTENCE:
        yield from (each for each in several[:MOST_WORDS] if len(each) >= SHORTEST)


def parts(words: str) -> Iterator[str]:
    """Every run of words, or of signs where no spaces are written, the longest first; not the whole."""
    if EAST_ASIAN.search(words):
        pieces, space = list("".join(words.split())[:MOST_SIGNS]), ""
    else:
        pieces, space = words[:LONGEST].split()[:MOST_WORDS], " "
    for length in range(len(pieces) - 1, 0, -1):
        for first in range(len(pieces) - length + 1):
            yield space.join(pieces[first : first + length])
