"""Typed words as terms of the index: each is in a name, or names a category."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import islice

from catalog.folding import LONGEST, as_one_word, fold_typed
from catalog.index_terms import Clause, Clauses, beginning, is_of_words, kinds, whole_name
from catalog.near_words import together_or_apart
from catalog.synonyms import is_named, meant
from catalog.vocabulary import MOST_FOUND, Vocabulary

SHORT = 2
MOST_WORDS = 8
"""As they are folded: each is looked up."""

MOST_RESPELT = 4
"""Ways to read words as one, or one as two, that are looked for."""

FEW_TERMS = 4
"""So many words of the market that few places are likely to have one of them."""

MOST_TERMS = MOST_FOUND
"""The index looks each up by itself."""

SURELY = 2
"""Pieces that it is asked for, however many terms they have."""

Word = tuple[str, list[str]]
"""As it was typed, and what it is folded."""


class Grade(IntEnum):
    """How near to what was typed the words of a place are."""

    WHOLE = 1
    BEGUN = 2
    WITHIN = 3


Pieces = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Worded:
    """What words ask of a location: terms, and pieces in so many words that they are no terms.

    Beside a piece stand the categories that do instead; `patterns` say without the index what all of
    them say. Where one statement finds all grades, it is `graded` by these pieces; what is asked for
    is the whole name where it is `named`.
    """

    clauses: Clauses
    likes: Pieces = ()
    pieces: Pieces = field(default=(), compare=False)
    patterns: Pieces = field(default=(), compare=False)
    graded: Pieces = ()
    named: bool = False

    @property
    def possible(self) -> bool:
        return all(self.clauses)

    @property
    def terms(self) -> int:
        return sum(map(len, self.clauses))

    @property
    def says_much(self) -> bool:
        """Whether few places are likely to have it: a whole name, a word or two, or several with one that is rare."""
        several = len(self.clauses) > 1 or self.terms <= FEW_TERMS
        return self.named or (several and any(map(is_of_words, self.clauses)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A folded word, the words of the market with it in them, and the categories that do instead.

    `found` is None where it is in too many words, and for one so short that it only begins words;
    `begun` are those that it begins, None where they are too many.
    """

    piece: str
    found: Clause | None
    begun: Clause | None
    instead: Clause
    categories: tuple[str, ...]

    def terms(self, grade: Grade) -> Clause | None:
        """None where the index has none for it."""
        if grade is Grade.WHOLE:
            known = self.found is None or self.piece in self.found
            return (*((self.piece,) if known else ()), *self.instead)
        if len(self.piece) <= SHORT:
            return (beginning(self.piece), *self.instead)
        found = self.begun if grade is Grade.BEGUN else self.found
        return None if found is None else (*found, *self.instead)

    def like(self, grade: Grade) -> tuple[str, tuple[str, ...]]:
        """A pattern of the words of a location with a space before and behind each."""
        if grade is Grade.WHOLE:
            return f"% {self.piece} %", self.categories
        begun = grade is Grade.BEGUN or len(self.piece) <= SHORT
        return f"% {self.piece}%" if begun else f"%{self.piece}%", self.categories


def folded(words: str) -> list[str]:
    """The folded words, each once, no more than anybody types in earnest."""
    return [piece for _, pieces in typed(words) for piece in pieces]


def typed(words: str) -> list[Word]:
    """The words that say anything; what one of them is folded to counts as so many words."""
    found: list[Word] = []
    left = MOST_WORDS
    for word in dict.fromkeys(words[:LONGEST].split()):
        pieces = list(dict.fromkeys(fold_typed(word).split()))[:left]
        left -= len(pieces)
        found += [(word, pieces)] if pieces else []
    return found


def calls(words: str) -> Worded | None:
    """That it is the whole name of a location; None for words that name a kind: so many are called so."""
    name = "" if meant(words) else as_one_word(words)
    return Worded((whole_name(name),), named=True) if name else None


def says(vocabulary: Vocabulary, words: str) -> Worded | None:
    """That a location has all these words, or is of the kind they name; None without words.

    A long word may stand within another, a short one only at the beginning.
    """
    pieces = list(looked_up(vocabulary, words))
    return worded(pieces, Grade.WITHIN) if pieces else None


def graded(vocabulary: Vocabulary, words: str) -> Iterator[Worded]:
    """The same from near to less near, each with what those before it ask: whole words, beginnings, all."""
    pieces = list(looked_up(vocabulary, words))
    asked = (worded(pieces, grade) for grade in Grade) if pieces else ()
    yield from dict.fromkeys(each for each in asked if each.possible)


def at_once(all_grades: Worded) -> Worded:
    """The last of the grades, which asks for what each asks, to be sorted by them."""
    return replace(all_grades, graded=all_grades.pieces)


def in_patterns(words: Worded) -> Worded:
    """The same without the index."""
    return Worded((), words.patterns)


def worded(pieces: Sequence[Piece], grade: Grade) -> Worded:
    terms = [each.terms(grade) for each in pieces]
    asked = by_the_index(terms)
    return Worded(
        clauses=tuple(each for each in terms if each is not None and each in asked),
        likes=tuple(
            piece.like(grade)
            for piece, each in zip(pieces, terms, strict=True)
            if each is None or each not in asked
        ),
        pieces=tuple((each.piece, each.categories) for each in pieces),
        patterns=tuple(each.like(grade) for each in pieces),
    )


def by_the_index(terms: Sequence[Clause | None]) -> Sequence[Clause]:
    """Those with the fewest: all of several common pieces take longer than to read what few have."""
    found: list[Clause] = []
    left = MOST_TERMS
    for each in sorted((each for each in terms if each is not None), key=len):
        left -= len(each)
        if left >= 0 or len(found) < SURELY:
            found.append(each)
    return found


def looked_up(vocabulary: Vocabulary, words: str) -> Iterator[Piece]:
    whole = meant(words)
    said = typed(words)
    vocabulary.look_up(each for _, pieces in said for each in pieces if len(each) > SHORT)
    for word, pieces in said:
        instead = whole | meant(word)
        for piece in pieces:
            found = begun = None
            if len(piece) > SHORT:
                found = if_not_too_many(vocabulary.containing(piece))
                begun = begun_by(vocabulary, piece, found)
            yield Piece(piece, found, begun, kinds(instead), tuple(sorted(instead)))


def begun_by(vocabulary: Vocabulary, piece: str, within: Clause | None) -> Clause | None:
    if within is None:
        return if_not_too_many(vocabulary.beginning(piece))
    return tuple(each for each in within if each.startswith(piece))


def if_not_too_many(words: Sequence[str]) -> Clause | None:
    return tuple(words) if len(words) <= MOST_FOUND else None


def in_respelt(words: str) -> set[str]:
    """The words that they may be besides."""
    return {word for _, new in together_or_apart(folded(words)) for word in new}


def respelt(vocabulary: Vocabulary, words: str) -> Iterator[str]:
    """The same with two words as one, or with one as two, where the market knows those."""
    every = list(together_or_apart(folded(words)))
    there = vocabulary.known(in_respelt(words))
    found = (said for said, new in every if there.issuperset(new) or is_named(" ".join(new)))
    yield from islice(found, MOST_RESPELT)
