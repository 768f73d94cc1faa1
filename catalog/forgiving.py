"""What was typed with slips in it: words of the market that may be meant, until few places are left to ask."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from catalog.by_ear import is_bare, sound_alike, without_articles
from catalog.candidates import Told
from catalog.categories import Category
from catalog.index_terms import Clause, Clauses, beginning, kinds
from catalog.near_words import slips
from catalog.synonyms import meant_by_ear, meant_by_slip, meant_nearly
from catalog.vocabulary import ALIKE, LENIENT_LENGTH, TRIGRAM, Vocabulary, spelt_alike
from catalog.wording import SHORT, Worded, folded

LOOKED_UP = 2
"""Of several words, before places that have what is like them are asked for the others."""

NO_KINDS: frozenset[Category] = frozenset()

Few = Callable[[Clauses], Sequence[Told] | None]
"""All places that have these terms, of those that are looked for; None where they are many."""


@dataclass(frozen=True, slots=True)
class Forgiven:
    """What may be meant, and the places of which it is, where they are known."""

    words: Worded
    ids: Sequence[int] | None = None


def many(_clauses: Clauses) -> None:
    return None


def forgives(
    vocabulary: Vocabulary, words: str, least: int = ALIKE, few: Few = many
) -> Forgiven | None:
    """That a place has words spelt nearly so, or is of the kind whose name they nearly are.

    None where no place can. The longest are looked up first, for of these there are fewest.
    """
    nearly = meant_nearly(words)
    if nearly:
        return Forgiven(Worded((kinds(nearly),)))
    whole = meant_by_ear(" ".join(folded(words)))
    pieces = sorted(without_articles(folded(words)), key=len, reverse=True)
    clauses: list[Clause] = []
    for at, piece in enumerate(pieces):
        there = few(tuple(clauses)) if at >= LOOKED_UP else None
        if there is not None:
            return among(there, tuple(clauses), pieces[at:], least, whole)
        clauses.append(similar(vocabulary, piece, least, whole))
        if not clauses[-1]:  # whatever the others are like
            return None
    return Forgiven(Worded(tuple(clauses))) if clauses else None


def similar(
    vocabulary: Vocabulary, piece: str, least: int, whole: frozenset[Category] = NO_KINDS
) -> Clause:
    near = tuple(vocabulary.alike(piece, least))
    first = (beginning(piece),) if len(piece) <= SHORT else ()
    return (*first, *near, *kinds(named_so(piece, whole)))


def named_so(piece: str, whole: frozenset[Category]) -> frozenset[Category]:
    """The categories that do instead."""
    if len(piece) <= SHORT:
        return whole
    return whole | meant_by_ear(piece) | meant_by_slip(piece)


def among(
    places: Sequence[Told],
    clauses: Clauses,
    pieces: Sequence[str],
    least: int,
    whole: frozenset[Category],
) -> Forgiven | None:
    """Those of them that have something like each of the pieces, too."""
    for piece in pieces:
        near = alike(piece, {word for each in places for word in each.words.split()}, least)
        instead = named_so(piece, whole)
        places = [
            each
            for each in places
            if each.category in instead or not near.isdisjoint(each.words.split())
        ]
    return Forgiven(Worded(clauses), [each.id for each in places]) if places else None


def alike(piece: str, words: Collection[str], least: int) -> set[str]:
    """What the vocabulary would find, of some words."""
    if len(piece) < TRIGRAM:
        found = {each for each in words if each.startswith(piece)}
    else:
        found = {each for each in words if piece in each}
    if len(piece) >= LENIENT_LENGTH:
        found |= {*spelt_alike(piece, list(words), least)}
    if least > ALIKE:
        return found
    heard = words if is_bare(piece) else filter(is_bare, words)
    found |= {each for each in heard if sound_alike(piece, each)}
    return found.union(set(words).intersection(slips(piece)))
