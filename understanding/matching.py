"""Finds in a sentence what the rules of a language say of it, the longest first, nothing twice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from understanding.lexicon import Lexicon

TAKEN = "\0"
"""Stands where something was understood; no rule reaches across it."""

STRETCH = re.compile(r"[^\0]+")
EDGES = " \t\n.,;:!?'\"-—()。，！？、；：؟،"

Rule = tuple[str, re.Pattern[str]]

LATE = frozenset({"near", "giver"})
"""Rules that take any words, and so only what the others left."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence, what kind of thing it says, and the words that say it."""

    kind: str
    begin: int
    end: int
    words: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]

    def __len__(self) -> int:
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Matched:
    pieces: tuple[Piece, ...]
    left: tuple[tuple[int, int], ...]
    """Where the stretches begin and end of which nothing was understood."""

    known: int
    """Letters of words of the language; any words may be the name of a place."""


def matched(sentence: str, words: Lexicon, *, answers: bool = False) -> Matched:
    """The pieces of a plain sentence, in its order."""
    rest, early = taken_out(sentence, early_rules(words, answers=answers))
    left, late = taken_out(rest, [each for each in words.rules if each[0] in LATE])
    found = sorted((*early, *late), key=lambda each: each.begin)
    known = silenced(rest, words).count(TAKEN)
    return Matched(tuple(found), tuple(unsaid(left, words)), known)


def early_rules(words: Lexicon, *, answers: bool) -> list[Rule]:
    early = [each for each in words.rules if each[0] not in LATE]
    return [*words.answers, *early] if answers else early


def taken_out(sentence: str, rules: Sequence[Rule]) -> tuple[str, list[Piece]]:
    """Where a piece overlaps with a longer one, what is left of it is looked at anew."""
    kept: list[Piece] = []
    doubtful = True
    while doubtful:
        doubtful = False
        touched = sentence
        found = sorted(every(sentence, rules), key=lambda each: (-len(each), each.begin))
        for each in found:
            if TAKEN not in touched[each.begin : each.end]:
                sentence = blank(sentence, each.begin, each.end)
                kept.append(each)
            elif sentence[each.begin : each.end] != TAKEN * len(each):
                doubtful = True
            touched = blank(touched, each.begin, each.end)
    return sentence, kept


def every(sentence: str, rules: Sequence[Rule]) -> Iterator[Piece]:
    for kind, pattern in rules:
        for found in pattern.finditer(sentence):
            if found.end() > found.start():
                yield piece(kind, found)


def piece(kind: str, found: re.Match[str]) -> Piece:
    words = {name: value for name, value in found.groupdict().items() if value is not None}
    return Piece(kind, *found.span(), words, {name: found.span(name) for name in words})


def unsaid(left: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Without words at their ends that say nothing; within, they may be part of a name."""
    for stretch in STRETCH.finditer(left):
        begin, end = trimmed(stretch[0], words)
        if begin < end and stretch[0][begin:end] not in words.alone:
            yield stretch.start() + begin, stretch.start() + end


def trimmed(stretch: str, words: Lexicon) -> tuple[int, int]:
    silent = [found.span() for found in words.silent.finditer(stretch)]
    begin, end = 0, len(stretch)
    for first, last in silent:
        if not stretch[begin:first].strip(EDGES):
            begin = last
    for first, last in reversed(silent):
        if first >= begin and not stretch[last:end].strip(EDGES):
            end = first
    inner = stretch[begin:end]
    begin += len(inner) - len(inner.lstrip(EDGES))
    return begin, max(begin, begin + len(inner.strip(EDGES)))


def silenced(sentence: str, words: Lexicon) -> str:
    """Without the words that say nothing about the thing: please, I want, a."""
    for found in words.silent.finditer(sentence):
        sentence = blank(sentence, *found.span())
    return sentence


def blank(sentence: str, begin: int, end: int) -> str:
    return sentence[:begin] + TAKEN * (end - begin) + sentence[end:]
